using ModelArts.Sdk;
using ModelArts.Sdk.DevEnvironments;

namespace ErrorHandling;

/// <summary>The call went well; what comes after it, minutes later, does not.</summary>
internal static class Waiting
{
    public static Demonstration[] Demonstrations { get; } =
    [
        new("The instance fails", "a creation for which there is no machine left", FailsAsync),
        new("The wait ends before the goal", "a wait of a quarter of a second for what takes two", TooShortAsync),
    ];

    private static async Task<Handled?> FailsAsync(Stage stage)
    {
        stage.Simulator.NextCreate.WillFail("No machine of this flavor is left.", ModelArtsErrorCode.CapacityInsufficient);
        InstanceOperation operation = await stage.Notebooks.CreateAsync(Stage.Request("doomed"));
        try
        {
            await operation.WaitAsync(Stage.Wait);
            return null;
        }
        catch (InstanceOperationFailedException exception) when (exception.ErrorCode == ModelArtsErrorCode.CapacityInsufficient)
        {
            // The SDK deletes nothing by itself: a failed instance is kept to be looked at, and its name stays taken.
            await (await stage.Notebooks.DeleteAsync(operation.InstanceId)).WaitAsync(Stage.Wait);
            return new Handled(exception, $"deleting what was {exception.Status}; another flavor may be tried");
        }
    }

    private static async Task<Handled?> TooShortAsync(Stage stage)
    {
        InstanceOperation operation = await stage.Notebooks.CreateAsync(Stage.Request("patience"));
        try
        {
            await operation.WaitAsync(Stage.Wait with { Timeout = TimeSpan.FromSeconds(0.25) });
            return null;
        }
        catch (WaitTimeoutException exception)
        {
            // The instance goes on. Its id is all that another process would need to go on waiting.
            InstanceOperation again = stage.Notebooks.GetOperation(exception.InstanceId!, exception.Goal);
            DevEnvironmentInstance instance = await again.WaitAsync(Stage.Wait);
            return new Handled(exception, $"waiting again by the id: {instance.Name} is {instance.Status} now");
        }
    }
}
