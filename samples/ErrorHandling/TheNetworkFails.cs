using System.Net;
using System.Net.Sockets;
using ModelArts.Sdk;
using WireMock.ResponseBuilders;

namespace ErrorHandling;

/// <summary>There is no answer, or none in time.</summary>
internal static class TheNetworkFails
{
    public static Demonstration[] Demonstrations { get; } =
    [
        new("Nothing answers", "an endpoint where nothing listens", NothingThereAsync),
        new("A time limit is reached", "an answer that takes a minute, and a TotalTimeout of half a second", TooSlowAsync),
        new("The caller cancels", "a CancellationToken that is cancelled after half a second", CancelledAsync),
    ];

    private static async Task<Handled?> NothingThereAsync(Stage stage)
    {
        using ModelArtsClient client = stage.ClientWith(options => options.Endpoint = new Uri($"http://127.0.0.1:{FreePort()}"));
        try
        {
            await client.DevEnvironments.FindByNameAsync("any");
            return null;
        }
        catch (ModelArtsConnectionException exception) when (exception.Error == HttpRequestError.ConnectionError)
        {
            return new Handled(exception, "checking the endpoint and the proxy; Error tells a refused connection from an unknown name or TLS");
        }
    }

    private static async Task<Handled?> TooSlowAsync(Stage stage)
    {
        stage.Answer("DE-slow", Response.Create().WithStatusCode(HttpStatusCode.OK).WithDelay(TimeSpan.FromMinutes(1)));
        using ModelArtsClient hasty = stage.ClientWith(options => options.TotalTimeout = TimeSpan.FromSeconds(0.5));
        try
        {
            await hasty.DevEnvironments.GetAsync("DE-slow");
            return null;
        }
        catch (ModelArtsTimeoutException exception)
        {
            // Never an OperationCanceledException, which would look like the caller's own.
            return new Handled(exception, $"giving it more than {exception.Timeout.TotalSeconds} s");
        }
    }

    private static async Task<Handled?> CancelledAsync(Stage stage)
    {
        stage.Answer("DE-slow", Response.Create().WithStatusCode(HttpStatusCode.OK).WithDelay(TimeSpan.FromMinutes(1)));
        using CancellationTokenSource source = new(TimeSpan.FromSeconds(0.5));
        try
        {
            await stage.Notebooks.GetAsync("DE-slow", source.Token);
            return null;
        }
        catch (OperationCanceledException exception) when (exception.CancellationToken == source.Token)
        {
            // The only exception of a call that is no ModelArtsException, and it always carries the caller's token.
            return new Handled(exception, "stopping, as the caller wanted");
        }
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
