using Microsoft.Extensions.Time.Testing;
using ModelArts.Sdk.Authentication.Caching;
using ModelArts.Sdk.Tests.Authentication.Surroundings;

namespace ModelArts.Sdk.Tests.Authentication.Caching;

public sealed class TokenCacheTests
{
    private const int Callers = 1000;

    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    private readonly FakeTimeProvider _clock = new();
    private readonly TokenCache<string> _cache = new();
    private Func<Task<Fetched<string>>> _fetch = () => throw new InvalidOperationException("No fetch is expected.");
    private int _fetches;

    [Fact]
    public async Task GetAsync_ManyCallersAtOnce_ShareOneFetch()
    {
        TaskCompletionSource<Fetched<string>> answer = Hang();
        using UnobservedExceptions unobserved = new(nameof(GetAsync_ManyCallersAtOnce_ShareOneFetch));

        Task<string>[] calls = [.. Enumerable.Range(0, Callers).Select(_ => Task.Run(() => GetAsync()))];
        answer.SetResult(new("one", Day));

        Assert.All(await Task.WhenAll(calls), value => Assert.Equal("one", value));
        Assert.Equal(1, _fetches);
        Assert.Equal(0, unobserved.Collect());
    }

    [Fact]
    public async Task GetAsync_FetchFails_AllWaitingSeeTheErrorAndTheNextCallAsksAnew()
    {
        const string Mark = nameof(GetAsync_FetchFails_AllWaitingSeeTheErrorAndTheNextCallAsksAnew);
        TaskCompletionSource<Fetched<string>> answer = Hang();
        using UnobservedExceptions unobserved = new(Mark);
        Task<string>[] calls = [.. Enumerable.Range(0, Callers).Select(_ => GetAsync())];

        answer.SetException(new ModelArtsAuthenticationException(Mark));
        ModelArtsAuthenticationException[] errors = await Task.WhenAll(calls.Select(call => Assert.ThrowsAsync<ModelArtsAuthenticationException>(() => call)));

        Assert.All(errors, error => Assert.Equal(Mark, error.Message));
        Assert.Equal(1, _fetches);
        Answer("two");
        Assert.Equal("two", await GetAsync());
        Assert.Equal(2, _fetches);
        calls = [];
        Assert.Equal(0, unobserved.Collect());
    }

    [Fact]
    public async Task GetAsync_SharedError_IsEachCallersOwn()
    {
        TaskCompletionSource<Fetched<string>> answer = Hang();
        Task<string>[] calls = [GetAsync(), GetAsync()];
        InvalidOperationException cause = new("cause");

        answer.SetException(new ModelArtsAuthenticationException("no", cause) { StatusCode = System.Net.HttpStatusCode.BadGateway, RequestId = "r1", ErrorCode = new("c"), IsUnavailable = true });
        ModelArtsAuthenticationException[] errors = await Task.WhenAll(calls.Select(call => Assert.ThrowsAsync<ModelArtsAuthenticationException>(() => call)));

        Assert.NotSame(errors[0], errors[1]);
        Assert.All(errors, error =>
        {
            Assert.Same(cause, error.InnerException);
            Assert.Equal((System.Net.HttpStatusCode.BadGateway, "r1", "c", true), (error.StatusCode!.Value, error.RequestId, error.ErrorCode.Value, error.IsUnavailable));
        });
    }

    [Fact]
    public async Task GetAsync_OneCallerGivesUp_LeavesAtOnceAndTheOthersGetTheValue()
    {
        TaskCompletionSource<Fetched<string>> answer = Hang();
        using CancellationTokenSource source = new();
        Task<string> first = GetUntilAsync(source.Token);
        Task<string> second = GetAsync();

        await source.CancelAsync();
        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        Assert.Equal(source.Token, exception.CancellationToken);
        Assert.False(second.IsCompleted);
        answer.SetResult(new("one", Day));
        Assert.Equal("one", await second);
        Assert.Equal(1, _fetches);
    }

