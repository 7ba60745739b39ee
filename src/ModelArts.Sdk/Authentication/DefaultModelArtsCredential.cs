using ModelArts.Sdk.Authentication.Sources;

namespace ModelArts.Sdk.Authentication;

/// <summary>
/// The credential of the surroundings, used where the options of a client name none: an <see cref="EnvironmentCredential"/>, or else a
/// <see cref="ProfileFileCredential"/>, or else an <see cref="EcsMetadataCredential"/>. The first that holds a key is used from then on.
/// </summary>
/// <remarks>
/// A source that is wrong rather than empty, such as a file with a mistake in it, ends the search with an error. The metadata of the
/// server is asked last, since a program that runs elsewhere has to wait up to 3 seconds to learn that it is not there.
/// </remarks>
public sealed class DefaultModelArtsCredential : ModelArtsCredential
{
    private const string Advice =
        "Set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK, or write ak and sk to the section [basic] of ~/.huaweicloud/credentials, "
        + "or give the server an agency, or give the client's options a Credential.";

    private readonly ChainedCredential _chain;

    /// <summary>Makes a credential. Nothing is read or sent yet.</summary>
    public DefaultModelArtsCredential()
        : this(new EnvironmentCredential(), new ProfileFileCredential(), new EcsMetadataCredential())
    {
    }

    internal DefaultModelArtsCredential(ICredentialHost host, Uri metadataAddress, HttpMessageHandler? metadataNetwork)
        : this(new EnvironmentCredential(host), new ProfileFileCredential(host, path: null), new EcsMetadataCredential(metadataAddress, metadataNetwork))
    {
    }

    private DefaultModelArtsCredential(params ModelArtsCredential[] sources) => _chain = new ChainedCredential(sources, Advice);

    /// <inheritdoc/>
    /// <exception cref="ModelArtsAuthenticationException">
    /// No source holds a credential, and the message says of each why; or the first that holds one is wrong.
    /// </exception>
    public override ValueTask AuthenticateAsync(HttpRequestMessage request, CredentialContext context, CancellationToken cancellationToken = default) =>
        _chain.AuthenticateAsync(request, context, cancellationToken);

    /// <inheritdoc/>
    protected internal override ValueTask<bool> TryRenewAsync(HttpRequestMessage refused, CredentialContext context, CancellationToken cancellationToken = default) =>
        _chain.TryRenewAsync(refused, context, cancellationToken);

    internal override ValueTask<SourceSettings> FindSettingsAsync(CredentialContext context, CancellationToken cancellationToken) =>
        _chain.FindSettingsAsync(context, cancellationToken);
}
