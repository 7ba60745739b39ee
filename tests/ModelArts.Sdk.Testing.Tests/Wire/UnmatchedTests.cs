using System.Net;

namespace ModelArts.Sdk.Testing.Tests.Wire;

public sealed class UnmatchedTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/v1/{project}/demanager/instances")]
    [InlineData("PUT", "/v1/{project}/demanager/instances/DE-1")]
    [InlineData("DELETE", "/v1/{project}/demanager/instances/DE-1")]
    [InlineData("POST", "/v1/{project}/demanager/instances/DE-1/action")]
    [InlineData("GET", "/v1/{project}/demanager/instances/")]
    [InlineData("GET", "/v2/{project}/demanager/instances/DE-1")]
    public async Task Request_ThatTheSimulatorDoesNotKnow_Answers501AndIsJournaled(string method, string path)
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
}
