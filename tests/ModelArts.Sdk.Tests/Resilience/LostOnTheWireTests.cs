using System.Net;
using System.Net.Sockets;
using System.Text;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.DevEnvironments.Create;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Resilience;

/// <summary>
/// Over real sockets, through the client's own network: what is on the wire is what counts, since the network repeats some requests
/// by itself where a connection that it kept has died.
/// </summary>
public sealed class LostOnTheWireTests
{
    private const string Instance = """{"id":"DE-1","name":"notebook","status":"RUNNING"}""";
    private const string List = $$"""{"total_count":1,"instances":[{{Instance}}]}""";

    public static TheoryData<string> Ends => ["reset", "close", "close within the body", "close within the head"];

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task CreateAsync_KeptConnectionDies_SendsOnePostAndFindsTheInstance(string end)
    {
        await using ScriptedServer server = new((line, _) => line.StartsWith("POST", StringComparison.Ordinal) ? End(end) : Reply.Json(List));
        using ModelArtsClient client = Client(server);

        // The connection is kept: the create goes over one that has been used.
        await client.DevEnvironments.ListPageAsync(new ListInstancesQuery(), TestContext.Current.CancellationToken);
        InstanceOperation operation = await client.DevEnvironments.CreateAsync(ValidRequest.Create(), TestContext.Current.CancellationToken);

        Assert.True(operation.WasReconciled);
        Assert.Equal(["GET", "POST", "GET"], server.Verbs);
        Assert.Equal(2, server.Connections);
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task DeleteAsync_KeptConnectionDies_SendsOneDelete(string end)
    {
        await using ScriptedServer server = new((line, _) => line.StartsWith("DELETE", StringComparison.Ordinal) ? End(end) : Reply.Json(List));
        using ModelArtsClient client = Client(server);

        await client.DevEnvironments.ListPageAsync(new ListInstancesQuery(), TestContext.Current.CancellationToken);
        ModelArtsConnectionException exception = await Assert.ThrowsAsync<ModelArtsConnectionException>(
            () => client.DevEnvironments.DeleteAsync("DE-1", TestContext.Current.CancellationToken));

        Assert.Equal("DE-1", exception.InstanceId);
        Assert.Equal(["GET", "DELETE"], server.Verbs);
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task StopAsync_KeptConnectionDies_SendsOnePost(string end)
    {
        await using ScriptedServer server = new((line, _) => line.StartsWith("POST", StringComparison.Ordinal) ? End(end) : Reply.Json(List));
        using ModelArtsClient client = Client(server);

        await client.DevEnvironments.ListPageAsync(new ListInstancesQuery(), TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<ModelArtsConnectionException>(() => client.DevEnvironments.StopAsync("DE-1", TestContext.Current.CancellationToken));

        Assert.Equal(["GET", "POST"], server.Verbs);
    }

    [Fact]
    public async Task DeleteAsync_AnswerLost_TheSecondOneFindsNothingAndThatIsASuccess()
    {
        const string gone = """{"error_code":"ModelArts.6309","error_msg":"no such instance"}""";
        await using ScriptedServer server = new((line, count) => line.StartsWith("DELETE", StringComparison.Ordinal) && count == 1
            ? Reply.Close
            : new Reply($"HTTP/1.1 400 Bad Request\r\nContent-Length: {gone.Length}\r\n\r\n{gone}", ConnectionEnd.Keep));
        using ModelArtsClient client = Client(server, maxAttempts: 4);

        InstanceOperation operation = await client.DevEnvironments.DeleteAsync("DE-1", TestContext.Current.CancellationToken);

        Assert.Equal(InstanceGoal.Deleted, operation.Goal);
        Assert.True(operation.HasSucceeded);
        Assert.Equal(["DELETE", "DELETE", "GET"], server.Verbs);
    }

    [Fact]
    public async Task CreateAsync_NobodyListens_IsADefiniteFailure()
    {
        ModelArtsClientOptions options = Options(LoopbackServer.ClosedEndpoint(), maxAttempts: 2);
        using ModelArtsClient client = new(options);

        ModelArtsConnectionException exception = await Assert.ThrowsAsync<ModelArtsConnectionException>(
            () => client.DevEnvironments.CreateAsync(ValidRequest.Create(), TestContext.Current.CancellationToken));

        Assert.Equal(HttpRequestError.ConnectionError, exception.Error);
        Assert.Contains("(2 attempts)", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateAsync_ServerWithoutTls_IsADefiniteFailure()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Task<string> hello = GreetAsync(listener);
        using ModelArtsClient client = new(Options(new Uri($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"), maxAttempts: 1));

        ModelArtsConnectionException exception = await Assert.ThrowsAsync<ModelArtsConnectionException>(
            () => client.DevEnvironments.CreateAsync(ValidRequest.Create(), TestContext.Current.CancellationToken));

        Assert.Equal(HttpRequestError.SecureConnectionError, exception.Error);
        Assert.DoesNotContain("POST", await hello, StringComparison.Ordinal);
    }

    private static async Task<string> GreetAsync(TcpListener listener)
    {
        using TcpClient connection = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        byte[] hello = new byte[4096];
        int read = await connection.GetStream().ReadAsync(hello, TestContext.Current.CancellationToken);
        await connection.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        return Encoding.Latin1.GetString(hello, 0, read);
    }

    private static Reply End(string how) => how switch
    {
        "reset" => Reply.Reset,
        "close" => Reply.Close,
        "close within the head" => new Reply("HTTP/1.1 200 OK\r\nContent-", ConnectionEnd.Fin),
        _ => new Reply("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"id\":\"DE-1\"", ConnectionEnd.Fin),
    };

    private static ModelArtsClient Client(ScriptedServer server, int maxAttempts = 1) => new(Options(server.Endpoint, maxAttempts));

    private static ModelArtsClientOptions Options(Uri endpoint, int maxAttempts)
    {
        ModelArtsClientOptions options = TestClient.Options();
        options.Endpoint = endpoint;
        options.AllowInsecureHttp = true;
        options.Retry.MaxAttempts = maxAttempts;
        return options;
    }
}
