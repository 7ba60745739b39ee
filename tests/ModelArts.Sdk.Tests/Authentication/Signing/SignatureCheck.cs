using System.Text;

namespace ModelArts.Sdk.Tests.Authentication.Signing;

/// <summary>Verifies a request as the service would: it has the secret, what arrived, and the names of what was signed.</summary>
internal static class SignatureCheck
{
    public const string AccessKey = "CANARYACCESSKEY00001";
    public const string SecretKey = "canarySecretKey000000000000000000000001";

    /// <summary>Fails unless the signature covers what is given.</summary>
    public static void Verify(string method, string target, IReadOnlyDictionary<string, string> headers, byte[] body, string host)
    {
        string authorization = headers["Authorization"];
        string[] names = SignedHeaders(authorization);
        IEnumerable<KeyValuePair<string, string>> signed =
            names.Select(name => KeyValuePair.Create(name, name == "host" ? host : headers.First(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value));
        Assert.Equal(
            NaiveSigner.Authorization(method, target, signed, body, AccessKey, SecretKey, authorization.Contains("Credential=", StringComparison.Ordinal)),
            authorization);
    }

    public static void Verify(Transport.RecordedRequest request) => Verify(
        request.Method.Method,
        request.Uri.PathAndQuery,
        request.Headers,
        Encoding.UTF8.GetBytes(request.Body ?? ""),
        request.Headers.TryGetValue("Host", out string? host) ? host : request.Uri.IsDefaultPort ? request.Uri.IdnHost : $"{request.Uri.IdnHost}:{request.Uri.Port}");

    public static string[] SignedHeaders(string authorization) =>
        authorization.Split("SignedHeaders=")[1].Split(',')[0].Split(';');
}
