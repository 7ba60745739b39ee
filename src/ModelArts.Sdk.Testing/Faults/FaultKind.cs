namespace ModelArts.Sdk.Testing;

/// <summary>What a <see cref="Fault"/> does.</summary>
public enum FaultKind
{
    /// <summary>The true answer comes late.</summary>
    Delay,

    /// <summary>Another answer comes: a status, headers or a body of the fault's own.</summary>
    Answer,

    /// <summary>The connection is reset (TCP RST) instead of an answer.</summary>
    Reset,

    /// <summary>The connection is closed in good order (TCP FIN) instead of an answer.</summary>
    Close,

    /// <summary>The connection is reset (TCP RST) when half of the body of the true answer has been sent.</summary>
    ResetMidBody,

    /// <summary>The connection is closed (TCP FIN) when half of the body of the true answer has been sent.</summary>
    CloseMidBody,

    /// <summary>The true answer comes byte by byte.</summary>
    Drip,

    /// <summary>A body comes that never ends.</summary>
    EndlessBody,

    /// <summary>A small body comes that is huge once decompressed.</summary>
    GzipBomb,

    /// <summary>No answer comes, and the connection stays open.</summary>
    Hang,

    /// <summary>Nothing listens: the operating system refuses every connection. By <see cref="SimulatorFaults.StopListening"/> alone.</summary>
    NotListening,
}
