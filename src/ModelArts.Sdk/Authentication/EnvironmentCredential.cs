using System.Diagnostics;
using ModelArts.Sdk.Authentication.Sources;

namespace ModelArts.Sdk.Authentication;

/// <summary>
/// An access key from the environment: <c>HUAWEICLOUD_SDK_AK</c> and <c>HUAWEICLOUD_SDK_SK</c>, and for a temporary key
/// <c>HUAWEICLOUD_SDK_SECURITY_TOKEN</c>; the same variables that the SDKs of Huawei Cloud read.
/// </summary>
/// <remarks>
/// Where the options of the client name no project, <c>HUAWEICLOUD_SDK_PROJECT_ID</c> does; where IAM has to be asked for it,
/// <c>HUAWEICLOUD_SDK_IAM_ENDPOINT</c> counts before the IAM of the region. The variables are read when they are first needed, and
/// kept once a key was among them.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class EnvironmentCredential : ModelArtsCredential
{
    private const string AccessKey = "HUAWEICLOUD_SDK_AK";
    private const string SecretKey = "HUAWEICLOUD_SDK_SK";
    private const string SecurityToken = "HUAWEICLOUD_SDK_SECURITY_TOKEN";
    private const string ProjectId = "HUAWEICLOUD_SDK_PROJECT_ID";
    private const string IamEndpoint = "HUAWEICLOUD_SDK_IAM_ENDPOINT";

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly ICredentialHost _host;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private volatile SourceKeys? _keys;

    /// <summary>Makes a credential. Nothing is read yet.</summary>
    public EnvironmentCredential()
        : this(MachineHost.Instance)
    {
    }

    internal EnvironmentCredential(ICredentialHost host) => _host = host;

    /// <inheritdoc/>
    /// <exception cref="ModelArtsAuthenticationException">The variables are not set, or hold what cannot be a key.</exception>
    public override ValueTask AuthenticateAsync(HttpRequestMessage request, CredentialContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        return Keys().Credential.AuthenticateAsync(request, context, cancellationToken);
    }

    internal override ValueTask<SourceSettings> FindSettingsAsync(CredentialContext context, CancellationToken cancellationToken) => new(Keys().Settings);

    private SourceKeys Keys() => _keys ??= Read();

    private SourceKeys Read()
    {
        string? accessKey = _host.GetVariable(AccessKey);
        string? secretKey = _host.GetVariable(SecretKey);
        if (accessKey is null || secretKey is null)
        {
            // One without the other is a mistake, which must not end in the use of another identity.
            throw accessKey is null && secretKey is null
                ? new ModelArtsAuthenticationException($"{AccessKey} and {SecretKey} are not set.") { IsUnavailable = true }
                : new ModelArtsAuthenticationException(
                    $"{(accessKey is null ? SecretKey : AccessKey)} is set, but {(accessKey is null ? AccessKey : SecretKey)} is not. Set both, or neither.");
        }

        SourceSettings settings = new(_host.GetVariable(ProjectId), SourceEndpoint.Parse(_host.GetVariable(IamEndpoint), IamEndpoint));
        try
        {
            return new SourceKeys(accessKey, secretKey, _host.GetVariable(SecurityToken), settings);
        }
        catch (ArgumentException exception)
        {
            throw new ModelArtsAuthenticationException(
                $"{KeyFault.NameOf(exception, AccessKey, SecretKey, SecurityToken)} is wrong. {KeyFault.Hint(exception)}", exception);
        }
    }
}
