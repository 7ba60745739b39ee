using System.Net;

namespace ModelArts.Sdk.Testing.Tests.Wire;

/// <summary>The clock starts at 12:26:40 UTC: 20 s before the minute is over.</summary>
public sealed class RateLimitTests : SimulatorTest
{
    private static readonly SimulatorUser Other = new() { Name = "other", AuthToken = "of-other" };

    private protected override SimulatorOptions Options => new() { RateLimit = 3, Users = [Other] };

    [Fact]
    public async Task Answer_SaysHowTheLimitStands()
    {
        Assert.Equal(("3", "2", "minute", null), Limits(await Client.GetAsync("DE-1")));
        Assert.Equal(("3", "1", "minute", null), Limits(await Client.CreateAsync(RawClient.ValidRequest())));
        Assert.Equal(("3", "0", "minute", null), Limits(await Client.CreateAsync("{")));
    }

    [Fact]
    public async Task Request_OneTooMany_Answers429UntilTheWindowIsOver()
    {
        await SpendAsync();

        RawAnswer refused = await Client.CreateAsync(RawClient.ValidRequest());

        Assert.Equal(((HttpStatusCode)429, "APIGW.0308"), (refused.Status, refused.ErrorCode));
        Assert.Equal("The throttling threshold has been reached: policy user over ratelimit,limit:3,time:1 minute.", (string?)refused.Json["error_msg"]);
        Assert.Equal(("3", "0", "minute", "20"), Limits(refused));
        Advance(19.5);
        Assert.Equal("1", Limits(await Client.CreateAsync(RawClient.ValidRequest())).RetryAfter);
        Assert.Empty(Simulator.Instances);
        Advance(0.5);
        Assert.Equal(("3", "2", "minute", null), Limits(await Client.CreateAsync(RawClient.ValidRequest())));
        Simulator.Journal.ShouldHave(2, SimulatorOperation.Create, entry => entry.StatusCode == 429);
    }

    [Fact]
    public async Task Request_OfAnotherUser_IsCountedApart()
    {
        await SpendAsync();
        using RawClient other = new(Simulator, Other.AuthToken);

        Assert.Equal(("3", "2", "minute", null), Limits(await other.GetAsync("DE-1")));
    }

    [Fact]
    public async Task Request_OfNobody_IsNotCounted()
    {
        using RawClient nobody = new(Simulator, token: "wrong");

        Assert.Equal((null, null, null, null), Limits(await nobody.GetAsync("DE-1")));

        Assert.Equal("2", Limits(await Client.GetAsync("DE-1")).Left);
    }

    private static (string? Limit, string? Left, string? Window, string? RetryAfter) Limits(RawAnswer answer) =>
        (answer.Header("X-ratelimit"), answer.Header("X-ratelimit-used"), answer.Header("X-ratelimit-window"), answer.Header("Retry-After"));

    private async Task SpendAsync()
    {
        for (int index = 0; index < 3; index++)
        {
            Assert.NotEqual((HttpStatusCode)429, (await Client.GetAsync("DE-1")).Status);
        }
    }
}
