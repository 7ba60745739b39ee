namespace ModelArts.Sdk.Authentication;

/// <summary>What the source of a credential says beside it.</summary>
/// <param name="ProjectId">The id of the project; <see langword="null"/> where the source names none.</param>
/// <param name="IamEndpoint">Where IAM is reached; <see langword="null"/> where the source does not say.</param>
internal readonly record struct SourceSettings(string? ProjectId, Uri? IamEndpoint);
