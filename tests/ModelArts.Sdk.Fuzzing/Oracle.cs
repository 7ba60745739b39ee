using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Fuzzing;

/// <summary>Makes a call that is answered so, and judges what it comes to.</summary>
internal static class Oracle
{
    private const string Canary = "canary-token-5d0c1b77";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly CreateInstanceRequest Request = CreateInstanceRequest.For("fuzzed")
        .WithProfile(InstanceProfileId.MultiEngine1Python3Cpu)
        .WithFlavor(InstanceFlavor.VmCpu2U)
        .WithEvsStorage(sizeGb: 5)
        .Build();

    /// <summary>The calls; each gives the instances that it came to.</summary>
    public static IReadOnlyList<(string Name, Func<DevEnvironmentsClient, Task<IReadOnlyList<DevEnvironmentInstance?>>> Call)> Operations { get; } =
    [
        ("create", static async client => Known(await client.CreateAsync(Request).ConfigureAwait(false))),
        ("get", static async client => [await client.GetAsync("DE-1").ConfigureAwait(false)]),
        ("list", static async client => [.. (await client.ListPageAsync(new ListInstancesQuery()).ConfigureAwait(false)).Instances]),
        ("find", static async client => await client.FindByNameAsync("a").ConfigureAwait(false) is { } found ? [found] : []),
        ("update", static async client => [await client.UpdateAsync("DE-1", new UpdateInstanceRequest { Description = "d" }).ConfigureAwait(false)]),
        ("start", static async client => Known(await client.StartAsync("DE-1").ConfigureAwait(false))),
        ("stop", static async client => Known(await client.StopAsync("DE-1").ConfigureAwait(false))),
        ("restart", static async client => Known(await client.RestartAsync("DE-1").ConfigureAwait(false))),
        ("delete", static async client => Known(await client.DeleteAsync("DE-1").ConfigureAwait(false))),
        ("token", static async client => string.IsNullOrEmpty((await client.GetAccessTokenAsync("DE-1").ConfigureAwait(false)).Token)
            ? throw new InvalidOperationException("A token that is none.") : []),
    ];

    /// <exception cref="InvalidOperationException">It came to something that the SDK does not promise.</exception>
    public static async Task JudgeAsync(FuzzedCall call, Tally tally)
    {
        using Network network = new(call);
        using ModelArtsClient client = new(new ModelArtsClientOptions
        {
            Endpoint = new Uri("https://modelarts.test"),
            ProjectId = "p",
            Credential = new AuthTokenCredential(Canary),
            Transport = network,

            // A refusal of the list that may pass is asked about again until the time is up.
            TotalTimeout = TimeSpan.FromMilliseconds(50),
            Retry = new ModelArtsRetryOptions { MaxAttempts = 1, CreateVisibilityDelay = TimeSpan.Zero },
        });
        try
        {
            // The network answers at once: whoever waited for anything here would wait for good in an application.
            foreach (DevEnvironmentInstance? instance in await Operations[call.Operation].Call(client.DevEnvironments).WaitAsync(Patience, TimeProvider.System).ConfigureAwait(false))
            {
                Check(instance);
            }

            tally.CountValue();
        }
        catch (ModelArtsException exception)
        {
            if (exception.ToString().Contains(Canary, StringComparison.Ordinal))
            {
                throw new InvalidOperationException("The exception shows the token.", exception);
            }

            tally.Count(exception);
        }
    }

    private static IReadOnlyList<DevEnvironmentInstance?> Known(InstanceOperation operation) =>
        string.IsNullOrWhiteSpace(operation.InstanceId) ? throw new InvalidOperationException("An operation without an id.") : operation.Instance is { } seen ? [seen] : [];

    private static void Check(DevEnvironmentInstance? instance)
    {
        if (instance is null || string.IsNullOrWhiteSpace(instance.Id))
        {
            throw new InvalidOperationException("An instance without an id.");
        }

        // Everything that a program would look at can be looked at.
        if (instance.ToString().Length == 0 || instance.Status.ToString() is null || instance.FailureReason == Canary || instance.AutoStopRemaining < TimeSpan.MinValue)
        {
            throw new InvalidOperationException("An instance that shows nothing.");
        }
    }

    private sealed class Network(FuzzedCall call) : HttpMessageHandler
    {
        private int _requests;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult((Interlocked.Increment(ref _requests) == 1 ? call.First : call.Then).ToResponse(request));
    }
}
