using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Telemetry;

/// <summary>The operation by which each action is asked for.</summary>
internal static class Operations
{
    public static Operation Of(OperationKind kind) => kind switch
    {
        OperationKind.Create => Operation.Create,
        OperationKind.Start => Operation.Start,
        OperationKind.Stop => Operation.Stop,
        OperationKind.Restart => Operation.Restart,
        OperationKind.Queue => Operation.Queue,
        OperationKind.Dequeue => Operation.Dequeue,
        OperationKind.Delete => Operation.Delete,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "It is asked for by none."),
    };
}
