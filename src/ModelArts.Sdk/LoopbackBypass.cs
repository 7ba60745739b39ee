using System.Net;

namespace ModelArts.Sdk;

/// <summary>
/// The proxy of the machine, which may be one of the environment (<c>http_proxy</c>), but not for this machine: plain http to a simulator
/// would carry the credential to the proxy, readable on the way.
/// </summary>
/// <param name="other">Another proxy, for tests; <see langword="null"/> for <see cref="HttpClient.DefaultProxy"/>.</param>
internal sealed class LoopbackBypass(IWebProxy? other = null) : IWebProxy
{
    /// <inheritdoc/>
    public ICredentials? Credentials
    {
        get => Other.Credentials;
        set => Other.Credentials = value;
    }

    private IWebProxy Other => other ?? HttpClient.DefaultProxy;

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => destination.IsLoopback ? null : Other.GetProxy(destination);

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => host.IsLoopback || Other.IsBypassed(host);
}
