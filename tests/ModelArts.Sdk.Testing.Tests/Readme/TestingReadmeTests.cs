using System.Net;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Testing.Tests.Readme;

public sealed class TestingReadmeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Blocks =>
        [.. Read("Testing/README.md").Split("```csharp\n").Skip(1).Select(rest => rest[..rest.IndexOf("```", StringComparison.Ordinal)])];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void CSharpBlock_StandsInTheCompiledSnippets(string block) =>
        Assert.Contains(Lines(block), Lines(Read("Readme/TestingSnippets.cs")), StringComparison.Ordinal);

    [Fact]
    public void CSharpBlocks_AreFound() => Assert.Equal(8, Blocks.Count);

    [Fact]
    public async Task Start_Runs() => Assert.Equal(InstanceStatus.Running, (await TestingSnippets.StartAsync()).Status);

    [Fact]
    public async Task WhatGoesWrong_Runs()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(TestingSnippets.Limits(), Cancellation);
        using RawClient client = new(simulator);

        Assert.Equal(InstanceStatus.CreateFailed, await TestingSnippets.FailAsync(simulator, () => client.CreatedAsync()));
    }

    [Fact]
    public async Task Faults_Strike()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator);

        TestingSnippets.Strike(simulator);

        await Assert.ThrowsAsync<HttpRequestException>(() => client.CreateAsync(RawClient.ValidRequest()));
        Assert.True(Assert.Single(simulator.Journal.Entries).Committed);
        string id = Assert.Single(simulator.Instances).Id;
        Assert.Equal(HttpStatusCode.BadGateway, (await client.GetAsync(id)).Status);
        Assert.Equal("7", (await client.GetAsync(id)).Header("Retry-After"));
        await client.GotAsync(id);

        TestingSnippets.StrikeAtRandom(simulator);
        await client.GetAsync("DE-none").ContinueWith(static _ => { }, Cancellation, TaskContinuationOptions.None, TaskScheduler.Default).WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        Assert.Equal("mix 42", simulator.Journal.Entries[^1].Decision!.Source);
    }

    [Fact]
    public async Task Sharing_Runs() => Assert.Equal(0, await TestingSnippets.ShareAsync());

    [Fact]
    public async Task Stub_Answers()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator);

        TestingSnippets.Stub(simulator);

        Assert.Equal(HttpStatusCode.NoContent, (await client.SendAsync(HttpMethod.Get, "/mine")).Status);
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, file));

    private static string Lines(string code) =>
        string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));
}
