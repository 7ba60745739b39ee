using System.Text.Json;
using System.Text.Json.Serialization;
using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>An instance of a development environment, as the service describes it. Mirrors Table 11 of the API.</summary>
public sealed record DevEnvironmentInstance : WireRecord, IJsonOnDeserialized
{
    /// <summary>The id of the instance: an opaque string. In a response it is never one that cannot be asked about, such as a blank one.</summary>
    public required string Id { get; init; }

    /// <summary>The name of the instance.</summary>
    public string? Name { get; init; }

    /// <summary>The description of the instance.</summary>
    public string? Description { get; init; }

    /// <summary>What state it is in; <see langword="default"/> where the response does not say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public InstanceStatus Status { get; init; }

    /// <summary>When it was created. Milliseconds since 1970 in a string on the wire.</summary>
    [JsonConverter(typeof(EpochMillisecondsStringConverter))]
    public DateTimeOffset? CreationTimestamp { get; init; }

    /// <summary>When it was changed last. Milliseconds since 1970 in a string on the wire.</summary>
    [JsonConverter(typeof(EpochMillisecondsStringConverter))]
    public DateTimeOffset? LatestUpdateTimestamp { get; init; }

    /// <summary>Its software environment.</summary>
    public InstanceProfile? Profile { get; init; }

    /// <summary>The hardware that it runs on.</summary>
    public InstanceFlavor? Flavor { get; init; }

    /// <summary>The details of its flavor.</summary>
    public FlavorDetails? FlavorDetails { get; init; }

    /// <summary>Its dedicated resource pool.</summary>
    public ResourcePool? Pool { get; init; }

    /// <summary>How it is set up, and how it fares.</summary>
    public Notebook? Spec { get; init; }

    /// <summary>Its workspace.</summary>
    public Workspace? Workspace { get; init; }

    /// <summary>Its AI project.</summary>
    public AIProject? AiProject { get; init; }

    /// <summary>Why it failed, as a code; in a successful response.</summary>
    public ModelArtsErrorCode? ErrorCode { get; init; }

    /// <summary>Where it stands in the queue for a free flavor.</summary>
    public QueuingInfo? QueuingInfo { get; init; }

    /// <summary>Whose instance it is.</summary>
    public User? User { get; init; }

    /// <summary>Its Git repository; filled in by the service, not for use.</summary>
    public Repository? Repository { get; init; }

    /// <summary>Whether the service is about to change the status by itself.</summary>
    [JsonIgnore]
    public bool IsTransitional => Status.IsTransitional;

    /// <summary>Why it failed, in the service's words, with the code; <see langword="null"/> where it does not say.</summary>
    [JsonIgnore]
    public string? FailureReason
    {
        get
        {
            string? message = Spec?.FailedReasons?.Message;
            string? code = (ErrorCode ?? Spec?.FailedReasons?.Code)?.Value;
            return string.IsNullOrWhiteSpace(message) ? code
                : string.IsNullOrEmpty(code) ? message
                : $"{message} ({code})";
        }
    }

    /// <summary>How long it has left until it stops by itself; <see langword="null"/> where it does not, or does not run.</summary>
    [JsonIgnore]
    public TimeSpan? AutoStopRemaining => Spec?.AutoStop is { Enable: true, RemainTime: { } remaining } ? remaining : null;

    void IJsonOnDeserialized.OnDeserialized()
    {
        // `required` refuses an absent and a null id. One that no address can hold is as useless: nothing could be asked about the instance.
        if (PathSegment.Problem(Id) is { } problem)
        {
            throw new JsonException($"The 'id' of the instance {problem}");
        }
    }
}
