using ModelArts.Sdk;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Testing;

namespace ErrorHandling;

/// <summary>An instance was created, and the answer never came: what a create that costs money must not be sent again for.</summary>
internal static class TheAnswerIsLost
{
    public static Demonstration[] Demonstrations { get; } =
    [
        new("A create whose outcome is unknown", "a connection that is reset after the service has created, and a list that is down", UnknownAsync),
    ];

    private static async Task<Handled?> UnknownAsync(Stage stage)
    {
        using ModelArtsClient client = stage.ClientWith(options => options.TotalTimeout = TimeSpan.FromSeconds(2));
        using FaultRule reset = stage.Simulator.Faults.On(SimulatorOperation.Create).Times(1).Do(Fault.Reset.AfterCommit());
        using FaultRule down = stage.Simulator.Faults.On(SimulatorOperation.List).Do(Fault.GatewayPage(502));
        try
        {
            // With a list that answers, there would be no exception: the instance would be found, and its operation returned.
            await client.DevEnvironments.CreateAsync(Stage.Request("lost"));
            return null;
        }
        catch (CreateOutcomeUnknownException exception)
        {
            down.Dispose();
            DevEnvironmentInstance? found = await stage.Notebooks.FindByNameAsync(exception.Name);
            if (found is null)
            {
                return null;
            }

            await stage.Notebooks.GetOperation(found.Id, InstanceGoal.Running).WaitAsync(Stage.Wait);
            return new Handled(exception, $"finding {found.Id} by its name, and waiting until it ran: created once, billed once");
        }
    }
}
