using System.Collections.Concurrent;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Tests.DevEnvironments.Waiting;

/// <summary>How much a wait for many asks of the service at once, and of those that it reports to.</summary>
public sealed class FleetLimitTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task WaitAllAsync_ManyGets_NoMoreThanMaxConcurrencyAreUnderWay(int limit)
    {
        using FleetScenario scenario = new();
        InstanceOperation[] operations = Hidden(scenario, 12, "RUNNING");
        TaskCompletionSource full = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int underWay = 0;
        ConcurrentBag<int> seen = [];
        scenario.OnRequest = (what, _) => what.StartsWith("get", StringComparison.Ordinal) ? AnswerAsync(what.Split(' ')[1]) : null;

        await scenario.WaitAllAsync(operations, new WaitOptions { MaxConcurrency = limit, MaxRequestsPerSecond = 1000 });

        Assert.Equal(limit, seen.Max());
        Assert.All(operations, operation => Assert.True(operation.HasSucceeded));

        async Task<HttpResponseMessage> AnswerAsync(string id)
        {
            int now = Interlocked.Increment(ref underWay);
            seen.Add(now);
            if (now == limit)
            {
                full.TrySetResult();
            }

            // Nobody is answered until as many as may be are under way.
            await full.Task;
            Interlocked.Decrement(ref underWay);
            return Transport.RecordingTransport.Json($$"""{"id":"{{id}}","status":"RUNNING"}""");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task WaitAllAsync_ManyRequests_NoMoreThanTheRateBeginWithinASecond(int rate)
    {
        using FleetScenario scenario = new();
        InstanceOperation[] operations = Hidden(scenario, 12, "READY_TO_START", "RUNNING");
        ConcurrentQueue<DateTimeOffset> times = new();
        scenario.OnRequest = (_, _) =>
        {
            times.Enqueue(scenario.Clock.GetUtcNow());
            return null;
        };

        await scenario.WaitAllAsync(operations, new WaitOptions { MaxRequestsPerSecond = rate, StartWhenReady = true });

        // A list, the gets, the starts, and once more a list and the gets.
        DateTimeOffset[] begun = [.. times.Order()];
        Assert.Equal(12, scenario.Sent.Count(sent => sent.StartsWith("start", StringComparison.Ordinal)));
        Assert.Equal(38, begun.Length);

        // None before its turn. On a busy machine one that is late may begin together with the next.
        Assert.All(begun.Select((time, turn) => (time, turn)), each => Assert.InRange(each.time - begun[0], TimeSpan.FromSeconds(each.turn / rate), TimeSpan.MaxValue));
    }

    [Fact]
    public async Task WaitAllAsync_ProgressOfManyAtOnce_IsReportedOneByOne()
    {
        const int count = 16;
        using FleetScenario scenario = new();
        InstanceOperation[] operations = Hidden(scenario, count, "RUNNING");
        TaskCompletionSource full = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int underWay = 0;
        scenario.OnRequest = (what, _) => what.StartsWith("get", StringComparison.Ordinal) ? AnswerAsync(what.Split(' ')[1]) : null;
        Exclusive progress = new();

        await scenario.WaitAllAsync(operations, new WaitOptions { MaxConcurrency = count, MaxRequestsPerSecond = 1000, Progress = progress });

        Assert.Equal(count, progress.Reports);
        Assert.False(progress.Overlapped);

        async Task<HttpResponseMessage> AnswerAsync(string id)
        {
            if (Interlocked.Increment(ref underWay) == count)
            {
                full.SetResult();
            }

            // All are answered at once, on as many threads as there are.
            await full.Task;
            return Transport.RecordingTransport.Json($$"""{"id":"{{id}}","status":"RUNNING"}""");
        }
    }

    private static InstanceOperation[] Hidden(FleetScenario scenario, int count, params string[] statuses)
    {
        InstanceOperation[] operations = [.. Enumerable.Range(0, count).Select(i => scenario.Add($"i{i}", InstanceGoal.Running, statuses))];
        foreach (InstanceOperation operation in operations)
        {
            scenario.Hide(operation.InstanceId);
        }

        return operations;
    }

    private sealed class Exclusive : IProgress<InstanceProgress>
    {
        private int _inside;

        public int Reports { get; private set; }

        public bool Overlapped { get; private set; }

        public void Report(InstanceProgress value)
        {
            Overlapped |= Interlocked.Increment(ref _inside) > 1;

            // Long enough for another thread to come in, were it let.
            Thread.SpinWait(50_000);
            Reports++;
            Interlocked.Decrement(ref _inside);
        }
    }
}
