using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests;

/// <summary>A client whose network is a function.</summary>
internal static class TestClient
{
    public const string Token = "canary-token-7f3d9b1e";

    public static ModelArtsClientOptions Options(HttpMessageHandler? transport = null) => new()
    {
        Region = ModelArtsRegion.CnNorth4,
        ProjectId = "p1",
        Credential = new AuthTokenCredential(Token),
        Transport = transport,
        Jitter = static () => 0,

        // What a test is about is mostly one answer; those of retries set what they need. A lost create is looked for once.
        Retry = new ModelArtsRetryOptions { MaxAttempts = 1, BaseDelay = TimeSpan.FromMilliseconds(1), CreateVisibilityDelay = TimeSpan.Zero },
    };

    public static ModelArtsClient Create(Func<HttpResponseMessage> answer) => new(Options(new RecordingTransport(_ => answer())));

    /// <summary>What a question about an instance comes to when the network answers so.</summary>
    public static async Task<DevEnvironmentInstance> GetAsync(Func<HttpResponseMessage> answer)
    {
        using ModelArtsClient client = Create(answer);
        return await client.DevEnvironments.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken);
    }
}
