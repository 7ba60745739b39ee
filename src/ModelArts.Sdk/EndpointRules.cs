namespace ModelArts.Sdk;

/// <summary>Where requests may go.</summary>
internal static class EndpointRules
{
    /// <summary>Whether a secret may be sent there: over https, or over http to this machine where that is allowed.</summary>
    public static bool IsSecure(Uri? uri, bool allowInsecureHttp) =>
        uri is { IsAbsoluteUri: true }
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && allowInsecureHttp && uri.IsLoopback));

    /// <summary>What is wrong with an endpoint; <see langword="null"/> where nothing is.</summary>
    public static string? Check(Uri endpoint, bool allowInsecureHttp)
    {
        if (!endpoint.IsAbsoluteUri)
        {
            return "must be an absolute address, such as https://modelarts.cn-north-4.myhuaweicloud.com.";
        }

        if (endpoint.UserInfo.Length > 0 || endpoint.Query.Length > 0 || endpoint.Fragment.Length > 0)
        {
            return "must be a plain address, without a user name, a query or a fragment.";
        }

        return IsSecure(endpoint, allowInsecureHttp) ? null
            : endpoint.Scheme == Uri.UriSchemeHttp && endpoint.IsLoopback ? "is http: for an address of this machine set AllowInsecureHttp to true."
            : $"must be https, not {endpoint.Scheme}: the credential would travel in the clear. Plain http is for loopback addresses only.";
    }
}
