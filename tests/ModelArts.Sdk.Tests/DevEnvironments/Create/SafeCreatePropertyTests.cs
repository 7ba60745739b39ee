#if NET10_0_OR_GREATER
using CsCheck;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Tests.DevEnvironments.Create;

/// <summary>
/// Whatever the network does to the requests of a create: never two instances, never a success without one, never a definite failure
/// in spite of one, never later than the total timeout. The service of this model takes a name as often as it is asked to, so that
/// only the client can keep instances from being two.
/// </summary>
public sealed class SafeCreatePropertyTests
{
    private const long Sequences = 10_000;

    private static readonly TimeSpan Total = TimeSpan.FromMinutes(3);

    private static readonly int[] PassingStatuses = [408, 500, 502, 503, 504];

    private static readonly Gen<Fate> CreateFate = Gen.Frequency(
        (3, Gen.Const(Fate.Answered)),
        (2, Gen.Const(Fate.ResetAfterCommit)),
        (2, Gen.Const(Fate.ResetBeforeCommit)),
        (1, Gen.Const(Fate.ResetMidBody)),
        (1, Gen.Const(Fate.HangsAfterCommit)),
        (1, Gen.Const(Fate.HangsBeforeCommit)),
        (1, Gen.Const(Fate.NotConnected)),
        (1, Gen.Const(Fate.Status(429, commits: false))),
        (3, Gen.Select(Pick(PassingStatuses), Gen.Bool, Pick<string?>(null, null, "5", "60", "600"), Fate.Status)),
        (1, Gen.Select(Pick("{}", "null", "<html>", "[]", """{"id":"""), Gen.Bool, Fate.Says)),
        (1, Gen.Bool.Select(commits => Fate.Refused("ModelArts.6102") with { Commits = commits })),
        (1, Gen.Const(Fate.Refused("ModelArts.6302"))));

    private static readonly Gen<Fate> ListFate = Gen.Frequency(
        (6, Gen.Const(Fate.Answered)),
        (1, Gen.Const(Fate.ResetBeforeCommit)),
        (1, Gen.Const(Fate.ResetMidBody)),
        (1, Gen.Const(Fate.HangsBeforeCommit)),
        (1, Gen.Const(Fate.NotConnected)),
        (2, Gen.Select(Pick(429, 500, 502, 503, 504), Pick<string?>(null, "3", "400"), (status, retryAfter) => Fate.Status(status, commits: false, retryAfter))),
        (1, Gen.Const(Fate.Says("<html>", commits: false))),
        (1, Gen.Const(Fate.Refused("ModelArts.0105", System.Net.HttpStatusCode.Forbidden))));

    private static readonly Gen<Run> Runs = Gen.Select(
        CreateFate.Array[0, 6], ListFate.Array[0, 10], Gen.Int[0, 10_000], Gen.Int[-172_800, 172_800], Gen.Int[1, 5], Gen.Int[0, 3_000], Gen.Double[0, 0.999])
        .Select(static (creates, lists, lag, offset, attempts, latency, jitter) => new Run(creates, lists, lag, offset, attempts, latency, jitter));

    [Fact]
    public Task CreateAsync_AnySequenceOfFaults_LeadsToOneInstanceOrNone() => Runs.SampleAsync(CheckAsync, iter: Sequences);

    private static Gen<T> Pick<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static async Task CheckAsync(Run run)
    {
        using CreateScenario scenario = new(options =>
        {
            options.Retry.MaxAttempts = run.MaxAttempts;
            options.Jitter = () => run.Jitter;
        });
        LossyService service = scenario.Service;
        service.EnforcesNames = false;
        service.Latency = TimeSpan.FromMilliseconds(run.LatencyMilliseconds);
        service.ListLag = TimeSpan.FromMilliseconds(run.LagMilliseconds);
        service.ClockOffset = TimeSpan.FromSeconds(run.ClockOffsetSeconds);
        Array.ForEach(run.Creates, service.Creates.Enqueue);
        Array.ForEach(run.Lists, service.Lists.Enqueue);

        InstanceOperation? operation = null;
        ModelArtsException? failure = null;
        try
        {
            operation = await scenario.CreateAsync(cancellationToken: CancellationToken.None);
        }
        catch (ModelArtsException exception)
        {
            failure = exception;
        }

        string what = operation is not null ? $"success with {operation.InstanceId}" : $"{failure!.GetType().Name}: {failure.Message}";
        Assert.True(service.Instances.Count <= 1, $"{service.Instances.Count} instances; {what}");
        Assert.True(scenario.Clock.Elapsed <= Total, $"it took {scenario.Clock.Elapsed}; {what}");
        if (operation is not null)
        {
            Assert.True(service.Instances.Count == 1 && service.Instances[0].Id == operation.InstanceId, what);
        }
        else if (failure is not CreateOutcomeUnknownException)
        {
            Assert.True(service.Instances.Count == 0, $"it exists, but {what}");
        }
    }

    private sealed record Run(Fate[] Creates, Fate[] Lists, int LagMilliseconds, int ClockOffsetSeconds, int MaxAttempts, int LatencyMilliseconds, double Jitter)
    {
        public override string ToString() =>
            $"creates {string.Join(" | ", Creates.Select(Name))}; lists {string.Join(" | ", Lists.Select(Name))}; lag {LagMilliseconds} ms, "
            + $"offset {ClockOffsetSeconds} s, {MaxAttempts} attempts, latency {LatencyMilliseconds} ms, jitter {Jitter}";

        private static string Name(Fate fate) => $"{(fate.Commits ? "done" : "not done")}, {(fate.Hangs ? "hangs" : fate.Instead is null ? "answered" : Describe(fate.Instead))}";

        private static string Describe(Func<HttpResponseMessage> instead)
        {
            try
            {
                using HttpResponseMessage response = instead();
                return $"HTTP {(int)response.StatusCode}";
            }
            catch (HttpRequestException exception)
            {
                return exception.HttpRequestError.ToString();
            }
        }
    }
}
#endif
