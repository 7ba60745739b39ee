using System.Diagnostics;
using System.Text.Json.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>A token that opens the web interface of a notebook. Neither <see cref="ToString"/> nor JSON shows it.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record InstanceAccessToken
{
    /// <summary>The token: a secret.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)]
    public required string Token { get; init; }

    /// <summary>That there is a token, not the token.</summary>
    public override string ToString() => "InstanceAccessToken { Token = *** }";
}
