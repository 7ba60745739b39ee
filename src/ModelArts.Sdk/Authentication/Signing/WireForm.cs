using System.Globalization;

namespace ModelArts.Sdk.Authentication.Signing;

/// <summary>What <see cref="HttpClient"/> makes of a request on the wire, where it differs from how the request is written down.</summary>
internal static class WireForm
{
    /// <summary>The <c>Host</c> header, or HTTP/2's <c>:authority</c>: the port stands in it unless it is the scheme's own.</summary>
    public static string Host(HttpRequestMessage request, Uri uri)
    {
        if (request.Headers.Host is { Length: > 0 } host)
        {
            return host;
        }

        // IdnHost leaves out the brackets of an IPv6 address.
        string name = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost;
        return uri.IsDefaultPort ? name : string.Create(CultureInfo.InvariantCulture, $"{name}:{uri.Port}");
    }
}
