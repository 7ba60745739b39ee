using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ModelArts.Sdk.Testing.Time;

namespace ModelArts.Sdk.Testing.Faults;

/// <summary>Strikes requests: makes the answer of a fault, or takes the connection from the server and does to it what is to be done.</summary>
internal sealed class FaultInjector(FaultNetwork network, SimulatorActivity activity)
{
    private readonly GzipBombs _bombs = new();

    /// <summary>
    /// The status that the client is going to be sent; 0 where it is sent none.
    /// </summary>
    /// <param name="fault">The fault.</param>
    /// <param name="truth">The true answer; <see langword="null"/> where the service was not asked.</param>
    public static int StatusOf(Fault fault, WireAnswer? truth) => fault.Kind switch
    {
        FaultKind.Answer => fault.StatusCode ?? truth?.StatusCode ?? 200,
        FaultKind.EndlessBody or FaultKind.GzipBomb => 200,
        FaultKind.Delay or FaultKind.ResetMidBody or FaultKind.CloseMidBody or FaultKind.Drip => truth!.StatusCode,
        _ => 0,
    };

    /// <summary>Waits, unless the client gives up or the simulator ends.</summary>
    /// <returns>Whether neither did.</returns>
    public async Task<bool> WaitAsync(TimeSpan delay, CancellationToken aborted)
    {
        if (delay == TimeSpan.Zero)
        {
            return true;
        }

        using SimulatorActivity.HeldRequest held = activity.Hold();
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(aborted, network.Stopping);
        await Task.Delay(delay, network.Clock, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !end.IsCancellationRequested;
    }

    /// <summary>Waits, unless the simulator ends.</summary>
    /// <returns>Whether it did not.</returns>
    public async Task<bool> WaitAsync(TimeSpan delay)
    {
        using SimulatorActivity.HeldRequest held = activity.Hold();
        await Task.Delay(delay, network.Clock, network.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !network.Stopping.IsCancellationRequested;
    }

    /// <summary>
    /// The answer that the server is to give; <see langword="null"/> where none is to be given any more, and the connection has ended.
    /// </summary>
    public async Task<WireAnswer?> StrikeAsync(HttpContext context, Fault fault, WireAnswer? truth)
    {
        switch (fault.Kind)
        {
            case FaultKind.Delay:
                return truth;
            case FaultKind.Answer:
                ILookup<bool, KeyValuePair<string, string>> headers = fault.Headers.ToLookup(
                    static header => string.Equals(header.Key, "Content-Type", StringComparison.OrdinalIgnoreCase));
                return new WireAnswer
                {
                    StatusCode = StatusOf(fault, truth),
                    Body = fault.Body!.Make(truth?.Body),

                    // One that is given counts before that of the body; there cannot be two.
                    ContentType = headers[true].Select(static header => header.Value).LastOrDefault() ?? fault.Body.ContentType,
                    Headers = [.. headers[false]],
                };
            case FaultKind.GzipBomb:
                return new WireAnswer
                {
                    StatusCode = 200,
                    Body = _bombs.Of(fault.Size),
                    ContentType = "application/json",
                    Headers = [KeyValuePair.Create("Content-Encoding", "gzip")],
                };
            default:
                await TakeOverAsync(context, fault, truth).ConfigureAwait(false);
                return null;
        }
    }

    private async Task TakeOverAsync(HttpContext context, Fault fault, WireAnswer? truth)
    {
        Socket socket = context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;
        using SimulatorActivity.HeldRequest held = activity.Hold();
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, network.Stopping);
        try
        {
            await StrikeAsync(new StruckConnection(socket, network.Clock, end.Token), context.TraceIdentifier, fault, truth).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException || SocketEnd.IsGone(exception))
        {
            // The client gave up, or the simulator did.
        }

        SocketEnd.Reset(socket);
        context.Abort();
    }

    private async Task StrikeAsync(StruckConnection connection, string requestId, Fault fault, WireAnswer? truth)
    {
        DateTimeOffset now = network.Clock.GetUtcNow();
        switch (fault.Kind)
        {
            case FaultKind.Close:
                await connection.CloseAsync().ConfigureAwait(false);
                break;
            case FaultKind.ResetMidBody or FaultKind.CloseMidBody:
                byte[] half = [.. truth!.Head(requestId, now), .. truth.Body.AsSpan(0, truth.Body.Length / 2)];
                await connection.SendAsync(half).ConfigureAwait(false);
                if (fault.Kind == FaultKind.CloseMidBody)
                {
                    await connection.CloseAsync().ConfigureAwait(false);
                }

                break;
            case FaultKind.Drip:
                await connection.DripAsync(truth!.Head(requestId, now), fault.IncludesHead ? fault.Interval : null).ConfigureAwait(false);
                await connection.DripAsync(truth.Body, fault.Interval).ConfigureAwait(false);
                await connection.CloseAsync().ConfigureAwait(false);
                break;
            case FaultKind.EndlessBody:
                WireAnswer endless = new() { StatusCode = 200, Body = [], ContentType = "application/json" };
                await connection.SendAsync(endless.Head("Transfer-Encoding: chunked", requestId, now)).ConfigureAwait(false);
                await connection.SendEndlesslyAsync(fault.Interval).ConfigureAwait(false);
                break;
            case FaultKind.Hang:
                await Task.Delay(fault.Duration ?? Timeout.InfiniteTimeSpan, network.Clock, connection.End).ConfigureAwait(false);
                break;
            default:
                break;
        }
    }
}
