using System.Diagnostics;

namespace ModelArts.Sdk.Authentication;

/// <summary>A user token of IAM, got elsewhere, that is sent as <c>X-Auth-Token</c>. It lives for 24 hours and is not renewed.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class AuthTokenCredential : ModelArtsCredential
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _token;

    /// <summary>Makes a credential of a token.</summary>
    /// <param name="token">The token, scoped to the project.</param>
    /// <exception cref="ArgumentNullException"><paramref name="token"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="token"/> is blank or holds what cannot stand in a header, such as a line break. The message does not repeat it.
    /// </exception>
    public AuthTokenCredential(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        string trimmed = token.Trim();
        if (trimmed.Length == 0)
        {
            throw new ArgumentException("The token is blank.", nameof(token));
        }

        if (trimmed.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw new ArgumentException("The token holds a space, a line break or another character that no token has. Was it copied whole?", nameof(token));
        }

        _token = trimmed;
    }

    /// <inheritdoc/>
    public override ValueTask AuthenticateAsync(HttpRequestMessage request, CredentialContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Headers.Remove("X-Auth-Token");
        request.Headers.TryAddWithoutValidation("X-Auth-Token", _token);
        return ValueTask.CompletedTask;
    }
}
