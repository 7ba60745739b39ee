using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using ModelArts.Sdk.Testing.Faults;
using ModelArts.Sdk.Testing.Time;
using WireMock.RequestBuilders;
using WireMock.Server;

namespace ModelArts.Sdk.Testing.Hosting;

/// <summary>The WireMock server, with the simulated service behind everything that users put into it.</summary>
internal sealed class SimulatorHost
{
    private const int MaxRequestLogCount = 1000;
    private const int MaxBody = 32 * 1024 * 1024;
    private const string RequestIdHeader = "X-Request-Id";

    /// <summary>After every stub of a user's, which are at 0 by default; a smaller number counts first.</summary>
    private const int LastPriority = int.MaxValue;

    private readonly Guid _mappingId = Guid.NewGuid();
    private readonly ServiceEndpoint _endpoint;
    private readonly TaskCompletionSource<WireMockServer> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly SimulatorClock _clock;

    private SimulatorHost(ServiceEndpoint endpoint, SimulatorClock clock) => (_endpoint, _clock) = (endpoint, clock);

    /// <summary>Starts a server on an address of this machine.</summary>
    /// <exception cref="InvalidOperationException">It cannot listen there: the port is in use, or the address is none of this machine's.</exception>
    public static async Task<WireMockServer> StartAsync(
        ServiceEndpoint endpoint, FaultNetwork network, SimulatorClock clock, IPAddress address, int port, CancellationToken cancellationToken)
    {
        ThrowIfNotToBeHad(address, port);

        SimulatorHost host = new(endpoint, clock);
        QuietServerSettings settings = new()
        {
            // With 0 the operating system gives a port, so that simulators that start at once cannot take the same one.
            Urls = [$"http://{new IPEndPoint(address, port)}"],
            StartAdminInterface = true,
            Culture = CultureInfo.InvariantCulture,

            // Its log holds whole requests, and would grow without end; the journal is what says how often something was asked.
            MaxRequestLogCount = MaxRequestLogCount,

            // Before the server registers its own, which it does only where there is none.
            AdditionalServiceRegistration = services => services.AddSingleton<IConnectionListenerFactory>(_ => network),
            PreWireMockMiddlewareInit = app => ((IApplicationBuilder)app).Use(host.InvokeAsync),
        };

        WireMockServer server;
        try
        {
            // WireMock blocks its thread until it listens.
            server = await Task.Run(() => WireMockServer.Start(settings), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new InvalidOperationException($"The simulator cannot listen on {new IPEndPoint(address, port)}: {exception.Message}", exception);
        }

        host.EnsureMapped(server);
        host._started.SetResult(server);
        return server;
    }

    /// <summary>WireMock would notice it only by its start timing out, after ten seconds.</summary>
    private static void ThrowIfNotToBeHad(IPAddress address, int port)
    {
        try
        {
            using TcpListener probe = new(address, port);
            probe.Start();
        }
        catch (SocketException exception)
        {
            string advice = exception.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => "Choose another port, or 0 for any that is free.",
                SocketError.AddressNotAvailable => "Choose an address of this machine, such as 127.0.0.1.",
                SocketError.AddressFamilyNotSupported => "This machine has no such network; choose an address of another, such as 127.0.0.1.",
                SocketError.AccessDenied => "Choose a port that needs no privilege, or 0 for any that is free.",
                _ => "Choose another address or port.",
            };
            throw new InvalidOperationException(
                $"The simulator cannot listen on {new IPEndPoint(address, port)}: {exception.Message.TrimEnd('.')}. {advice}", exception);
        }
    }

    private async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        context.TraceIdentifier = _endpoint.NextRequestId();
        context.Response.OnStarting(
            static state =>
            {
                (HttpContext context, SimulatorClock clock) = ((HttpContext, SimulatorClock))state;
                context.Response.Headers.TryAdd(RequestIdHeader, context.TraceIdentifier);

                // Clients correct their clocks by it, and WireMock has put the time of this machine there; on answers of stubs too.
                // Only a fault may tell them another time.
                context.Response.Headers.Date = context.Items.TryGetValue(ServiceEndpoint.GivenDate, out object? given)
                    ? (string?)given
                    : clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
                return Task.CompletedTask;
            },
            (context, _clock));
        EnsureMapped(await _started.Task.ConfigureAwait(false));
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
        {
            // WireMock lets any number of bytes in, and keeps them.
            body.MaxRequestBodySize = MaxBody;
        }

        _clock.Activity.RequestBegins();
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !context.Response.HasStarted && ServiceEndpoint.IsJournaled(context))
        {
            // Its answer could not be written, such as one whose headers contradict it; the server takes no other body for it.
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !context.Response.HasStarted)
        {
            // WireMock would answer 500 with the exception, stack trace included.
            await _endpoint.RefuseUnreadableAsync(context, isTooLarge: exception is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }).ConfigureAwait(false);
        }
        finally
        {
            _clock.Activity.RequestEnds();
        }
    }

    /// <summary>
    /// Checked at every request too: a test that resets WireMock between its cases wants its own stubs gone, not the service.
    /// </summary>
    private void EnsureMapped(WireMockServer server)
    {
        if (!server.Mappings.Any(mapping => mapping.Guid == _mappingId))
        {
            server.Given(Request.Create().WithPath(static _ => true))
                .WithGuid(_mappingId)
                .WithTitle("ModelArts simulator")
                .AtPriority(LastPriority)
                .RespondWith(_endpoint);
        }
    }
}
