using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ModelArts.Sdk.Testing.Faults;
using Newtonsoft.Json;
using WireMock.Matchers;
using WireMock.RequestBuilders;

namespace ModelArts.Sdk.Testing.Hosting;

/// <summary>
/// What a first request needs compiled is compiled on another processor while the server starts, by doing all of it once where nobody
/// sees it: no port, no span, no entry in the journal. In a process that has done it before it takes a millisecond.
/// </summary>
/// <remarks>
/// Three parts, since none of them may leave a trace: a service of its own answers a request that no server has read; a client reads an
/// answer that no server has written; and the server refuses a request before anything that could be seen from outside begins.
/// </remarks>
internal sealed class Rehearsal : IAsyncDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private readonly TaskCompletionSource<FaultNetwork> _network = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Where there is no second processor, it would only come in the way.
    private Rehearsal() => Completion = Environment.ProcessorCount > 1 ? Task.Run(TryRunAsync) : Task.FromResult(false);

    /// <summary>Whether it came to its end. Nobody depends on that: what fails here fails again, and is told, where it counts.</summary>
    public Task<bool> Completion { get; }

    public static Rehearsal Begin() => new();

    /// <summary>Lets it go on to the server, as soon as that listens.</summary>
    public void GoOnWith(FaultNetwork network) => _network.SetResult(network);

    /// <summary>Ends it, if it has not ended long ago.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        await Completion.ConfigureAwait(false);
        _ending.Dispose();
    }

    private async Task<bool> TryRunAsync()
    {
        Task running = RunAsync(_ending.Token);
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return running.IsCompletedSuccessfully;
    }

    /// <summary>In the order in which the start and the first request come to it.</summary>
    private async Task RunAsync(CancellationToken cancellationToken)
    {
        PrepareWireMock();
        await AnswerAsync().ConfigureAwait(false);
        await AskAsync(cancellationToken).ConfigureAwait(false);
        FaultNetwork network = await _network.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        await RefuseAsync(await network.Bound.WaitAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Its settings as JSON, which it makes for a log that nobody reads, and the kinds of matchers that its admin API is made of.</summary>
    private static void PrepareWireMock()
    {
        _ = JsonConvert.SerializeObject(new QuietServerSettings(), Formatting.Indented);
        _ = Request.Create().WithPath(new RegexMatcher("^[a-f0-9]{2}$", ignoreCase: false)).UsingGet();
        _ = Request.Create().WithPath("/").WithHeader("Content-Type", new WildcardMatcher("*")).UsingPost();
    }

    private static async Task AnswerAsync()
    {
        SimulatorParts parts = SimulatorParts.Assemble(new SimulatorOptions());
        DefaultHttpContext context = new();
        IHttpRequestFeature request = context.Features.GetRequiredFeature<IHttpRequestFeature>();
        (request.Method, request.RawTarget) = ("GET", $"/v1/{parts.Accounts.Projects[0].Id}/demanager/instances?de_type=Notebook");
        context.Request.Headers["X-Auth-Token"] = parts.Accounts.First.AuthToken;
        await AnswerWriting.WriteAsync(context, await parts.Endpoint.AnswerAsync(context, default).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>For the tests of .NET, whose client is in the same process.</summary>
    private static async Task AskAsync(CancellationToken cancellationToken)
    {
        using UnheardMeters meters = new();
        using SocketsHttpHandler handler = new()
        {
            UseProxy = false,
            ActivityHeadersPropagator = null,
            MeterFactory = meters,
            ConnectCallback = static (_, _) => ValueTask.FromResult<Stream>(new CannedAnswer()),
        };
        using HttpClient client = new(handler);
        using HttpResponseMessage response = await client.GetAsync(new Uri("http://127.0.0.1/"), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Without a <c>Host</c>, which the server itself refuses.</summary>
    private static async Task RefuseAsync(FaultListener listener, CancellationToken cancellationToken)
    {
        (InMemoryPipe client, InMemoryPipe server) = InMemoryPipe.Pair();

        // The server disposes of it.
        DefaultConnectionContext connection = new("rehearsal", server, client)
        {
            LocalEndPoint = new IPEndPoint(IPAddress.Loopback, 0),
            RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, 0),
        };
        await client.Output.WriteAsync("GET / HTTP/1.1\r\nX-Auth-Token: none\r\n\r\n"u8.ToArray(), cancellationToken).ConfigureAwait(false);
        listener.HandOver(connection);
        await client.Input.ReadAsync(cancellationToken).ConfigureAwait(false);
        await client.Input.CompleteAsync().ConfigureAwait(false);
        await client.Output.CompleteAsync().ConfigureAwait(false);
    }
}
