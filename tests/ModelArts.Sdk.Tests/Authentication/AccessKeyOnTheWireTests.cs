using System.Net;
using System.Net.Sockets;
using System.Text;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Authentication.Signing;
using Microsoft.Extensions.DependencyInjection;

namespace ModelArts.Sdk.Tests.Authentication;

/// <summary>The bytes on a socket are what the signature covers, whatever handlers of the application have done to the request before.</summary>
public sealed class AccessKeyOnTheWireTests
{
    [Theory]
    [InlineData(SigningScheme.Access)]
    [InlineData(SigningScheme.CredentialScope)]
    public async Task Create_HandlerChangesTheRequest_SignatureCoversWhatIsSent(SigningScheme scheme)
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Task<WireRequest> received = ReceiveAsync(listener);
        ServiceCollection services = new();
        services.AddModelArts(options =>
        {
            options.Endpoint = new Uri($"http://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}");
            options.AllowInsecureHttp = true;
            options.ProjectId = "p1";
            options.SigningScheme = scheme;
            options.Credential = new AccessKeyCredential(SignatureCheck.AccessKey, SignatureCheck.SecretKey, "canarySecurityToken01");
        }).AddHttpMessageHandler(() => new ChangingHandler());
        await using ServiceProvider provider = services.BuildServiceProvider();

        await provider.GetRequiredService<DevEnvironmentsClient>().CreateAsync(
            CreateInstanceRequest.For("n").WithProfile(InstanceProfileId.MultiEngine1Python3Gpu).WithFlavor(InstanceFlavor.VmGpuP100).WithEvsStorage().Build(),
            TestContext.Current.CancellationToken);

        WireRequest request = await received;
        SignatureCheck.Verify(request.Method, request.Target, request.Headers, request.Body, request.Headers["Host"]);
        Assert.Equal("/v1/p1/demanager/instances?b=2&a=%E4%B8%AD&a=", request.Target);
        Assert.Equal("changed", Encoding.UTF8.GetString(request.Body));
        Assert.Equal("one, two", request.Headers["X-Stage"]);
        Assert.Equal(
            ["host", "x-project-id", "x-sdk-date", "x-security-token", "x-stage"],
            SignatureCheck.SignedHeaders(request.Headers["Authorization"]));
    }

    private static async Task<WireRequest> ReceiveAsync(TcpListener listener)
    {
        using TcpClient client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        NetworkStream stream = client.GetStream();
        MemoryStream all = new();
        byte[] chunk = new byte[4096];
        while (true)
        {
            all.Write(chunk, 0, await stream.ReadAsync(chunk, TestContext.Current.CancellationToken));
            string text = Encoding.Latin1.GetString(all.ToArray());
            int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0)
            {
                continue;
            }

            string[] lines = text[..end].Split("\r\n");
            Dictionary<string, string> headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(
                parts => parts[0], parts => parts[1], StringComparer.OrdinalIgnoreCase);
            byte[] body = all.ToArray()[(end + 4)..];
            if (body.Length == int.Parse(headers["Content-Length"], System.Globalization.CultureInfo.InvariantCulture))
            {
                const string Answer = """{"id":"DE-1","name":"n","status":"CREATING"}""";
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {Answer.Length}\r\n\r\n{Answer}"), TestContext.Current.CancellationToken);
                return new WireRequest(lines[0].Split(' ')[0], lines[0].Split(' ')[1], headers, body);
            }
        }
    }

    private sealed record WireRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body);

    private sealed class ChangingHandler : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri(request.RequestUri + "?b=2&a=中&a=");
            request.Headers.Add("X-Stage", ["one", "two"]);
            request.Headers.Add("X-Project-Id", "of-the-handler");
            request.Content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes("changed")));
            return base.SendAsync(request, cancellationToken);
        }
    }
}
