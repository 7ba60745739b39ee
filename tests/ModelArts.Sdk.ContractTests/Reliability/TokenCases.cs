using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Testing;

namespace ModelArts.Sdk.ContractTests.Reliability;

/// <summary>Case 14: a thousand callers, and one token.</summary>
public sealed class TokenCases : ReliabilityTest
{
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
}
