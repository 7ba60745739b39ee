using System.Net;

namespace ModelArts.Sdk.Testing.Tests.Wire;

public sealed class UnmatchedTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/v2/{project}/demanager/instances/DE-1")]
    [InlineData("GET", "/v1/{project}/notebooks")]
    [InlineData("PUT", "/v3/auth/tokens")]
    [InlineData("POST", "/openstack/latest/securitykey")]
    public async Task Request_OfWhatTheSimulatorIsNot_Answers501AndIsJournaled(string method, string path)
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator);
        path = path.Replace("{project}", simulator.ProjectId, StringComparison.Ordinal);

        RawAnswer answer = await client.SendAsync(new HttpMethod(method), path);

        Assert.Equal(HttpStatusCode.NotImplemented, answer.Status);
        Assert.Equal("ModelArtsSimulator.NotImplemented", answer.ErrorCode);
        Assert.Contains($"{method} {path}", answer.ErrorMessage, StringComparison.Ordinal);
        SimulatorJournalEntry entry = Assert.Single(simulator.Journal.Entries);
        Assert.Equal((SimulatorOperation.Unmatched, method, path, 501), (entry.Operation, entry.Method, entry.Path, entry.StatusCode));
    }

    [Theory]
    [InlineData("DELETE", "/v1/{project}/demanager/instances")]
    [InlineData("PATCH", "/v1/{project}/demanager/instances/DE-1")]
    [InlineData("GET", "/v1/{project}/demanager/instances/DE-1/action")]
    [InlineData("POST", "/v1/{project}/demanager/instances/DE-1/token")]
    [InlineData("POST", "/v1/{project}/demanager/instances//action")]
    [InlineData("GET", "/v1/{project}/demanager/instances/DE-1/token/more")]
    [InlineData("GET", "/v1/{project}/demanager/instances/")]
    [InlineData("GET", "/v1/{project}/demanager")]
    public async Task Request_WrongMethodOrPathOfTheService_Answers404OfTheGatewayAndIsJournaled(string method, string path)
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator, token: "");
        path = path.Replace("{project}", simulator.ProjectId, StringComparison.Ordinal);

        RawAnswer answer = await client.SendAsync(new HttpMethod(method), path);

        Assert.Equal((HttpStatusCode.NotFound, "APIGW.0101"), (answer.Status, answer.ErrorCode));
        Assert.Equal("The API does not exist or has not been published in the environment.", (string?)answer.Json["error_msg"]);
        Assert.Equal(answer.RequestId, (string?)answer.Json["request_id"]);
        SimulatorJournalEntry entry = Assert.Single(simulator.Journal.Entries);
        Assert.Equal((SimulatorOperation.Unmatched, method, path, 404), (entry.Operation, entry.Method, entry.Path, entry.StatusCode));
    }
}
