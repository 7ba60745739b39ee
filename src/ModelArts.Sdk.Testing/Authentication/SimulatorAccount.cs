namespace ModelArts.Sdk.Testing.Authentication;

/// <summary>Who may use a simulator, and with which secrets: those of the options, or random ones. A class, since a record would print them.</summary>
internal sealed class SimulatorAccount(SimulatorOptions options)
{
    public string ProjectId { get; } = options.ProjectId;

    public string ProjectName { get; } = options.ProjectName;

    public string DomainName { get; } = options.DomainName;

    public string UserName { get; } = options.UserName;

    // What the SDK's credentials trim is trimmed here too: otherwise it could never arrive.
    public string AccessKey { get; } = options.AccessKey.Trim();

    public string SecretKey { get; } = options.SecretKey?.Trim() ?? Random();

    public string? SecurityToken { get; } = options.SecurityToken?.Trim();

    public string Password { get; } = options.Password ?? Random();

    public string Token { get; } = options.AuthToken?.Trim() ?? Random();

    private static string Random() => $"simulator-{Guid.NewGuid():N}";
}
