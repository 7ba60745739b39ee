namespace ModelArts.Sdk.Authentication.Iam;

/// <summary>A token and the project that it is for.</summary>
internal sealed class IamToken(string value, string? projectId)
{
    public string Value { get; } = value;

    public string? ProjectId { get; } = projectId;
}
