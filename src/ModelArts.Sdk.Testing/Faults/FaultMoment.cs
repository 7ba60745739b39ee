namespace ModelArts.Sdk.Testing;

/// <summary>When a <see cref="Fault"/> strikes a request.</summary>
public enum FaultMoment
{
    /// <summary>The service never sees the request.</summary>
    BeforeCommit,

    /// <summary>
    /// The service has dealt with the request, and has done what was asked unless it refused; the client does not get to see its true
    /// answer, or not all of it, or late.
    /// </summary>
    AfterCommit,
}
