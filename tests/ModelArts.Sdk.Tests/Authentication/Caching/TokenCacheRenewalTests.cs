using ModelArts.Sdk.Authentication.Caching;
using ModelArts.Sdk.Tests.Authentication.Surroundings;

namespace ModelArts.Sdk.Tests.Authentication.Caching;

public sealed class TokenCacheRenewalTests : TokenCacheTest
{
    [Fact]
    public async Task GetAsync_ValidValue_IsServedWithoutAFetch()
    {
        Answer("one", Day);
        await GetAsync();

        Clock.Advance(Day - TimeSpan.FromMinutes(31));

        Task<string> call = GetAsync();
        Assert.True(call.IsCompletedSuccessfully);
        Assert.Equal("one", await call);
        Assert.Equal(1, Fetches);
    }

    [Fact]
    public async Task GetAsync_ShortlyBeforeTheEnd_ServesTheValueAndRenewsItInTheBackground()
    {
        Answer("one", Day);
        await GetAsync();
        TaskCompletionSource<Fetched<string>> answer = Hang();

        Clock.Advance(Day - TimeSpan.FromMinutes(30));
        Assert.Equal("one", await GetAsync());
        Assert.Equal("one", await GetAsync());
        answer.SetResult(new("two", Day));

        await EventuallyAsync(async () => await GetAsync() == "two");
        Assert.Equal(2, Fetches);
    }

    [Fact]
    public async Task GetAsync_RenewalFails_ServesTheValidValueAndTriesAgainAfterAPause()
    {
        const string Mark = nameof(GetAsync_RenewalFails_ServesTheValidValueAndTriesAgainAfterAPause);
        using UnobservedExceptions unobserved = new(Mark);
        Answer("one", Day);
        await GetAsync();
        TaskCompletionSource failed = new();
        Fetch = () =>
        {
            failed.TrySetResult();
            throw new InvalidOperationException(Mark);
        };

        Clock.Advance(Day - TimeSpan.FromMinutes(20));
        Assert.Equal("one", await GetAsync());
        await failed.Task;
        for (int round = 0; round < 10; round++)
        {
            // Time for the failure to arrive, and then for a renewal that must not be.
            await Task.Delay(20, TestContext.Current.CancellationToken);
            Assert.Equal("one", await GetAsync());
        }

        Assert.Equal(2, Fetches);

        Answer("two", Day);
        int rounds = 0;
        await EventuallyAsync(async () =>
        {
            // More than once only where the failure had not arrived yet when the clock went forward; never near the end of the value.
            if (rounds++ % 50 == 0)
            {
                Clock.Advance(TokenCache<string>.PauseAfterFailure);
            }

            return await GetAsync() == "two";
        });
        Assert.Equal(3, Fetches);
        Assert.Equal(0, unobserved.Collect());
    }

    [Fact]
    public async Task GetAsync_OneMinuteBeforeTheEnd_WaitsForANewValue()
    {
        Answer("one", Day);
        await GetAsync();
        Answer("two", Day);

        Clock.Advance(Day - TimeSpan.FromMinutes(1));

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

        Clock.Advance(TimeSpan.FromDays(10_000));

        Assert.Equal("one", await GetAsync());
        Assert.Equal(1, Fetches);
    }

    [Fact]
    public async Task ReplaceAsync_TheRefusedValue_IsFetchedAnewAndAnotherStays()
    {
        Answer("one", Day);
        await GetAsync();
        Answer("two", Day);
        Clock.Advance(TokenCache<string>.MinAgeToReplace);

        Assert.Equal((null, "one"), await ReplaceAsync("other"));
        Assert.Equal(("one", "two"), await ReplaceAsync("one"));
        Assert.Equal((null, "two"), await ReplaceAsync("one"));
        Assert.Equal("two", await GetAsync());
        Assert.Equal(2, Fetches);
    }

    [Fact]
    public async Task ReplaceAsync_AValueThatIsNew_IsNotReplaced()
    {
        Answer("one", Day);
        await GetAsync();
        Clock.Advance(TokenCache<string>.MinAgeToReplace - TimeSpan.FromTicks(1));

        Assert.Equal(("one", null), await ReplaceAsync("one"));
        Assert.Equal("one", await GetAsync());
        Assert.Equal(1, Fetches);
    }

    [Fact]
    public async Task ReplaceAsync_FetchFails_LeavesTheValue()
    {
        Answer("one", Day);
        await GetAsync();
        Clock.Advance(TokenCache<string>.MinAgeToReplace);
        Fetch = () => throw new InvalidOperationException("no");

        await Assert.ThrowsAsync<InvalidOperationException>(() => ReplaceAsync("one"));

        Assert.Equal("one", await GetAsync());
    }

    private Task<(string? Refused, string? Next)> ReplaceAsync(string refused) =>
        Cache.ReplaceAsync(
            Clock, this, TokenCache<string>.MinAgeToReplace, value => value == refused, static test => test.FetchAsync(), TestContext.Current.CancellationToken).AsTask();
}
