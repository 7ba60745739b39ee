namespace ModelArts.Sdk.Testing;

/// <summary>What a request to the simulator asked for. Grows with what the simulator can do.</summary>
public enum SimulatorOperation
{
    /// <summary>Nothing that the simulator knows; it answered 501, or 404 where the service does.</summary>
    Unmatched,

    /// <summary>To create an instance.</summary>
    Create,

    /// <summary>To get one instance.</summary>
    Get,

    /// <summary>To list instances.</summary>
    List,

    /// <summary>To change an instance.</summary>
    Update,

    /// <summary>To delete an instance.</summary>
    Delete,

    /// <summary>To act on an instance, in a way that the service does not know or that cannot be read.</summary>
    Act,

    /// <summary>To start an instance.</summary>
    Start,

    /// <summary>To stop an instance.</summary>
    Stop,

    /// <summary>To restart an instance.</summary>
    Restart,

    /// <summary>To queue an instance for its free flavor.</summary>
    Queue,

    /// <summary>To take an instance out of the queue for its free flavor.</summary>
    Dequeue,

    /// <summary>To get a token that opens the web interface of an instance.</summary>
    GetAccessToken,

    /// <summary>To get a token of IAM for user and password.</summary>
    CreateToken,

    /// <summary>To find projects in IAM.</summary>
    FindProjects,

    /// <summary>To open a session with the metadata service of a cloud server.</summary>
    OpenMetadataSession,

    /// <summary>To get a temporary key from the metadata service of a cloud server.</summary>
    GetMetadataKey,

    /// <summary>To be connected with. In the journal where a fault struck the connection itself, before a request was read.</summary>
    Connect,

    /// <summary>To find the account (domain) of whoever asks in IAM.</summary>
    FindDomains,

    /// <summary>To get a temporary key of IAM for a token.</summary>
    CreateTemporaryKey,
}
