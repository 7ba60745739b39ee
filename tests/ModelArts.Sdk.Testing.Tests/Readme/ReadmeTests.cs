using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Testing.Tests.Readme;

public sealed class ReadmeTests
{
    private static readonly SimulatorOptions Swift = new()
    {
        CreatingDuration = TimeSpan.Zero,
        StartingDuration = TimeSpan.Zero,
        StoppingDuration = TimeSpan.Zero,
        RestartingDuration = TimeSpan.Zero,
        DeletingDuration = TimeSpan.Zero,
    };

    public static TheoryData<string> Blocks => [.. CSharpBlocks(Read("README.md"))];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void CSharpBlock_StandsInTheCompiledSnippets(string block) =>
        Assert.Contains(Lines(block), Lines(Read("Readme/Snippets.cs")), StringComparison.Ordinal);

    [Fact]
    public void CSharpBlocks_AreFound() => Assert.True(Blocks.Count >= 5, $"{Blocks.Count} blocks");

    [Fact]
    public async Task Testing_Runs() => Assert.Equal(1, await Snippets.TestingAsync());

    [Fact]
    public void SigningIn_NeedsNothingButARegion() => Assert.NotNull(Snippets.SigningIn());

    [Fact]
    public async Task Operations_Run()
    {
        // Only one free machine, which is taken: whoever asks for it queues.
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(Swift with { FreeCapacity = 1 }, TestContext.Current.CancellationToken);
        using ModelArtsClient client = new(simulator.CreateClientOptions());
        DevEnvironmentsClient notebooks = client.DevEnvironments;
        List<InstanceOperation> operations = [];
        foreach (string name in new[] { "my-notebook", "another" })
        {
            operations.Add(await notebooks.CreateAsync(Request(name), TestContext.Current.CancellationToken));
        }

        await operations[0].WaitAsync(cancellationToken: TestContext.Current.CancellationToken);
        InstanceOperation free = await notebooks.CreateAsync(Request("free") with { Flavor = InstanceFlavor.VmCpuFree }, TestContext.Current.CancellationToken);
        await free.WaitAsync(cancellationToken: TestContext.Current.CancellationToken);
        await (await notebooks.StopAsync(free.InstanceId, TestContext.Current.CancellationToken)).WaitAsync(cancellationToken: TestContext.Current.CancellationToken);
        InstanceOperation taker = await notebooks.CreateAsync(Request("taker") with { Flavor = InstanceFlavor.VmCpuFree }, TestContext.Current.CancellationToken);
        await taker.WaitAsync(cancellationToken: TestContext.Current.CancellationToken);

        await Snippets.OperationsAsync(client, operations[0].InstanceId, free.InstanceId, operations);

        Assert.All(operations, operation => Assert.Equal(InstanceStatus.Running, operation.Instance!.Status));
        Assert.DoesNotContain(simulator.Instances, instance => instance.Name == "my-notebook");
        Assert.All(simulator.Journal.Entries, entry => Assert.InRange(entry.StatusCode, 200, 400));
    }

    [Fact]
    public async Task Waiting_Runs()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(
            Swift, TestContext.Current.CancellationToken);
        using ModelArtsClient client = new(simulator.CreateClientOptions());
        InstanceOperation operation = await client.DevEnvironments.CreateAsync(Request("n"), TestContext.Current.CancellationToken);

        DevEnvironmentInstance instance = await Snippets.WaitingAsync(operation, new Ignore(), TestContext.Current.CancellationToken);

        Assert.Equal(InstanceStatus.Running, instance.Status);
    }

    [Fact]
    public async Task Errors_AreCaughtAsTheReadmeSays()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using ModelArtsClient client = new(simulator.CreateClientOptions());
        ModelArtsClientOptions strange = simulator.CreateClientOptions();
        strange.Credential = new ModelArts.Sdk.Authentication.AuthTokenCredential("wrong");
        using ModelArtsClient stranger = new(strange);

        await Snippets.ErrorsAsync(client, Request("a"), TestContext.Current.CancellationToken);
        await Snippets.ErrorsAsync(client, Request("a"), TestContext.Current.CancellationToken);
        await Snippets.ErrorsAsync(client, Request("a") with { Name = "" }, TestContext.Current.CancellationToken);
        await Snippets.ErrorsAsync(stranger, Request("b"), TestContext.Current.CancellationToken);

        Assert.Equal([200, 400, 401], simulator.Journal.Entries.Select(entry => entry.StatusCode));
    }

    [Fact]
    public void DependencyInjection_GivesTheClient()
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ModelArts:Region"] = "cn-north-4",
            ["ModelArts:ProjectId"] = "p",
            ["ModelArts:AuthToken"] = "t",
        }).Build();

        using ServiceProvider provider = Snippets.DependencyInjection(new Snippets.Builder(new ServiceCollection(), configuration)).BuildServiceProvider();

        Assert.NotNull(provider.GetService<DevEnvironmentsClient>());
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, file));

    private static CreateInstanceRequest Request(string name) =>
        CreateInstanceRequest.For(name).WithProfile("p").WithFlavor("f").WithEvsStorage().Build();

    private static IEnumerable<string> CSharpBlocks(string markdown) =>
        markdown.Split("```csharp\n").Skip(1).Select(rest => rest[..rest.IndexOf("```", StringComparison.Ordinal)]);

    // Indentation differs: a block of the README is inside a method here.
    private static string Lines(string code) =>
        string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    private sealed class Ignore : IProgress<InstanceProgress>
    {
        public void Report(InstanceProgress value)
        {
        }
    }
}
