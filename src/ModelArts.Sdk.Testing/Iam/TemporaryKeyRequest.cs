using ModelArts.Sdk.Testing.Requests;

namespace ModelArts.Sdk.Testing.Iam;

/// <summary>A request for a temporary key by a token. A class, since a record would print the token.</summary>
internal sealed class TemporaryKeyRequest
{
    private const int MinSeconds = 900;
    private const int MaxSeconds = 86400;

    public static JsonShape Shape { get; } = JsonShape.Object(new()
    {
        ["auth"] = JsonShape.Object(new()
        {
            ["identity"] = JsonShape.Object(new()
            {
                ["methods"] = JsonShape.ArrayOf(JsonShape.Text),
                ["token"] = JsonShape.Object(new() { ["id"] = JsonShape.Text, ["duration_seconds"] = JsonShape.Integer }),
            }),
        }),
    });

    public AuthPart? Auth { get; init; }

    /// <summary>The token; <see langword="null"/>: that of the header.</summary>
    public string? Token => Auth?.Identity?.Token?.Id;

    public TimeSpan Lifetime => TimeSpan.FromSeconds(Auth?.Identity?.Token?.DurationSeconds ?? MinSeconds);

    /// <summary>Why the request cannot be answered at all.</summary>
    public string? Problem =>
        Auth?.Identity?.Methods is not { } methods ? "The request body is invalid: auth.identity.methods is required."
        : !methods.SequenceEqual(["token"]) ? "The simulator gives temporary keys for the method token only."
        : Auth.Identity.Token?.DurationSeconds is < MinSeconds or > MaxSeconds
            ? $"The request body is invalid: auth.identity.token.duration_seconds must be {MinSeconds} to {MaxSeconds}."
        : null;

    internal sealed class AuthPart
    {
        public IdentityPart? Identity { get; init; }
    }

    internal sealed class IdentityPart
    {
        public IReadOnlyList<string?>? Methods { get; init; }

        public TokenPart? Token { get; init; }
    }

    internal sealed class TokenPart
    {
        public string? Id { get; init; }

        public int? DurationSeconds { get; init; }
    }
}