    [Fact]
    public async Task GetAsync_AllCallersGaveUpAndTheFetchFails_NothingIsLeftUnobserved()
    {
        const string Mark = nameof(GetAsync_AllCallersGaveUpAndTheFetchFails_NothingIsLeftUnobserved);
        using UnobservedExceptions unobserved = new(Mark);
        TaskCompletionSource<Fetched<string>> answer = Hang();
        using CancellationTokenSource source = new();
        Task<string> call = GetUntilAsync(source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        answer.SetException(new InvalidOperationException(Mark));
        Answer("next");
        await EventuallyAsync(async () => await GetAsync() == "next");

        Assert.Equal(0, unobserved.Collect());
    }

    [Fact]
    public async Task GetAsync_ValidValue_IsServedWithoutAFetch()
    {
        Answer("one", Day);
        await GetAsync();

        _clock.Advance(Day - TimeSpan.FromMinutes(31));

        Task<string> call = GetAsync();
        Assert.True(call.IsCompletedSuccessfully);
        Assert.Equal("one", await call);
        Assert.Equal(1, _fetches);
    }

    [Fact]
    public async Task GetAsync_ShortlyBeforeTheEnd_ServesTheValueAndRenewsItInTheBackground()
    {
        Answer("one", Day);
        await GetAsync();
        TaskCompletionSource<Fetched<string>> answer = Hang();

        _clock.Advance(Day - TimeSpan.FromMinutes(30));
        Assert.Equal("one", await GetAsync());
        Assert.Equal("one", await GetAsync());
        answer.SetResult(new("two", Day));

        await EventuallyAsync(async () => await GetAsync() == "two");
        Assert.Equal(2, _fetches);
    }

    [Fact]
    public async Task GetAsync_RenewalFails_ServesTheValidValueAndTriesAgainAfterAPause()
    {
        const string Mark = nameof(GetAsync_RenewalFails_ServesTheValidValueAndTriesAgainAfterAPause);
        using UnobservedExceptions unobserved = new(Mark);
        Answer("one", Day);
        await GetAsync();
        TaskCompletionSource failed = new();
        _fetch = () =>
        {
            failed.TrySetResult();
            throw new InvalidOperationException(Mark);
        };

        _clock.Advance(Day - TimeSpan.FromMinutes(20));
        Assert.Equal("one", await GetAsync());
        await failed.Task;
        await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Equal("one", await GetAsync());
        Assert.Equal(2, _fetches);

        Answer("two", Day);
        _clock.Advance(TokenCache<string>.PauseAfterFailure);
        Assert.Equal("one", await GetAsync());
        await EventuallyAsync(async () => await GetAsync() == "two");
        Assert.Equal(3, _fetches);
        Assert.Equal(0, unobserved.Collect());
    }

    [Fact]
    public async Task GetAsync_OneMinuteBeforeTheEnd_WaitsForANewValue()
    {
        Answer("one", Day);
        await GetAsync();
        Answer("two", Day);

        _clock.Advance(Day - TimeSpan.FromMinutes(1));

        Assert.Equal("two", await GetAsync());
    }

    [Fact]
    public async Task GetAsync_ValueThatIsOverWhenItComes_IsServedOnceAndNotKept()
    {
        Answer("one", TimeSpan.Zero);
        Assert.Equal("one", await GetAsync());
        Answer("two", TimeSpan.Zero);

        Assert.Equal("two", await GetAsync());
    }

    [Fact]
    public async Task GetAsync_ValueWithoutAnEnd_IsKept()
    {
        Answer("one", lifetime: null);
        await GetAsync();

        _clock.Advance(TimeSpan.FromDays(10_000));

        Assert.Equal("one", await GetAsync());
        Assert.Equal(1, _fetches);
    }

    [Fact]
    public async Task Forget_TheRefusedValue_IsFetchedAnewAndAnotherStays()
    {
        Answer("one", Day);
        await GetAsync();
        Answer("two", Day);

        Assert.Null(_cache.Forget("other", static (value, refused) => value == refused));
        Assert.Equal("one", await GetAsync());
        Assert.Equal("one", _cache.Forget("one", static (value, refused) => value == refused));
        Assert.Equal("two", await GetAsync());
        Assert.Null(_cache.Forget("one", static (value, refused) => value == refused));
        Assert.Equal("two", await GetAsync());
        Assert.Equal(2, _fetches);
    }

    [Fact]
    public async Task GetAsync_Fetch_RunsOutsideOfTheContextOfItsCaller()
    {
        AsyncLocal<string> scope = new() { Value = "of the caller" };
        string? seen = "not called";
        _fetch = () =>
        {
            seen = scope.Value;
            return Task.FromResult(new Fetched<string>("one", Day));
        };

        await GetAsync();

        Assert.Null(seen);
        Assert.Equal("of the caller", scope.Value);
    }

    private static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        for (int round = 0; round < 500; round++)
        {
            if (await condition())
            {
                return;
            }

            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Fail("It did not come about within 5 seconds.");
    }

    private Task<string> GetAsync() => GetUntilAsync(TestContext.Current.CancellationToken);

    private Task<string> GetUntilAsync(CancellationToken cancellationToken) =>
        _cache.GetAsync(_clock, this, static test => test.FetchAsync(), cancellationToken).AsTask();

    private Task<Fetched<string>> FetchAsync()
    {
        Interlocked.Increment(ref _fetches);
        return _fetch();
    }

    private void Answer(string value, TimeSpan? lifetime) => _fetch = () => Task.FromResult(new Fetched<string>(value, lifetime));

    private void Answer(string value) => Answer(value, Day);

    private TaskCompletionSource<Fetched<string>> Hang()
    {
        TaskCompletionSource<Fetched<string>> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _fetch = () => answer.Task;
        return answer;
    }
}
