using ModelArts.Sdk.Authentication.Caching;
using ModelArts.Sdk.Tests.Authentication.Surroundings;

namespace ModelArts.Sdk.Tests.Authentication.Caching;

public sealed class TokenCacheSharingTests : TokenCacheTest
{
    private const int Callers = 1000;

    [Fact]
    public async Task GetAsync_ManyCallersAtOnce_ShareOneFetch()
    {
        TaskCompletionSource<Fetched<string>> answer = Hang();
        using UnobservedExceptions unobserved = new(nameof(GetAsync_ManyCallersAtOnce_ShareOneFetch));

        Task<string>[] calls = [.. Enumerable.Range(0, Callers).Select(_ => Task.Run(() => GetAsync()))];
        answer.SetResult(new("one", Day));

        Assert.All(await Task.WhenAll(calls), value => Assert.Equal("one", value));
        Assert.Equal(1, Fetches);
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
        Assert.Equal(1, Fetches);
        Answer("two");
        Assert.Equal("two", await GetAsync());
        Assert.Equal(2, Fetches);
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
        Assert.Equal(1, Fetches);
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
        await EventuallyAsync(async () =>
        {
            try
            {
                return await GetAsync() == "next";
            }
            catch (InvalidOperationException)
            {
                // Asked before the failure had arrived.
                return false;
            }
        });

        Assert.Equal(0, unobserved.Collect());
    }

    [Fact]
    public async Task GetAsync_Fetch_RunsOutsideOfTheContextOfItsCaller()
    {
        AsyncLocal<string> scope = new() { Value = "of the caller" };
        string? seen = "not called";
        Fetch = () =>
        {
            seen = scope.Value;
            return Task.FromResult(new Fetched<string>("one", Day));
        };

        await GetAsync();

        Assert.Null(seen);
        Assert.Equal("of the caller", scope.Value);
    }
}
