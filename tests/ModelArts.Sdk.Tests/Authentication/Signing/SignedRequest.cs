using Microsoft.Extensions.Time.Testing;
using ModelArts.Sdk.Authentication;

namespace ModelArts.Sdk.Tests.Authentication.Signing;

/// <summary>A request that a credential has signed, apart from any client.</summary>
internal sealed record SignedRequest(string Method, Uri Uri, IReadOnlyDictionary<string, string> Headers, byte[] Body, string Host)
{
    public string[] SignedHeaders => SignatureCheck.SignedHeaders(Headers["Authorization"]);

    public static HttpRequestMessage Message(string address = "https://modelarts.example.com/v1/p/demanager/instances") => new(HttpMethod.Get, address);

    public static FakeTimeProvider Clock(TimeSpan after = default) => new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero) + after);

    public static async Task<SignedRequest> MakeAsync(
        AccessKeyCredential credential, HttpRequestMessage? message = null, Action<ModelArtsClientOptions>? options = null)
    {
        ModelArtsClientOptions all = new() { ProjectId = "project-1", TimeProvider = Clock(), Region = ModelArtsRegion.CnNorth4 };
        options?.Invoke(all);
        message ??= Message();
        await credential.AuthenticateAsync(message, new CredentialContext(all), TestContext.Current.CancellationToken);

        // As the handler sends it, and not as the credential has read it.
        using MemoryStream body = new();
        await (message.Content?.CopyToAsync(body, TestContext.Current.CancellationToken) ?? Task.CompletedTask);
        return new(
            message.Method.Method,
            message.RequestUri!,
            message.Headers.NonValidated.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray(),
            message.Headers.Host ?? message.RequestUri!.Authority);
    }

    public void Verify() => SignatureCheck.Verify(Method, Uri.PathAndQuery, Headers, Body, Host);
}
