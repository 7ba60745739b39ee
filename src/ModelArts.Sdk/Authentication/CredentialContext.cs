namespace ModelArts.Sdk.Authentication;

/// <summary>What a credential may know of the client that it serves. Thread-safe.</summary>
public sealed class CredentialContext
{
    internal CredentialContext(ModelArtsClientOptions options)
    {
        TimeProvider = options.TimeProvider;
        Region = options.Region;
        ProjectId = options.ProjectId;
    }

    /// <summary>The client's clock.</summary>
    public TimeProvider TimeProvider { get; }

    /// <summary>The client's region; <see langword="null"/> where only an endpoint was given.</summary>
    public ModelArtsRegion? Region { get; }

    /// <summary>The id of the project that the client works on; <see langword="null"/> where it is not known yet.</summary>
    public string? ProjectId { get; }
}
