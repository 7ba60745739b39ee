using System.Net;
using ModelArts.Sdk.Tests.Authentication.Surroundings;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Authentication.Sources;

public sealed class EcsMetadataErrorTests : EcsMetadataTest
{
    [Fact]
    public async Task SessionThatIsRefusedAgain_IsAnError()
    {
        Respond(get: _ => Text("expired", HttpStatusCode.Unauthorized));
        using ModelArtsClient client = Client();

        Assert.Contains("HTTP 401", (await client.FailAsync()).Message, StringComparison.Ordinal);
        Assert.Equal(4, Cloud.MetadataRequests.Count());
    }

    [Fact]
    public async Task ServerWithoutAgency_IsToldSoAndNotAskedAgain()
    {
        Respond(get: _ => Text("Please configure Cloud Service Agency first", HttpStatusCode.Unauthorized));
        using ModelArtsClient client = Client();

        ModelArtsAuthenticationException error = await client.FailAsync();

        Assert.Contains("the server has no agency. Give it one", error.Message, StringComparison.Ordinal);
        Assert.True(error.IsUnavailable);
        Assert.Equal(2, Cloud.MetadataRequests.Count());
    }

    [Fact]
    public async Task NobodyAnswers_IsGivenUpAfterThreeSeconds()
    {
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Cloud.Metadata = (_, token) =>
        {
            asked.SetResult();
            return Never.AnswerAsync(token);
        };
        using ModelArtsClient client = Client();
        Task<ModelArtsAuthenticationException> call = client.FailAsync();
        await asked.Task;

        Cloud.Clock.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(call.IsCompleted);
        Cloud.Clock.Advance(TimeSpan.FromSeconds(0.1));
        ModelArtsAuthenticationException error = await call.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.True(error.IsUnavailable);
        Assert.Contains("did not answer within 3 s", error.Message, StringComparison.Ordinal);
        Assert.Single(Cloud.MetadataRequests);
    }

    [Fact]
    public async Task TheQuestionsOfOneReading_ShareThreeSeconds()
    {
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Cloud.Metadata = (request, token) =>
        {
            if (request.Method == HttpMethod.Put)
            {
                Cloud.Clock.Advance(TimeSpan.FromSeconds(2));
                return Task.FromResult(Text("session"));
            }

            asked.SetResult();
            return Never.AnswerAsync(token);
        };
        using ModelArtsClient client = Client();
        Task<ModelArtsAuthenticationException> call = client.FailAsync();
        await asked.Task;

        Cloud.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Contains("did not answer within 3 s", (await call.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoRoute_IsUnavailableWithItsCause()
    {
        Cloud.Metadata = (_, _) => throw new HttpRequestException(HttpRequestError.ConnectionError, "no route");
        using ModelArtsClient client = Client();

        ModelArtsAuthenticationException error = await client.FailAsync();

        Assert.True(error.IsUnavailable);
        Assert.Contains("nothing answers there", error.Message, StringComparison.Ordinal);
        Assert.IsType<ModelArtsConnectionException>(error.InnerException);
    }

    [Theory]
    [InlineData(400, true)]
    [InlineData(401, true)]
    [InlineData(403, true)]
    [InlineData(429, false)]
    [InlineData(500, false)]
    [InlineData(302, false)]
    public async Task SessionThatIsDenied_IsNoServerOfThisCloudOrAnErrorThatEndsTheSearch(int status, bool unavailable)
    {
        Respond(put: () => new((HttpStatusCode)status));
        using ModelArtsClient client = Client();

        ModelArtsAuthenticationException error = await client.FailAsync();

        Assert.Equal(unavailable, error.IsUnavailable);
        Assert.Contains($"HTTP {status} when asked for a token", error.Message, StringComparison.Ordinal);
        Assert.Single(Cloud.MetadataRequests);
    }

    [Theory]
    [InlineData(404, true)]
    [InlineData(400, false)]
    [InlineData(403, false)]
    [InlineData(429, false)]
    [InlineData(500, false)]
    [InlineData(503, false)]
    public async Task KeyThatIsDenied_IsUnavailableOnlyWhereThereIsNone(int status, bool unavailable)
    {
        Respond(get: _ => new((HttpStatusCode)status));
        using ModelArtsClient client = Client();

        ModelArtsAuthenticationException error = await client.FailAsync();

        Assert.Equal(unavailable, error.IsUnavailable);
        Assert.Contains($"HTTP {status} when asked for a key", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnswerThatIsTooLarge_IsAnErrorThatEndsTheSearch()
    {
        Respond(put: () => Text(new string('x', 9 * 1024 * 1024)));
        using ModelArtsClient client = Client();

        Assert.False((await client.FailAsync()).IsUnavailable);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("<html>\nlogin</html>")]
    public async Task SessionThatIsNone_IsAnErrorThatEndsTheSearch(string text)
    {
        Respond(put: () => Text(text));
        using ModelArtsClient client = Client();

        Assert.Contains("is not a token", (await client.FailAsync()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("canary")]
    [InlineData("""{"credential":{}}""")]
    [InlineData("""{"credential":{"access":"canary","secret":"canary","securitytoken":"canary"}}""")]
    [InlineData("""{"credential":{"access":"canary","secret":"canary","securitytoken":"canary","expires_at":"canary"}}""")]
    [InlineData("""{"credential":{"access":"canary","secret":" ","expires_at":"2026-01-02T04:04:05.000000Z"}}""")]
    [InlineData("""{"credential":{"access":"canary key","secret":"s","expires_at":"2026-01-02T04:04:05.000000Z"}}""")]
    [InlineData("""{"credential":{"access":{"canary":1},"secret":"s"}}""")]
    public async Task KeyThatIsNone_IsAnErrorThatEndsTheSearchAndNotShown(string body)
    {
        Respond(get: _ => RecordingTransport.Json(body));
        using ModelArtsClient client = Client();

        ModelArtsAuthenticationException error = await client.FailAsync();

        Assert.False(error.IsUnavailable);
        Assert.Contains("is not a key", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }
}
