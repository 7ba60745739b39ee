using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Tests.DevEnvironments.Waiting;

/// <summary>
/// The table itself, row by row: what a status means to each kind of operation while the service may still show the status from
/// before the action, and once it has been seen to act. P: pending, R: reached, F: failed.
/// </summary>
public sealed class StatusTableRowTests
{
    // The columns, in this order.
    private static readonly OperationKind[] Kinds =
    [
        OperationKind.Create, OperationKind.Start, OperationKind.Restart, OperationKind.Stop,
        OperationKind.Delete, OperationKind.Queue, OperationKind.Dequeue, OperationKind.ResumeRunning,
    ];

    [Theory]
    [InlineData("CREATE_QUEUING", "P P P P P P P P", "P P P P P P P P")]
    [InlineData("CREATING", "P P P P P P P P", "P P P P P P P P")]
    [InlineData("START_QUEUING", "P P P P P P P P", "P P P P P P P P")]
    [InlineData("READY_TO_START", "P P P P P P P P", "P P P P P P P P")]
    [InlineData("STARTING", "P P P P P P P P", "P P P P P P P P")]
    [InlineData("RESTARTING", "P P P P P P P P", "P P P P P P P P")]
    [InlineData("RESIZING", "P P P P P P P P", "P P P P P P P P")]
    [InlineData("RUNNING", "R R P P P R F R", "R R R P P R F R")]
    [InlineData("STOPPING", "F P P P P P P P", "F P P P P P P P")]
    [InlineData("STOPPED", "F P F R P P R P", "F F F R P F R F")]
    [InlineData("UNAVAILABLE", "F F F F P F F F", "F F F F P F F F")]
    [InlineData("CREATE_FAILED", "F F F P P F F F", "F F F P P F F F")]
    [InlineData("START_FAILED", "F F F P P F F F", "F F F P P F F F")]
    [InlineData("RESIZE_FAILED", "F F F P P F F F", "F F F P P F F F")]
    [InlineData("DELETING", "F F F F P F P F", "F F F F P F P F")]
    [InlineData("DELETED", "F F F F R F R F", "F F F F R F R F")]
    [InlineData("REBOOTING", "P P P P P P P P", "P P P P P P P P")]
    [InlineData("", "P P P P P P P P", "P P P P P P P P")]
    public void MeaningOf_StatusByOperation_IsAsTheTableSays(string status, string duringTheLag, string afterIt)
    {
        Assert.Equal(duringTheLag, Row(status, lagIsOver: false));
        Assert.Equal(afterIt, Row(status, lagIsOver: true));
    }

    [Fact]
    public void MeaningOf_EveryOperation_HasAColumn() => Assert.Equal(Enum.GetValues<OperationKind>().Order(), Kinds.Order());

    [Fact]
    public void GoalOf_EveryOperation_IsWhatItLeadsTo() => Assert.Equal(
        [
            InstanceGoal.Running, InstanceGoal.Running, InstanceGoal.Running, InstanceGoal.Stopped,
            InstanceGoal.Deleted, InstanceGoal.Running, InstanceGoal.Stopped, InstanceGoal.Running,
        ],
        Kinds.Select(OperationKinds.GoalOf));

    private static string Row(string status, bool lagIsOver) =>
        string.Join(' ', Kinds.Select(kind => StatusTable.MeaningOf(kind, status, lagIsOver).ToString()[0]));
}
