using System.Globalization;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Testing;
using Microsoft.Extensions.Time.Testing;

namespace ModelArts.Sdk.ContractTests.Reliability;

/// <summary>Cases 13 to 15: who asks, at what time, in which culture, and for which id.</summary>
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

    [Fact]
    public async Task Case14_ThousandCallersWithoutAToken_OneFetch()
    {
        using ModelArtsClient client = MakeClient(signIn: SimulatorSignIn.Password);
        Simulator.Faults.On(SimulatorOperation.CreateToken).Times(1).Do(Fault.DelayBy(TimeSpan.FromMilliseconds(50)));

        InstancePage[] pages = await Task.WhenAll(Enumerable.Range(0, 1000).Select(
            _ => Task.Run(() => client.DevEnvironments.ListPageAsync(new ListInstancesQuery(), Cancellation))));

        Assert.Equal(1000, pages.Length);
        Simulator.Journal.ShouldHave(1, SimulatorOperation.CreateToken);
    }

    [Fact]
    public async Task Case14_ThousandCallersWhoseFetchFails_OneFetchOneErrorAndTheNextCallRecovers()
    {
        using ModelArtsClient client = MakeClient(signIn: SimulatorSignIn.Password);
        Simulator.Faults.On(SimulatorOperation.CreateToken).Times(1).Do(Fault.Error(400, new ModelArtsErrorCode("IAM.0011")).DelayedBy(TimeSpan.FromMilliseconds(300)));

        Exception?[] outcomes = await Task.WhenAll(Enumerable.Range(0, 1000).Select(
            _ => Record.ExceptionAsync(() => client.DevEnvironments.ListPageAsync(new ListInstancesQuery(), Cancellation)).AsTask()));

        Assert.All(outcomes, static outcome => Assert.IsType<ModelArtsAuthenticationException>(outcome));
        Assert.Single(outcomes.Select(static outcome => outcome!.Message).Distinct());
        Simulator.Journal.ShouldHave(1, SimulatorOperation.CreateToken);
        Assert.Empty((await client.DevEnvironments.ListPageAsync(new ListInstancesQuery(), Cancellation)).Instances);
    }

    [Theory]
    [InlineData("../../v2/evil")]
    [InlineData("a?x=1")]
    [InlineData("%2e%2e/x")]
    [InlineData("")]
    [InlineData("a\r\nX-Evil: 1")]
    [InlineData("10 MB")]
    public async Task Case15_HostileId_IsRefusedAndNothingIsSent(string id)
    {
        string hostile = id == "10 MB" ? new string('a', 10 * 1024 * 1024) : id;

        await Assert.ThrowsAnyAsync<ArgumentException>(() => Client.GetAsync(hostile, Cancellation));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Client.StopAsync(hostile, Cancellation));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Client.DeleteAsync(hostile, Cancellation));

        Assert.Empty(Simulator.Journal.Entries);
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
