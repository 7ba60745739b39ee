using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.DependencyInjection;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Telemetry;

/// <summary>Our spans beside those of <see cref="HttpClient"/>, over a real connection: ours is the call, theirs is each attempt of it.</summary>
public sealed class PropagationTests
{
    [Fact]
    public async Task GetAsync_SentTwice_HasASpanOfTheNetworkForEachAttemptAndTellsTheServiceOfIt()
    {
        const string Body = "{\"id\":\"DE-1\",\"status\":\"RUNNING\"}";
        await using HeadRecorder server = new(
            "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\nConnection: close\r\n\r\n{Body}");
        using TelemetryCapture capture = new("System.Net.Http");
        ModelArtsClientOptions options = capture.Options(null!);
        options.Endpoint = server.Endpoint;
        options.AllowInsecureHttp = true;
        options.Credential = new AccessKeyCredential("ABCDEFGHIJ0123456789", "secret-key");
        options.Retry.MaxAttempts = 2;
        using ModelArtsClient client = new(options);

        await client.DevEnvironments.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken);

        Activity[] network = [.. capture.Spans.Where(span => span.OperationName == "System.Net.Http.HttpRequestOut")];
        Activity call = Assert.Single(capture.Spans, span => span.DisplayName == "DevEnvironments.Get");
        Assert.Equal(2, network.Length);
        Assert.All(network, span => Assert.Equal(call.SpanId, span.ParentSpanId));
        Assert.Equal(
            network.Select(span => $"00-{span.TraceId}-{span.SpanId}-01"),
            server.Heads.Select(head => Header(head, "traceparent")));

        // What is added after the signature is no part of it, and what it signs is on the wire.
        Assert.All(server.Heads, head => Assert.Contains("SignedHeaders=host;x-project-id;x-sdk-date,", Header(head, "Authorization"), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task GetAsync_ApplicationHasSetTheContextItself_KeepsItInEachAttempt()
    {
        const string Theirs = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        RecordingTransport transport = new(_ => Answer.Error(HttpStatusCode.ServiceUnavailable)());
        await using ServiceProvider provider = AddModelArtsTests.Provider(services => services
            .AddModelArts(options =>
            {
                AddModelArtsTests.Configure(options, transport);
                options.Retry = new ModelArtsRetryOptions { MaxAttempts = 3, BaseDelay = TimeSpan.FromMilliseconds(1) };
            })
            .AddHttpMessageHandler(static () => new Stamp(Theirs)));

        await Assert.ThrowsAsync<ModelArtsApiException>(
            () => provider.GetRequiredService<DevEnvironmentsClient>().GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken));

        Assert.Equal([Theirs, Theirs, Theirs], transport.Requests.Select(request => request.Headers["traceparent"]));
    }

    private static string Header(string head, string name) =>
        head.Split("\r\n").Single(line => line.StartsWith($"{name}: ", StringComparison.OrdinalIgnoreCase))[(name.Length + 2)..];

    private sealed class Stamp(string context) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            // Once: a retry sends the same request again.
            if (request.Options.TryAdd("stamped", true))
            {
                request.Headers.Add("traceparent", context);
            }

            return base.SendAsync(request, cancellationToken);
        }
    }

    /// <summary>Answers its connections one after the other, and keeps what each was asked.</summary>
    private sealed class HeadRecorder : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _stopping = new();
        private readonly List<string> _heads = [];
        private readonly Task _answering;

        public HeadRecorder(params string[] answers)
        {
            _listener.Start();
            _answering = AnswerAsync(answers);
        }

        public Uri Endpoint => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

        public IReadOnlyList<string> Heads => _heads;

        public async ValueTask DisposeAsync()
        {
            await _stopping.CancelAsync();
            _listener.Dispose();
            await _answering;
            _stopping.Dispose();
        }

        private async Task AnswerAsync(string[] answers)
        {
            try
            {
                foreach (string answer in answers)
                {
                    using TcpClient connection = await _listener.AcceptTcpClientAsync(_stopping.Token);
                    NetworkStream stream = connection.GetStream();
                    using StreamReader reader = new(stream, Encoding.Latin1, leaveOpen: true);
                    StringBuilder head = new();
                    while (await reader.ReadLineAsync(_stopping.Token) is { Length: > 0 } line)
                    {
                        head.Append(line).Append("\r\n");
                    }

                    _heads.Add(head.ToString());
                    await stream.WriteAsync(Encoding.Latin1.GetBytes(answer), _stopping.Token);
                }
            }
            catch (OperationCanceledException)
            {
                // Stopped.
            }
        }
    }
}
