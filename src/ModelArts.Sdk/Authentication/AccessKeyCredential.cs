using System.Buffers;
using System.Diagnostics;
using System.Net.Http.Headers;
using ModelArts.Sdk.Authentication.Signing;

namespace ModelArts.Sdk.Authentication;

/// <summary>
/// An access key (AK) and its secret (SK), permanent or temporary, that requests are signed with: <c>SDK-HMAC-SHA256</c>. The secret
/// itself is never sent.
/// </summary>
/// <remarks>
/// Each attempt is signed anew, over its method, host, path, query, body and <c>X-</c> headers; not over headers that belong to HTTP,
/// which may change on the way. Which of the two schemes is used, <see cref="ModelArtsClientOptions.SigningScheme"/> says. The service
/// takes signed bodies of up to 12 MB.
/// </remarks>
/// <example>
/// <code>
/// // From the environment or a vault: never in the code.
/// string accessKey = Environment.GetEnvironmentVariable("MY_ACCESS_KEY")!;
/// string secretKey = Environment.GetEnvironmentVariable("MY_SECRET_KEY")!;
/// AccessKeyCredential credential = new(accessKey, secretKey);
/// </code>
/// </example>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class AccessKeyCredential : ModelArtsCredential
{
    private const string Authorization = "Authorization";
    private const string Date = "X-Sdk-Date";
    private const string ProjectId = "X-Project-Id";
    private const string SecurityToken = "X-Security-Token";

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly SigningKey _key;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string? _securityToken;

    // Of the last day that a request was signed on; a race makes it twice, to the same effect.
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private SigningKey? _derivedKey;

    // The text of the last second that a request was signed in; a race makes it twice, as above.
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private DateText? _lastDate;

    /// <summary>Makes a credential of an access key. Spaces and line breaks around the values are dropped.</summary>
    /// <param name="accessKey">The access key (AK): the public part.</param>
    /// <param name="secretKey">The secret access key (SK).</param>
    /// <param name="securityToken">
    /// The security token that a temporary access key came with. Default: <see langword="null"/>, for a permanent one.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="accessKey"/> or <paramref name="secretKey"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">
    /// A value is blank, or holds a character that none of its kind has. The message does not repeat it.
    /// </exception>
    public AccessKeyCredential(string accessKey, string secretKey, string? securityToken = null)
    {
        ArgumentNullException.ThrowIfNull(accessKey);
        ArgumentNullException.ThrowIfNull(secretKey);

        // What delimits the key within the Authorization header cannot be part of it.
        string access = Checked(accessKey, "access key", nameof(accessKey));
        if (access.AsSpan().ContainsAny(",/="))
        {
            throw new ArgumentException("The access key holds a comma, a slash or an equals sign, which no access key has. Was it mistaken for the secret?", nameof(accessKey));
        }

        _key = new SigningKey(access, Checked(secretKey, "secret access key", nameof(secretKey)));
        _securityToken = securityToken is null ? null : Checked(securityToken, "security token", nameof(securityToken));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The request has no absolute address.</exception>
    public override async ValueTask AuthenticateAsync(
        HttpRequestMessage request, CredentialContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        if (request.RequestUri is not { IsAbsoluteUri: true } uri)
        {
            throw new ArgumentException("A request can be signed only when its address is absolute.", nameof(request));
        }

        if (request.Content is not { } content)
        {
            Sign(request, uri, context, []);
            return;
        }

        await RepeatableBody.EnsureAsync(content, cancellationToken).ConfigureAwait(false);
        byte[] rented = ArrayPool<byte>.Shared.Rent((int)(content.Headers.ContentLength ?? 0));
        try
        {
            // Written just as it will be sent. Asking for its stream instead would hand out one that a handler may have closed.
            using MemoryStream body = new(rented);
            await content.CopyToAsync(body, cancellationToken).ConfigureAwait(false);
            Sign(request, uri, context, rented.AsSpan(0, (int)body.Position));
        }
        finally
        {
            // It may hold the password of a repository.
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }

    private void Sign(HttpRequestMessage request, Uri uri, CredentialContext context, ReadOnlySpan<byte> body)
    {
        string date = DateOf(context.UtcNow);
        using SignedHeaders signed = SetHeaders(request, uri, context, date);
        string authorization = RequestSigner.Sign(
            new RequestParts { Method = request.Method.Method, Target = uri.PathAndQuery, Headers = signed, Body = body },
            context.SigningScheme == SigningScheme.CredentialScope ? DerivedKey(date.AsSpan(0, "yyyyMMdd".Length)) : _key);
        request.Headers.TryAddWithoutValidation(Authorization, authorization);
    }

    private string DateOf(DateTimeOffset time)
    {
        long second = time.ToUnixTimeSeconds();
        if (_lastDate is not { } date || date.Second != second)
        {
            _lastDate = date = new DateText(second, RequestSigner.FormatDate(time));
        }

        return date.Text;
    }

    private SigningKey DerivedKey(ReadOnlySpan<char> day)
    {
        SigningKey? key = Volatile.Read(ref _derivedKey);
        if (key is null || !key.Scope.AsSpan().StartsWith(day))
        {
            // Without region and service, as the cloud's own clients send it: whether its gateways take others is not known.
            key = _key.Derive(day.ToString(), region: "", service: "");
            Volatile.Write(ref _derivedKey, key);
        }

        return key;
    }

    /// <summary>Sets what goes with the signature, in place of an earlier attempt's, and collects what it covers.</summary>
    private SignedHeaders SetHeaders(HttpRequestMessage request, Uri uri, CredentialContext context, string date)
    {
        request.Headers.Remove(Authorization);
        Set(request, Date, date);
        Set(request, SecurityToken, _securityToken);
        if (context.ProjectId is { } projectId)
        {
            Set(request, ProjectId, projectId);
        }

        SignedHeaders signed = new();
        signed.Add("host", WireForm.Host(request, uri));
        foreach ((string name, HeaderStringValues values) in request.Headers.NonValidated)
        {
            if (SignedHeaderRules.Includes(name))
            {
                // Several values go on the wire as one line, and this is the line.
                signed.Add(name, values.ToString());
            }
        }

        return signed;
    }

    private static void Set(HttpRequestMessage request, string name, string? value)
    {
        request.Headers.Remove(name);
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static string Checked(string value, string what, string parameter)
    {
        string trimmed = value.Trim();
        if (trimmed.Length == 0)
        {
            throw new ArgumentException($"The {what} is blank. Of a permanent access key, only the security token is left out.", parameter);
        }

        return trimmed.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? throw new ArgumentException($"The {what} holds a space, a line break or another character that none has. Was it copied whole?", parameter)
            : trimmed;
    }

    private sealed record DateText(long Second, string Text);
}
