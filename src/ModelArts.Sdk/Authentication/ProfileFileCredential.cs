using System.Diagnostics;
using ModelArts.Sdk.Authentication.Sources;

namespace ModelArts.Sdk.Authentication;

/// <summary>
/// An access key from the credentials file that the SDKs of Huawei Cloud share: <c>~/.huaweicloud/credentials</c>, or what
/// <c>HUAWEICLOUD_SDK_CREDENTIALS_FILE</c> names. Its section <c>[basic]</c> has <c>ak</c> and <c>sk</c>, and for a temporary key
/// <c>security_token</c>.
/// </summary>
/// <remarks>
/// Where the options of the client name no project, <c>project_id</c> does; where IAM has to be asked for it, <c>iam_endpoint</c> counts
/// before the IAM of the region. Lines that begin with <c>#</c> or <c>;</c> are comments; of a key that is repeated the last one
/// counts; quotes are not allowed. The file is read when it is first needed, and again where the service refuses its key: whoever
/// rotates it need not restart the program.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class ProfileFileCredential : ModelArtsCredential
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly CachedKeys _keys;

    /// <summary>Makes a credential. Nothing is read yet.</summary>
    public ProfileFileCredential()
        : this(MachineHost.Instance, path: null)
    {
    }

    /// <summary>Makes a credential of a file of its own. Nothing is read yet.</summary>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is <see langword="null"/> or blank.</exception>
    public ProfileFileCredential(string path)
        : this(MachineHost.Instance, path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
    }

    // A file costs nothing to read again, and whoever has put a key right expects it to be used at once.
    internal ProfileFileCredential(ICredentialHost host, string? path) =>
        _keys = new CachedKeys(_ => new ProfileReader(host, path).ReadAsync(), minAge: TimeSpan.Zero);

    /// <inheritdoc/>
    /// <exception cref="ModelArtsAuthenticationException">There is no such file, or it is wrong; the message names file and line.</exception>
    public override ValueTask AuthenticateAsync(HttpRequestMessage request, CredentialContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        return _keys.AuthenticateAsync(request, context, cancellationToken);
    }

    /// <inheritdoc/>
    protected internal override ValueTask<bool> TryRenewAsync(HttpRequestMessage refused, CredentialContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(refused);
        ArgumentNullException.ThrowIfNull(context);
        return _keys.TryRenewAsync(refused, context, cancellationToken);
    }

    internal override async ValueTask<SourceSettings> FindSettingsAsync(CredentialContext context, CancellationToken cancellationToken) =>
        (await _keys.GetAsync(context, cancellationToken).ConfigureAwait(false)).Settings;
}
