using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace ModelArts.Sdk.Testing.Tests.Faults;

/// <summary>What the journal says of faults.</summary>
public sealed class FaultJournalTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<Fault, string> Names => new()
    {
        { Fault.Reset, "Reset" },
        { Fault.Close.BeforeCommit(), "Close before commit" },
        { Fault.Hang.AfterCommit(), "Hang after commit" },
        { Fault.HangFor(TimeSpan.FromSeconds(1.5)), "Hang for 1500 ms" },
        { Fault.ResetMidBody, "ResetMidBody" },
        { Fault.CloseMidBody.AfterCommit(), "CloseMidBody" },
        { Fault.Drip(TimeSpan.FromMilliseconds(300)), "Drip every 300 ms" },
        { Fault.DelayBy(TimeSpan.FromMilliseconds(2.5)).AfterCommit(), "Delay by 2.5 ms after commit" },
        { Fault.EndlessBody(), "EndlessBody" },
        { Fault.GzipBomb(1), "GzipBomb of 1048576 bytes" },
        { Fault.Status(503), "HTTP 503" },
        { Fault.Status(429), "HTTP 429 before commit" },
        { Fault.GatewayPage().AfterCommit(), "HTTP 502, an HTML page after commit" },
        { Fault.RetryAfter(TimeSpan.FromDays(1)), "HTTP 503, Retry-After: 86400" },
        { Fault.Redirect("https://elsewhere"), "HTTP 302, Location: https://elsewhere before commit" },
        { Fault.Error(500, "ModelArts.6102", FaultErrorShape.Xml), "HTTP 500, Xml error ModelArts.6102" },
        { Fault.ReplaceBody(FaultBody.Empty), "ReplaceBody, no body" },
        { Fault.ReplaceBody(FaultBody.Nested(7)), "ReplaceBody, JSON 7 levels deep" },
        { Fault.Status(200, FaultBody.Of("abc")), "HTTP 200, a body of 3 bytes" },
        { Fault.Reset.AfterCommit().DelayedBy(TimeSpan.FromSeconds(2)), "Reset after commit, delayed by 2000 ms" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void ToString_SaysWhatItDoes(Fault fault, string expected) => Assert.Equal(expected, fault.ToString());

    [Fact]
    public async Task Entry_OfAFault_InOneLine()
    {
        FakeTimeProvider clock = new(DateTimeOffset.UnixEpoch);
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(new() { TimeProvider = clock, ProjectId = "p" }, Cancellation);
        using RawClient client = new(simulator);
        simulator.Faults.On(SimulatorOperation.Create).DoInTurn(Fault.GatewayPage(504).AfterCommit(), Fault.Status(401), Fault.GatewayPage(502).AfterCommit());
        simulator.Faults.UseRandomMix(new FaultMix { Seed = -3, Rate = 1, AfterCommitShare = 0, Faults = [Fault.Status(500)] });

        await client.CreateAsync(RawClient.ValidRequest("mine"));
        string id = simulator.Instances[0].Id;
        await client.CreateAsync(RawClient.ValidRequest("mine"));
        await client.CreateAsync(RawClient.ValidRequest("mine"));
        await client.GetAsync(id);
        simulator.Faults.StopListening().Dispose();

        string path = "/v1/p/demanager/instances";
        Assert.Equal(
            [
                $"00:00:00.000 Create: POST {path} -> 504 {id} > CREATING [HTTP 504, an HTML page after commit (rule 1: Create mine #1); the service answered 200]",
                $"00:00:00.000 Create: POST {path} -> 401 [HTTP 401 before commit (rule 1: Create mine #2); the service was not asked]",
                $"00:00:00.000 Create: POST {path} -> 502 ModelArts.6301 [HTTP 502, an HTML page after commit (rule 1: Create mine #3); the service answered 400]",
                $"00:00:00.000 Get: GET {path}/{id} -> 500 {id} [HTTP 500 before commit (mix -3: Get mine #1); the service was not asked]",
                "00:00:00.000 Connect: -> no answer [NotListening (outage: Connect #1); the service was not asked]",
            ],
            simulator.Journal.Entries.Select(entry => entry.ToString()));
    }

    [Fact]
    public async Task Entry_UnderAMixThatLetsPass_HoldsTheDecision()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator);
        simulator.Faults.UseRandomMix(seed: 1, rate: 0);

        await client.CreatedAsync(RawClient.ValidRequest("mine"));

        SimulatorJournalEntry entry = Assert.Single(simulator.Journal.Entries);
        Assert.Equal(
            (new FaultDecision { Source = "mix 1", Operation = SimulatorOperation.Create, InstanceName = "mine", Ordinal = 1 }, null, 200, true),
            (entry.Decision, entry.Fault, entry.ServiceStatusCode, entry.Committed));
        Assert.DoesNotContain("mix", entry.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entries_OfFaults_HoldNoSecret()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(new() { AuthToken = "canary-token" }, Cancellation);
        using RawClient client = new(simulator);
        FaultRequest? seen = null;
        simulator.Faults.On(request => (seen = request) is null).Do(Fault.Reset);
        simulator.Faults.OnAny().Do(Fault.Status(500));

        await client.SendAsync(HttpMethod.Get, $"{client.InstancesPath}?token=canary-token");

        Assert.Equal($"List: GET {client.InstancesPath}", seen!.ToString());
        SimulatorJournalEntry entry = Assert.Single(simulator.Journal.Entries);
        Assert.DoesNotContain("canary", $"{entry} {JsonSerializer.Serialize(entry)} {JsonSerializer.Serialize(simulator.Faults)}", StringComparison.Ordinal);
    }

    [Fact]
    public void ImpossibleFaults_AreRefused()
    {
        TimeSpan negative = TimeSpan.FromTicks(-1);
        TimeSpan tooLong = TimeSpan.FromDays(25);

        Assert.Throws<InvalidOperationException>(Fault.ResetMidBody.BeforeCommit);
        Assert.Throws<InvalidOperationException>(Fault.Drip(TimeSpan.Zero).BeforeCommit);
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.DelayBy(negative));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.HangFor(tooLong));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.Drip(negative));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.EndlessBody(tooLong));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.Reset.DelayedBy(negative));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.GzipBomb(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.GzipBomb(2048));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.Status(199));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.Status(600));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.Redirect("/", 200));
        Assert.Throws<ArgumentOutOfRangeException>(() => FaultBody.Nested(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => FaultBody.Error((FaultErrorShape)99, "c", "m"));
        Assert.Throws<ArgumentNullException>(() => FaultBody.Of(null!));
        Assert.Throws<ArgumentNullException>(() => Fault.ReplaceBody(null!));
        Assert.Throws<ArgumentException>(() => Fault.Status(500).WithHeader("X-A", "a\r\nX-B: b"));
        Assert.Throws<ArgumentException>(() => Fault.Status(500).WithHeader("X-A: a", "b"));
        Assert.Throws<ArgumentException>(() => Fault.Status(500).WithHeader(" ", "b"));
        Assert.Throws<ArgumentException>(() => Fault.RetryAfter("später"));
        Assert.Throws<InvalidOperationException>(() => Fault.Reset.WithHeader("X-A", "a"));
    }
}
