using System.Text.RegularExpressions;
using ModelArts.Sdk.Authentication;

namespace ModelArts.Sdk.Testing;

/// <summary>How a <see cref="ModelArtsSimulator"/> is set up. Every option has a default that suits a test.</summary>
public sealed partial record SimulatorOptions
{
    /// <summary>What a timer of the runtime can hold; more than any instance takes.</summary>
    private static readonly TimeSpan MaxDuration = TimeSpan.FromDays(24);

    /// <summary>The port on 127.0.0.1. Default: 0, any port that is free.</summary>
    public int Port { get; init; }

    /// <summary>
    /// The id of the one project that there is: 1 to 64 letters, digits, hyphens and underscores. Default: a constant of 32 digits.
    /// </summary>
    public string ProjectId { get; init; } = "5f2a9d1c4b7e4c0e9a8d3b6f1e2c7a90";

    /// <summary>The token that requests must carry as <c>X-Auth-Token</c>. Default: <see langword="null"/>, a random one.</summary>
    public string? AuthToken { get; init; }

    /// <summary>
    /// The clock that instances live by. Default: <see langword="null"/>, the system's; then clients keep their own clock as well. A
    /// <c>FakeTimeProvider</c> moves every instance on when it is advanced, and nothing else does. Clients that
    /// <see cref="ModelArtsSimulator.CreateClientOptions"/> sets up share it: give a client
    /// <see cref="System.TimeProvider.System"/> to let its pauses pass by themselves.
    /// </summary>
    public TimeProvider? TimeProvider { get; init; }

    /// <summary>How long an instance is CREATING. Default: 3 seconds. From zero to 24 days.</summary>
    public TimeSpan CreatingDuration { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long an instance is STARTING. Default: 3 seconds. From zero to 24 days.</summary>
    public TimeSpan StartingDuration { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How long an instance is STOPPING, once its auto-stop time has run out. Default: 3 seconds. From zero to 24 days.
    /// </summary>
    public TimeSpan StoppingDuration { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The options without the token.</summary>
    public override string ToString() =>
        $"{nameof(SimulatorOptions)} {{ Port = {Port}, ProjectId = {ProjectId}, CreatingDuration = {CreatingDuration}, "
        + $"StartingDuration = {StartingDuration}, StoppingDuration = {StoppingDuration} }}";

    internal void ThrowIfInvalid(string parameterName)
    {
        List<string> problems = [];
        if (Port is < 0 or > ushort.MaxValue)
        {
            problems.Add($"{nameof(Port)} must be 0 to {ushort.MaxValue}.");
        }

        if (ProjectId is null || !ProjectIdForm().IsMatch(ProjectId))
        {
            problems.Add($"{nameof(ProjectId)} must be 1 to 64 letters, digits, hyphens and underscores.");
        }

        CheckToken(problems);
        CheckDuration(problems, nameof(CreatingDuration), CreatingDuration);
        CheckDuration(problems, nameof(StartingDuration), StartingDuration);
        CheckDuration(problems, nameof(StoppingDuration), StoppingDuration);
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), parameterName);
        }
    }

    private static void CheckDuration(List<string> problems, string name, TimeSpan duration)
    {
        if (duration < TimeSpan.Zero || duration > MaxDuration)
        {
            problems.Add($"{name} must be from zero to 24 days.");
        }
    }

    private void CheckToken(List<string> problems)
    {
        if (AuthToken is null)
        {
            return;
        }

        try
        {
            // The credential is what a client sends the token with: what it refuses could never arrive.
            _ = new AuthTokenCredential(AuthToken);
        }
        catch (ArgumentException)
        {
            problems.Add($"{nameof(AuthToken)} must not be blank, nor hold a space or a line break.");
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z")]
    private static partial Regex ProjectIdForm();
}
