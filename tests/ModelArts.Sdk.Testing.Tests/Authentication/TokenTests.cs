using System.Net;

namespace ModelArts.Sdk.Testing.Tests.Authentication;

public sealed class TokenTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "ModelArts.0201")]
    [InlineData("another-token", "ModelArts.0203")]
    public async Task AnyRequest_TokenAbsentOrWrong_Answers401(string token, string code)
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator, token);

        RawAnswer create = await client.CreateAsync(RawClient.ValidRequest());
        RawAnswer get = await client.GetAsync("DE-1");

        Assert.Equal([(HttpStatusCode.Unauthorized, code), (HttpStatusCode.Unauthorized, code)], [(create.Status, create.ErrorCode!), (get.Status, get.ErrorCode!)]);
        Assert.Empty(simulator.Instances);
    }

    [Fact]
    public async Task AnyRequest_AnotherProject_Answers403With0210()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator);

        RawAnswer answer = await client.SendAsync(HttpMethod.Post, "/v1/another/demanager/instances", RawClient.ValidRequest().ToJsonString());

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Equal("ModelArts.0210", answer.ErrorCode);
        Assert.Empty(simulator.Instances);
    }

    [Fact]
    public async Task AnyRequest_TokenAndProjectOfTheOptions_AreAccepted()
    {
        SimulatorOptions options = new() { AuthToken = " my-token ", ProjectId = "my_project-1" };
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(options, Cancellation);
        using RawClient client = new(simulator, "my-token");

        RawAnswer answer = await client.SendAsync(HttpMethod.Post, "/v1/my_project-1/demanager/instances", RawClient.ValidRequest().ToJsonString());

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("my-token", simulator.AuthToken);
    }

    [Fact]
    public async Task Start_TwoSimulators_HaveDifferentTokens()
    {
        await using ModelArtsSimulator one = await ModelArtsSimulator.StartAsync(null, Cancellation);
        await using ModelArtsSimulator other = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(other, one.AuthToken);

        Assert.Equal("ModelArts.0203", (await client.GetAsync("DE-1")).ErrorCode);
    }
}
