using Microsoft.Extensions.Time.Testing;
using ModelArts.Sdk.Authentication.Caching;

namespace ModelArts.Sdk.Tests.Authentication.Caching;

/// <summary>What tests of the cache share: a clock, a cache, and a fetch that they set and that is counted.</summary>
public abstract class TokenCacheTest
{
    private protected static readonly TimeSpan Day = TimeSpan.FromHours(24);

    private int _fetches;

    private protected FakeTimeProvider Clock { get; } = new();

    private protected TokenCache<string> Cache { get; } = new();

    private protected int Fetches => Volatile.Read(ref _fetches);

    private protected Func<Task<Fetched<string>>> Fetch { get; set; } = () => throw new InvalidOperationException("No fetch is expected.");

    private protected static async Task EventuallyAsync(Func<Task<bool>> condition)
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

    private protected Task<string> GetAsync() => GetUntilAsync(TestContext.Current.CancellationToken);

    private protected Task<string> GetUntilAsync(CancellationToken cancellationToken) =>
        Cache.GetAsync(Clock, this, static test => test.FetchAsync(), cancellationToken).AsTask();

    private protected void Answer(string value, TimeSpan? lifetime) => Fetch = () => Task.FromResult(new Fetched<string>(value, lifetime));

    private protected void Answer(string value) => Answer(value, Day);

    private protected TaskCompletionSource<Fetched<string>> Hang()
    {
        TaskCompletionSource<Fetched<string>> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Fetch = () => answer.Task;
        return answer;
    }

    private protected Task<Fetched<string>> FetchAsync()
    {
        Interlocked.Increment(ref _fetches);
        return Fetch();
    }
}
