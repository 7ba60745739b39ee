namespace ModelArts.Sdk.Testing.Accounts;

/// <summary>Who asks for something, and in which project.</summary>
/// <param name="User">The user, with the secrets: not to be shown.</param>
/// <param name="ProjectId">The project; empty where what is asked for has none.</param>
internal readonly record struct Caller(SimulatorUser User, string ProjectId)
{
    public override string ToString() => User.Name;
}
