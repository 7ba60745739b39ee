using System.Globalization;

namespace ModelArts.Sdk.Testing;

/// <content>All the faults that there are.</content>
public sealed partial record Fault
{
    private static readonly TimeSpan MaxDelay = TimeSpan.FromDays(24);

    /// <summary>
    /// The connection is reset (TCP RST) before a byte of the answer. The client sees <c>ECONNRESET</c>, and cannot know whether the
    /// service has committed.
    /// </summary>
    public static Fault Reset { get; } = new(FaultKind.Reset);

    /// <summary>
    /// The connection is closed in good order (TCP FIN) before a byte of the answer. The client reads the end of the stream where a
    /// status line should be, and cannot know whether the service has committed.
    /// </summary>
    public static Fault Close { get; } = new(FaultKind.Close);

    /// <summary>
    /// Status line, headers and half of the body of the true answer, then a reset (TCP RST). The client sees the true status, and
    /// <c>ECONNRESET</c> while it reads the body. After the commit.
    /// </summary>
    public static Fault ResetMidBody { get; } = new(FaultKind.ResetMidBody, FaultMoment.AfterCommit);

    /// <summary>
    /// Status line, headers and half of the body of the true answer, then the end of the stream (TCP FIN). The client sees the true
    /// status, and a body shorter than its <c>Content-Length</c>. After the commit.
    /// </summary>
    public static Fault CloseMidBody { get; } = new(FaultKind.CloseMidBody, FaultMoment.AfterCommit);

    /// <summary>
    /// Nothing: the connection stays open, and no byte of an answer comes, until the client gives up or the simulator is disposed of.
    /// </summary>
    public static Fault Hang { get; } = new(FaultKind.Hang);

    /// <summary>As <see cref="Hang"/>, but reset (TCP RST) after a time.</summary>
    /// <param name="duration">How long it hangs at most, by the simulator's clock. From zero to 24 days.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="duration"/> is out of its range.</exception>
    public static Fault HangFor(TimeSpan duration) => new(FaultKind.Hang) { Duration = Checked(duration, nameof(duration)) };

    /// <summary>
    /// The true answer, late. Before the commit, the service sees the request only after the delay, even if the client has given up
    /// by then: its commit is late too. After the commit, the answer alone is late.
    /// </summary>
    /// <param name="delay">How long, by the simulator's clock. From zero to 24 days.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delay"/> is out of its range.</exception>
    public static Fault DelayBy(TimeSpan delay) => new(FaultKind.Delay) { Delay = Checked(delay, nameof(delay)) };

    /// <summary>
    /// The true answer, its body byte by byte, each in a packet of its own. A limit on the time between two reads never strikes; only
    /// one on the whole answer does. After the commit; the connection is closed in the end.
    /// </summary>
    /// <param name="interval">The pause before each byte, by the simulator's clock. From zero to 24 days.</param>
    /// <param name="includingHead">Whether status line and headers drip too. Default: they come at once.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="interval"/> is out of its range.</exception>
    public static Fault Drip(TimeSpan interval, bool includingHead = false) =>
        new(FaultKind.Drip, FaultMoment.AfterCommit) { Interval = Checked(interval, nameof(interval)), IncludesHead = includingHead };

    /// <summary>
    /// HTTP 200 and a chunked body of well-formed but unfinished JSON that goes on, as fast as it is read, until the client closes the
    /// connection or the simulator is disposed of.
    /// </summary>
    /// <param name="interval">The pause between two chunks of 16 KiB, by the simulator's clock. Default: none. From zero to 24 days.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="interval"/> is out of its range.</exception>
    public static Fault EndlessBody(TimeSpan interval = default) => new(FaultKind.EndlessBody) { Interval = Checked(interval, nameof(interval)) };

    /// <summary>
    /// HTTP 200 with <c>Content-Encoding: gzip</c>: about a thousandth of the size on the wire, and well-formed JSON of the full size
    /// for whoever decompresses it.
    /// </summary>
    /// <param name="megabytes">The size once decompressed, in MiB. Default: 256. From 1 to 2047.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="megabytes"/> is out of its range.</exception>
    public static Fault GzipBomb(int megabytes = 256)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(megabytes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(megabytes, 2047);
        return new Fault(FaultKind.GzipBomb) { Size = megabytes * 1024L * 1024 };
    }

