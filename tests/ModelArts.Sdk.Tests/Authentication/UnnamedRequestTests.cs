using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.DependencyInjection;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Authentication;

/// <summary>A network or a handler that does not say which request it answers must not keep what was sent from being masked.</summary>
public sealed class UnnamedRequestTests
{
    [Fact]
    public async Task AnswerOfANetwork_ThatRepeatsTheToken_ShowsNone()
    {
        using ModelArtsClient client = new(TestClient.Options(new UnnamedNetwork()));

        AssertMasked(await Assert.ThrowsAnyAsync<ModelArtsException>(() => client.DevEnvironments.GetAsync("DE-1", TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task AnswerOfAHandler_ThatRepeatsTheToken_ShowsNone()
    {
        await using ServiceProvider provider = AddModelArtsTests.Provider(services => services
            .AddModelArts(options => AddModelArtsTests.Configure(options, new RecordingTransport(_ => Echo())))
            .AddHttpMessageHandler(static () => new Replacing()));

        AssertMasked(await Assert.ThrowsAnyAsync<ModelArtsException>(
            () => provider.GetRequiredService<DevEnvironmentsClient>().GetAsync("DE-1", TestContext.Current.CancellationToken)));
    }

    private static void AssertMasked(Exception error)
    {
        Assert.Contains("you sent ***", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(TestClient.Token, error.ToString(), StringComparison.Ordinal);
    }

    private static HttpResponseMessage Echo() => RecordingTransport.Json(
        $$"""{"error_code":"ModelArts.0100","error_message":"you sent {{TestClient.Token}}"}""", HttpStatusCode.BadRequest);

    private sealed class UnnamedNetwork : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(Echo());
    }

    private sealed class Replacing : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            return Echo();
        }
    }
}
