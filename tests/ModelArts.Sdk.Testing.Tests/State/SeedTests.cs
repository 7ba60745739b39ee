namespace ModelArts.Sdk.Testing.Tests.State;

public sealed class SeedTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SameSeed_GivesTheSameKeysTokensAndIds()
    {
        string[] one = await StoryAsync(7);
        string[] other = await StoryAsync(7);

        Assert.Equal(one, other);
        Assert.Equal(one.Length, one.Distinct().Count());
    }

    [Fact]
    public async Task AnotherSeedOrNone_GivesOthers()
    {
        string[] one = await StoryAsync(7);

        Assert.Empty(one.Intersect(await StoryAsync(8)));
        Assert.Empty((await StoryAsync(null)).Intersect(await StoryAsync(null)));
    }

    private static async Task<string[]> StoryAsync(int? seed)
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(
            new() { Seed = seed, Users = [new() { Name = "bob" }], CreatingDuration = TimeSpan.Zero, StartingDuration = TimeSpan.Zero }, Cancellation);
        using RawClient client = new(simulator);
        RawAnswer first = await client.CreateAsync(RawClient.ValidRequest("first"));
        RawAnswer second = await client.CreateAsync(RawClient.ValidRequest("second"));
        RawAnswer access = await client.SendAsync(HttpMethod.Get, $"{client.InstancesPath}/{first.Json["id"]}/token");
        RawAnswer token = await client.SendAsync(
            HttpMethod.Post,
            "/v3/auth/tokens",
            $$$$$$$"""{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"bob","password":"{{{{{{{simulator.Users[1].Password}}}}}}}","domain":{"name":"simulator-domain"}}}}}}""");
        return
        [
            .. simulator.Users.SelectMany(user => new[] { user.AuthToken!, user.SecretKey!, user.Password! }), simulator.Users[1].AccessKey!,
            (string)first.Json["id"]!, (string)second.Json["id"]!, (string)access.Json["token"]!, token.SubjectToken!, first.RequestId!, second.RequestId!,
        ];
    }
}
