namespace ModelArts.Sdk.DevEnvironments;

/// <summary>An attempt to create an instance of which it is not known what it has come to.</summary>
/// <param name="Time">When it began, by the client's clock.</param>
/// <param name="Failure">How it failed.</param>
public sealed record CreateAttempt(DateTimeOffset Time, ModelArtsException Failure)
{
    /// <summary>The attempt in a few words.</summary>
    public override string ToString() => $"{Time:O}: {Failure.GetType().Name}";
}
