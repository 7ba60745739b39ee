using ModelArts.Sdk;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;

namespace QuickStart;

/// <summary>What the command line asks for.</summary>
internal sealed record Settings
{
    public const string TokenVariable = "MODELARTS_AUTH_TOKEN";

    public Uri? Endpoint { get; init; }

    public string? Region { get; init; }

    public string? ProjectId { get; init; }

    public string? InstanceId { get; init; }

    public bool Keep { get; init; }

    public required string Name { get; init; }

    public required string Profile { get; init; }

    public required string Flavor { get; init; }

    public required string Storage { get; init; }

    public required TimeSpan Timeout { get; init; }

    public bool UsesSimulator => Endpoint is null && Region is null;

    /// <summary>A client of the real service. The client itself checks what is missing or wrong, and names all of it.</summary>
    public ModelArtsClientOptions ToClientOptions() => new()
    {
        Endpoint = Endpoint,
        Region = Region is null ? null : ModelArtsRegion.Find(Region) ?? throw new ArgumentException(
            $"'{Region}' is not a known region. Known: {string.Join(", ", ModelArtsRegion.All)}. For another one use --endpoint."),
        ProjectId = ProjectId,
        Credential = Environment.GetEnvironmentVariable(TokenVariable) is { Length: > 0 } token
            ? new AuthTokenCredential(token)
            : throw new ArgumentException($"There is no token: put one that is scoped to the project into the environment variable {TokenVariable}."),

        // A simulator in another process is reached over http on this machine; everything else must be https all the same.
        AllowInsecureHttp = Endpoint is { IsLoopback: true },
    };

    public CreateInstanceRequest ToRequest() => CreateInstanceRequest.For(Name)
        .WithProfile(Profile)
        .WithFlavor(Flavor)
        .WithStorage(ToStorage())
        .WithAutoStop(TimeSpan.FromHours(1))
        .Build();

    // "evs", "evs:20", "obs:/bucket/dir/": the type, and what its location needs.
    private StorageSpec ToStorage()
    {
        string[] parts = Storage.Split(':', 2);
        StorageType type = parts[0];
        string? location = parts.Length == 2 ? parts[1] : null;
        return new StorageSpec
        {
            Type = type,
            Location = type != StorageType.Evs ? new StorageLocationSpec { Path = location }
                : location is null ? new StorageLocationSpec { VolumeSize = 5 }
                : int.TryParse(location, out int size) ? new StorageLocationSpec { VolumeSize = size }
                : throw new ArgumentException($"--storage evs:{location}: the size must be a whole number of GB."),
        };
    }
}
