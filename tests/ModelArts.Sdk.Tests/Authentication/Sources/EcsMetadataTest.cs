using System.Net;
using ModelArts.Sdk.Tests.Authentication.Surroundings;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Authentication.Sources;

/// <summary>What tests of the server's metadata share: a metadata service, and a client that uses it.</summary>
public abstract class EcsMetadataTest
{
    private int _keys;

    private protected FakeCloud Cloud { get; } = new();

    private protected int Keys => Volatile.Read(ref _keys);

    private protected static HttpResponseMessage Text(string text, HttpStatusCode status = HttpStatusCode.OK) => new(status) { Content = new StringContent(text) };

    private protected ModelArtsClient Client() => Cloud.Client(Cloud.Server());

    private protected HttpResponseMessage Key()
    {
        int number = Interlocked.Increment(ref _keys);
        return RecordingTransport.Json($$$"""
            {"credential":{"access":"ak-{{{number}}}","secret":"canary-sk-{{{number}}}","securitytoken":"canary-st-{{{number}}}",
            "expires_at":"{{{FakeCloud.Text(Cloud.Clock.GetUtcNow().AddHours(1))}}}"}}
            """);
    }

    private protected void Respond(Func<HttpResponseMessage>? put = null, Func<RecordedRequest, HttpResponseMessage>? get = null) =>
        Cloud.Metadata = (request, _) => Task.FromResult(
            request.Method == HttpMethod.Put ? put?.Invoke() ?? Text("session") : get?.Invoke(request) ?? throw new InvalidOperationException("No key is expected."));
}
