using System.Diagnostics;
using System.Globalization;
using System.Net;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.Benchmarks.Contenders;
using ModelArts.Sdk.Benchmarks.Network;
using ModelArts.Sdk.Benchmarks.Report;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Benchmarks.Scale;

/// <summary>Ten thousand waits at once, for instances that take an hour, on a clock that need not be waited for.</summary>
internal static class ManyWaits
{
    private const int Waits = 10_000;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static async Task<Part> MeasureAsync()
    {
        VirtualClock clock = new();
        using Service service = new(clock);
        using ModelArtsClient client = new(new ModelArtsClientOptions
        {
            Endpoint = InMemoryService.Endpoint,
            ProjectId = Example.Project,
            Credential = new AccessKeyCredential(Example.AccessKey, Example.SecretKey),
            Transport = service,
            TimeProvider = clock,
        });
        WaitOptions patient = new() { Timeout = 2 * Hour };
        long memoryBefore = GC.GetTotalMemory(forceFullCollection: true);
        long allocatedBefore = GC.GetTotalAllocatedBytes(precise: true);
        long begun = Stopwatch.GetTimestamp();
        Task<DevEnvironmentInstance>[] waits =
        [
            .. Enumerable.Range(0, Waits).Select(number => client.DevEnvironments
                .GetOperation(string.Create(CultureInfo.InvariantCulture, $"DE-{number}"), InstanceGoal.Running)
                .WaitAsync(patient)),
        ];
        clock.AdvanceTo(Hour / 2);
        TimeSpan spent = Stopwatch.GetElapsedTime(begun);
        long memory = GC.GetTotalMemory(forceFullCollection: true) - memoryBefore;
        int timers = clock.Live;
        begun = Stopwatch.GetTimestamp();

        // Whoever polls every 30 seconds at most has seen it by then.
        clock.AdvanceTo(Hour + WaitOptions.Default.MaxInterval);
        spent += Stopwatch.GetElapsedTime(begun);
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - allocatedBefore;
        foreach (Task<DevEnvironmentInstance> wait in waits)
        {
            // All of them have ended: a wait that has not is a failure, and no clock moves any more that could end it.
            if (!wait.IsCompleted || (await wait).Status != InstanceStatus.Running)
            {
                throw new InvalidOperationException("A wait has not ended.");
            }
        }

        return new Part("waits")
        {
            Tables =
            [
                new Table(
                    string.Create(CultureInfo.InvariantCulture, $"{Waits:N0} waits at once, for an hour of simulated time"),
                    "One client, signed polls, a handler in memory, a virtual clock on one thread.",
                    ["what", "measured"],
                    [
                        ["requests", string.Create(CultureInfo.InvariantCulture, $"{service.Requests:N0} ({service.Requests / (double)Waits:0.0} a wait)")],
                        ["most requests within a simulated second", string.Create(CultureInfo.InvariantCulture, $"{service.MostInASecond:N0} at the start, {service.MostInALaterSecond:N0} after the first minute")],
                        ["allocated a poll", Figures.Bytes(allocated / (double)service.Requests)],
                        ["live memory a wait, after half an hour", Figures.Bytes(memory / (double)Waits)],
                        ["timers set a wait, after half an hour", string.Create(CultureInfo.InvariantCulture, $"{timers / (double)Waits:0.00}")],
                        ["timers made a poll", string.Create(CultureInfo.InvariantCulture, $"{clock.Created / (double)service.Requests:0.00}")],
                        ["real time of it all", string.Create(CultureInfo.InvariantCulture, $"{spent.TotalSeconds:0.0} s, {spent.TotalMicroseconds / service.Requests:0.0} us a poll")],
                    ]),
            ],
        };
    }

    private sealed class Service(VirtualClock clock) : HttpMessageHandler
    {
        private readonly Dictionary<int, int> _bySecond = [];

        public int Requests { get; private set; }

        public int MostInASecond => _bySecond.Values.Max();

        public int MostInALaterSecond => _bySecond.Where(second => second.Key >= 60).Max(second => second.Value);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            int second = (int)clock.Elapsed.TotalSeconds;
            _bySecond[second] = _bySecond.GetValueOrDefault(second) + 1;
            byte[] body = clock.Elapsed < Hour ? Example.Instance : PollsUntilRunning.Running;
            HttpResponseMessage response = new(HttpStatusCode.OK) { Content = new StreamContent(new MemoryStream(body, writable: false)), RequestMessage = request };
            response.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
            response.Content.Headers.ContentLength = body.Length;
            return Task.FromResult(response);
        }
    }
}
