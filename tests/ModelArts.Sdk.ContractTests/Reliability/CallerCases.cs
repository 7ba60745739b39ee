using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Testing;

namespace ModelArts.Sdk.ContractTests.Reliability;

/// <summary>Cases 13 and 15: at what time, in which culture, and for which id a caller asks.</summary>
public sealed class CallerCases : ReliabilityTest
{
    // The client's clock is the real one.
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());

    private protected override SimulatorOptions SimulatorOptions => base.SimulatorOptions with { TimeProvider = _clock };

    [Theory]
    [InlineData(24)]
    [InlineData(1)]
    public async Task Case13_ListPageAsync_OwnClockIsBehind_IsCorrectedOnce(int hours)
    {
        _clock.Advance(TimeSpan.FromHours(hours));
        await ListTwiceAsync(TimeProvider.System);
    }

    [Theory]
    [InlineData(24)]
    [InlineData(1)]
    public async Task Case13_ListPageAsync_OwnClockIsAhead_IsCorrectedOnce(int hours) =>
        await ListTwiceAsync(new FakeTimeProvider(_clock.GetUtcNow().AddHours(hours)));

    [Theory]
    [InlineData("th-TH")]
    [InlineData("ar-SA")]
    [InlineData("fa-IR")]
    public async Task Case13_CreateAsync_Signed_IsTheSameInAnyCulture(string name)
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);
        try
        {
            using ModelArtsClient client = MakeClient(signIn: SimulatorSignIn.AccessKey);
            Simulator.Faults.On(SimulatorOperation.Create).Times(1).Do(Fault.Reset.AfterCommit());

            InstanceOperation operation = await client.DevEnvironments.CreateAsync(Request, Cancellation);

            Assert.True(operation.WasReconciled);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public async Task Case13_ListPageAsync_True403_IsSentOnce()
    {
        using ModelArtsClient client = MakeClient(signIn: SimulatorSignIn.AccessKey);
        Simulator.Faults.On(SimulatorOperation.List).Do(Fault.Error(403, new ModelArtsErrorCode("ModelArts.0105")));

        await Assert.ThrowsAsync<ModelArtsApiException>(() => client.DevEnvironments.ListPageAsync(new ListInstancesQuery(), Cancellation));

        Simulator.Journal.ShouldHave(1, SimulatorOperation.List);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("a\r\nX-Evil: 1")]
    [InlineData("10 MB")]
    public async Task Case15_IdThatIsNone_IsRefusedAndNothingIsSent(string id)
    {
        string hostile = id == "10 MB" ? new string('a', 10 * 1024 * 1024) : id;

        await Assert.ThrowsAnyAsync<ArgumentException>(() => Client.GetAsync(hostile, Cancellation));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Client.StopAsync(hostile, Cancellation));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Client.DeleteAsync(hostile, Cancellation));

        Assert.Empty(Simulator.Journal.Entries);
    }

    [Theory]
    [InlineData("../../v2/evil")]
    [InlineData("a?x=1")]
    [InlineData("%2e%2e/x")]
    public async Task Case15_HostileId_ReachesNoOtherPath(string id)
    {
        await Assert.ThrowsAsync<ModelArtsApiException>(() => Client.GetAsync(id, Cancellation));
        await Assert.ThrowsAsync<ModelArtsApiException>(() => Client.StopAsync(id, Cancellation));
        await Assert.ThrowsAsync<ModelArtsApiException>(() => Client.DeleteAsync(id, Cancellation));

        // As the service took them apart: all three are about an instance of that very id.
        Assert.Equal([SimulatorOperation.Get, SimulatorOperation.Stop, SimulatorOperation.Delete], Seen);
        Assert.All(Simulator.Journal.Entries, entry => Assert.Equal(id, entry.InstanceId));
    }

    private async Task ListTwiceAsync(TimeProvider clock)
    {
        using ModelArtsClient client = MakeClient(options => options.TimeProvider = clock, SimulatorSignIn.AccessKey);

        await client.DevEnvironments.ListPageAsync(new ListInstancesQuery(), Cancellation);
        Simulator.Journal.ShouldHave(2, SimulatorOperation.List);
        await client.DevEnvironments.ListPageAsync(new ListInstancesQuery(), Cancellation);
        Simulator.Journal.ShouldHave(3, SimulatorOperation.List);
    }
}
