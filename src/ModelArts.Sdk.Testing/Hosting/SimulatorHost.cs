using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using WireMock.Server;

namespace ModelArts.Sdk.Testing.Hosting;

/// <summary>The WireMock server, with the simulated service behind everything that users put into it.</summary>
internal sealed class SimulatorHost : IAsyncDisposable
{
    private const int MaxRequestLogCount = 1000;

    private SimulatorHost(WireMockServer server) => Server = server;

    public WireMockServer Server { get; }

    /// <summary>Starts a server on an address of this machine.</summary>
    /// <exception cref="InvalidOperationException">It cannot listen there: the port is in use, or the address is none of this machine's.</exception>
    public static async Task<SimulatorHost> StartAsync(
        SimulatorParts parts, SimulatorOptions options, CancellationToken cancellationToken)
    {
        IPEndPoint address = new(options.Address, options.Port);
        ThrowIfNotToBeHad(address.Address, address.Port);

        RequestPipeline pipeline = new(parts.Endpoint, parts.Clock, options.LogsRequests, parts.Network.Stopping);
        QuietServerSettings settings = new()
        {
            // With 0 the operating system gives a port, so that simulators that start at once cannot take the same one.
            Urls = [$"http://{address}"],
            StartAdminInterface = true,
            Culture = CultureInfo.InvariantCulture,

            // Its log holds whole requests, and would grow without end; the journal is what says how often something was asked.
            MaxRequestLogCount = MaxRequestLogCount,

            // Before the server registers its own, which it does only where there is none.
            AdditionalServiceRegistration = services => services.AddSingleton<IConnectionListenerFactory>(_ => parts.Network),
            PreWireMockMiddlewareInit = app => ((IApplicationBuilder)app).Use(pipeline.InvokeAsync),
        };

        try
        {
            // WireMock blocks its thread until it listens.
            WireMockServer server = await Task.Run(() => WireMockServer.Start(settings), cancellationToken).ConfigureAwait(false);
            pipeline.Begin(server);
            return new SimulatorHost(server);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new InvalidOperationException($"The simulator cannot listen on {address}: {exception.Message}", exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // WireMock blocks its thread until it has stopped.
        await Task.Run(Server.Stop).ConfigureAwait(false);
        Server.Dispose();
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
}
