using BenchmarkDotNet.Attributes;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.Benchmarks.Contenders;
using ModelArts.Sdk.Benchmarks.Network;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Benchmarks.Benchmarks;

/// <summary>A wait of 20 polls, whose pauses take no time, beside 20 gets.</summary>
[MemoryDiagnoser]
public class WaitBenchmarks : IDisposable
{
    private const int Polls = 20;

    private PollsUntilRunning _network = null!;
    private ModelArtsClient _client = null!;
    private BareContender _bare = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _network = new PollsUntilRunning(Polls);
        _bare = new BareContender(_network, InMemoryService.Endpoint);
        _client = new ModelArtsClient(new ModelArtsClientOptions
        {
            Endpoint = InMemoryService.Endpoint,
            ProjectId = Example.Project,
            Credential = new AccessKeyCredential(Example.AccessKey, Example.SecretKey),
            AllowInsecureHttp = true,
            Transport = _network,
            TimeProvider = new HurriedClock(),
        });
    }

    [GlobalCleanup]
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _client.Dispose();
        _bare.Dispose();
        _network.Dispose();
    }

    [Benchmark(Baseline = true, Description = "bare HttpClient: 20 gets")]
    public async Task<DevEnvironmentInstance> TwentyGets()
    {
        DevEnvironmentInstance instance = null!;
        for (int i = 0; i < Polls; i++)
        {
            instance = await _bare.GetAsync();
        }

        return instance;
    }

    [Benchmark(Description = "SDK, signed: a wait of 20 polls")]
    public Task<DevEnvironmentInstance> Wait() => _client.DevEnvironments.GetOperation(Example.InstanceId, InstanceGoal.Running).WaitAsync();

    /// <summary>A clock on which pauses are over at once, and time limits, which are longer than any pause, never come.</summary>
    private sealed class HurriedClock : TimeProvider
    {
        private static readonly TimeSpan LongestPause = WaitOptions.Default.MaxInterval;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            TimeProvider.System.CreateTimer(callback, state, dueTime <= LongestPause && dueTime >= TimeSpan.Zero ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
