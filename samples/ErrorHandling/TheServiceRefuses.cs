using System.Net;
using ModelArts.Sdk;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;
using WireMock.ResponseBuilders;

namespace ErrorHandling;

/// <summary>The service, or what stands before it, has answered.</summary>
internal static class TheServiceRefuses
{
    public static Demonstration[] Demonstrations { get; } =
    [
        new("The service refuses: the name is taken", "creating two instances of one name", NameTakenAsync),
        new("The service refuses: there is no such instance", "asking for DE-unknown", UnknownInstanceAsync),
        new("The service is busy", "a gateway that answers 503, and asks to come back in an hour", BusyAsync),
        new("The credential is refused", "a token that the service does not know", WrongTokenAsync),
        new("An answer that is none", "a proxy that answers 200 with its login page", LoginPageAsync),
    ];

    private static async Task<Handled?> NameTakenAsync(Stage stage)
    {
        await stage.Notebooks.CreateAsync(Stage.Request("shared"));
        try
        {
            await stage.Notebooks.CreateAsync(Stage.Request("shared"));
            return null;
        }
        catch (ModelArtsApiException exception) when (exception.ErrorCode == ModelArtsErrorCode.InstanceNameExists)
        {
            // The service uses HTTP 400 for nearly everything: the code decides, never the status.
            DevEnvironmentInstance? existing = await stage.Notebooks.FindByNameAsync("shared");
            return existing is null ? null : new Handled(exception, $"taking the one that there is, {existing.Id}");
        }
    }

    private static async Task<Handled?> UnknownInstanceAsync(Stage stage)
    {
        try
        {
            await stage.Notebooks.GetAsync("DE-unknown");
            return null;
        }
        catch (ModelArtsApiException exception) when (exception.ErrorCode == ModelArtsErrorCode.InstanceNotFound && !exception.IsTransient)
        {
            return new Handled(exception, $"forgetting {exception.InstanceId}; RequestId {exception.RequestId} is what the service's support asks for");
        }
    }

    private static async Task<Handled?> BusyAsync(Stage stage)
    {
        stage.Answer("DE-busy", Response.Create().WithStatusCode(HttpStatusCode.ServiceUnavailable).WithHeader("Retry-After", "3600").WithBody("busy"));
        try
        {
            await stage.Notebooks.GetAsync("DE-busy");
            return null;
        }
        catch (ModelArtsApiException exception) when (exception.IsTransient)
        {
            return new Handled(exception, $"doing the same again in {exception.RetryAfter?.TotalMinutes} minutes; what passes sooner, the SDK waits for by itself");
        }
    }

    private static async Task<Handled?> WrongTokenAsync(Stage stage)
    {
        using ModelArtsClient stranger = stage.ClientWith(options => options.Credential = new AuthTokenCredential("not-a-token"));
        try
        {
            await stranger.DevEnvironments.FindByNameAsync("shared");
            return null;
        }
        catch (ModelArtsAuthenticationException exception) when (exception is { StatusCode: HttpStatusCode.Unauthorized, IsUnavailable: false })
        {
            return new Handled(exception, "getting a new token; nothing is won by doing the same again");
        }
    }

    private static async Task<Handled?> LoginPageAsync(Stage stage)
    {
        stage.Answer("DE-proxied", Response.Create().WithStatusCode(HttpStatusCode.OK).WithHeader("Content-Type", "text/html").WithBody("<html>Please sign in</html>"));
        try
        {
            await stage.Notebooks.GetAsync("DE-proxied");
            return null;
        }
        catch (MalformedResponseException exception)
        {
            return new Handled(exception, $"checking the proxy, which said: {exception.Snippet}");
        }
    }
}