    /// <summary>
    /// An answer with a status, and with a body of its own or none. In a random mix it strikes at either moment where a client must
    /// take both for possible: 408, 5xx and 2xx; others come before the commit.
    /// </summary>
    /// <param name="statusCode">The status. From 200 to 599.</param>
    /// <param name="body">The body. Default: none.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="statusCode"/> is out of its range.</exception>
    /// <exception cref="ArgumentException">HTTP has no body with <paramref name="statusCode"/>: 204, 205 and 304.</exception>
    public static Fault Status(int statusCode, FaultBody? body = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(statusCode, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(statusCode, 599);
        if (statusCode is 204 or 205 or 304 && body is not null && body != FaultBody.Empty)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"An answer with status {statusCode} has no body."), nameof(body));
        }

        FaultMoment? moment = statusCode is >= 300 and < 500 and not 408 ? FaultMoment.BeforeCommit : null;
        return new Fault(FaultKind.Answer, moment) { StatusCode = statusCode, Body = body ?? FaultBody.Empty };
    }

    /// <summary>
    /// The status of the true answer and another body. After the commit; with <see cref="BeforeCommit"/>, where there is no true answer,
    /// the status is 200. A random mix draws the moment.
    /// </summary>
    /// <param name="body">The body.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="body"/> is <see langword="null"/>.</exception>
    public static Fault ReplaceBody(FaultBody body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return new Fault(FaultKind.Answer) { Body = body };
    }

    /// <summary>The page of a gateway that cannot reach the service, or did not get its answer in time: HTML.</summary>
    /// <param name="statusCode">The status. Default: 502. From 200 to 599.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="statusCode"/> is out of its range.</exception>
    /// <exception cref="ArgumentException">HTTP has no body with <paramref name="statusCode"/>: 204, 205 and 304.</exception>
    public static Fault GatewayPage(int statusCode = 502) => Status(statusCode, FaultBody.GatewayPage(statusCode));

    /// <summary>An error of the service, its gateway or IAM, in one of the shapes in which they come.</summary>
    /// <param name="statusCode">The status. From 200 to 599.</param>
    /// <param name="errorCode">The code, such as <c>ModelArts.6102</c>; shapes without one leave it out.</param>
    /// <param name="shape">The shape. Default: that of the development environments.</param>
    /// <param name="message">The message. Default: one that names the simulator.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException">One of them is out of its range.</exception>
    /// <exception cref="ArgumentException">HTTP has no body with <paramref name="statusCode"/>: 204, 205 and 304.</exception>
    public static Fault Error(
        int statusCode,
        ModelArtsErrorCode errorCode,
        FaultErrorShape shape = FaultErrorShape.ErrorMessage,
        string message = "An error that was injected by the simulator.") =>
        Status(statusCode, FaultBody.Error(shape, errorCode.Value, message));

    /// <summary>A redirect, with the target in <c>Location</c>.</summary>
    /// <param name="location">The target, such as another host; sent as it is.</param>
    /// <param name="statusCode">The status. Default: 302. From 300 to 399.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="statusCode"/> is out of its range.</exception>
    public static Fault Redirect(string location, int statusCode = 302)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(statusCode, 300);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(statusCode, 399);
        return Status(statusCode).WithHeader("Location", location);
    }

    /// <summary>A refusal for now, with <c>Retry-After</c> in seconds. A negative time is sent as such.</summary>
    /// <param name="delay">The time, which is cut to whole seconds.</param>
    /// <param name="statusCode">The status. Default: 503.</param>
    /// <returns>The fault.</returns>
    public static Fault RetryAfter(TimeSpan delay, int statusCode = 503) =>
        RetryAfter(((long)delay.TotalSeconds).ToString(CultureInfo.InvariantCulture), statusCode);

    /// <summary>A refusal for now, with <c>Retry-After</c> as a date.</summary>
    /// <param name="date">The date, which may be past.</param>
    /// <param name="statusCode">The status. Default: 503.</param>
    /// <returns>The fault.</returns>
    public static Fault RetryAfter(DateTimeOffset date, int statusCode = 503) =>
        RetryAfter(date.ToString("R", CultureInfo.InvariantCulture), statusCode);

    /// <summary>A refusal for now, with a <c>Retry-After</c> of your own, such as garbage.</summary>
    /// <param name="value">The value, sent as it is.</param>
    /// <param name="statusCode">The status. Default: 503.</param>
    /// <returns>The fault.</returns>
    public static Fault RetryAfter(string value, int statusCode = 503) => Status(statusCode).WithHeader("Retry-After", value);

    internal static Fault NotListening { get; } = new(FaultKind.NotListening);

    private static TimeSpan Checked(TimeSpan time, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(time, MaxDelay, name);
        return time;
    }
}
