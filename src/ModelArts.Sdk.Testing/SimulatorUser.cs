using System.Diagnostics;
using System.Text.Json.Serialization;

namespace ModelArts.Sdk.Testing;

/// <summary>A user of a simulator. What is left out is made up; <see cref="ModelArtsSimulator.Users"/> has it filled in.</summary>
/// <seealso cref="SimulatorOptions.Users"/>
public sealed record SimulatorUser
{
    /// <summary>The name of the user, which IAM gives tokens to. No two users of an account have the same.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The name of the account (domain) that the user belongs to. Default: <see langword="null"/>, <see cref="SimulatorOptions.DomainName"/>.
    /// </summary>
    public string? DomainName { get; init; }

    /// <summary>
    /// The project that <see cref="AuthToken"/> is for, and that clients of this user ask for. Signatures and the tokens of IAM are good
    /// for each project of the account. Default: <see langword="null"/>, the first project of the account.
    /// </summary>
    public string? ProjectId { get; init; }

    /// <summary>The password. Default: <see langword="null"/>, a random one.</summary>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? Password { get; init; }

    /// <summary>The access key (AK) that requests can be signed with. Default: <see langword="null"/>, a random one of 20 characters.</summary>
    public string? AccessKey { get; init; }

    /// <summary>The secret of the access key (SK). Default: <see langword="null"/>, a random one.</summary>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? SecretKey { get; init; }

    /// <summary>
    /// The security token that must come with signatures: the access key is a temporary one then. Default: <see langword="null"/>, a
    /// permanent one.
    /// </summary>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? SecurityToken { get; init; }

    /// <summary>A token that is accepted as <c>X-Auth-Token</c>, forever. Default: <see langword="null"/>, a random one.</summary>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? AuthToken { get; init; }

    /// <summary>The user without its secrets.</summary>
    public override string ToString() =>
        $"{nameof(SimulatorUser)} {{ Name = {Name}, DomainName = {DomainName}, ProjectId = {ProjectId}, AccessKey = {AccessKey} }}";
}
