using System.Globalization;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Resilience;

/// <summary>Over real sockets: what is given up early is not read to its end, its connection is closed and not used again.</summary>
public sealed class EarlyAbortTests
{
    private const int Limit = 1024;

    [Theory]
    [InlineData("success that says its length")]
    [InlineData("success in chunks")]
    [InlineData("error that says its length")]
    [InlineData("error in chunks")]
    public async Task GetAsync_BodyBeyondTheLimit_TheConnectionIsNotUsedAgain(string what)
    {
        await using ScriptedServer server = new((_, count) => count == 1 ? TooLarge(what) : Reply.Json("""{"id":"DE-1","status":"RUNNING"}"""));
        ModelArtsClientOptions options = TestClient.Options();
        options.Region = null;
        options.Endpoint = server.Endpoint;
        options.AllowInsecureHttp = true;
        options.MaxResponseBytes = Limit;
        using ModelArtsClient client = new(options);

        ModelArtsException failure = await Assert.ThrowsAnyAsync<ModelArtsException>(
            () => client.DevEnvironments.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken));
        await client.DevEnvironments.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken);

        Assert.Equal(what.StartsWith("success", StringComparison.Ordinal), failure is MalformedResponseException);
        Assert.Equal(2, server.Connections);
    }

    // A little more than is read: one that drained it would have done so before it looked.
    private static Reply TooLarge(string what)
    {
        string body = new('x', 4 * Limit);
        string status = what.StartsWith("success", StringComparison.Ordinal) ? "200 OK" : "400 Bad Request";
        return new Reply(
            what.EndsWith("chunks", StringComparison.Ordinal)
                ? string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{body.Length:x}\r\n{body}\r\n0\r\n\r\n")
                : string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"),
            ConnectionEnd.Keep);
    }
}
