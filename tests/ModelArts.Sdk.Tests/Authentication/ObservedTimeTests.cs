using System.Net;
using Microsoft.Extensions.Time.Testing;
using ModelArts.Sdk.Authentication;

namespace ModelArts.Sdk.Tests.Authentication;

/// <summary>What clock an answer shows, by which a lost create is looked for.</summary>
public sealed class ObservedTimeTests
{
    private static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData("Fri, 02 Jan 2026 05:04:05 GMT", 2)]
    [InlineData("Friday, 02-Jan-26 05:04:05 GMT", 2)]
    [InlineData("Fri Jan  2 05:04:05 2026", 2)]
    [InlineData("yesterday", 0)]
    [InlineData(null, 0)]
    public async Task SendAsync_AnswerWithDate_ShowsTheServicesClock(string? date, int hours)
    {
        AuthTokenCredential credential = new("token");
        ModelArtsClientOptions options = new() { Credential = credential, ProjectId = "p", TimeProvider = new FakeTimeProvider(Time) };
        CredentialContext context = new(options, new Dated(date));
        using HttpMessageInvoker invoker = new(new AuthHandler(credential, context, allowInsecureHttp: false) { InnerHandler = new Dated(date) });
        using HttpRequestMessage request = new(HttpMethod.Get, "https://service.example/v1");

        using HttpResponseMessage response = await invoker.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(Time.AddHours(hours), context.ServiceTimeBefore(TimeSpan.Zero));
    }

    private sealed class Dated(string? date) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = new(HttpStatusCode.OK);
            if (date is not null)
            {
                response.Headers.TryAddWithoutValidation("Date", date);
            }

            return Task.FromResult(response);
        }
    }
}
