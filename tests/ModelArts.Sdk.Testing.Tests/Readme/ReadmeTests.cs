using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelArts.Sdk.DevEnvironments;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace ModelArts.Sdk.Testing.Tests.Readme;

public sealed class ReadmeTests
{
    internal static readonly SimulatorOptions Swift = new()
    {
        CreatingDuration = TimeSpan.Zero,
        StartingDuration = TimeSpan.Zero,
        StoppingDuration = TimeSpan.Zero,
        RestartingDuration = TimeSpan.Zero,
        DeletingDuration = TimeSpan.Zero,
    };

    public static TheoryData<string> Blocks => [.. CodeText.CSharpOf(CodeText.Read("README.md"))];

    public static TheoryData<string> ObservabilityBlocks => [.. CodeText.CSharpOf(CodeText.Read("docs/observability.md"))];

    public static TheoryData<string> ApplicationBlocks => [.. CodeText.CSharpOf(CodeText.Read("docs/dependency-injection.md"))];

    [Theory]
    [MemberData(nameof(Blocks))]
    [MemberData(nameof(ObservabilityBlocks))]
    [MemberData(nameof(ApplicationBlocks))]
    public void CSharpBlock_StandsInTheCompiledSnippets(string block) => Assert.Contains(
        CodeText.Lines(block),
        CodeText.Lines(CodeText.Read("Readme/Snippets.cs") + CodeText.Read("Readme/ApplicationSnippets.cs")),
        StringComparison.Ordinal);

    [Fact]
    public void CSharpBlocks_AreFound() => Assert.Equal(7, Blocks.Count);

    [Fact]
    public async Task Testing_Runs() => Assert.Equal(1, await Snippets.TestingAsync(Request("n")));

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

        await Snippets.ErrorsAsync(client, Request("a"), TestContext.Current.CancellationToken);
        await Snippets.ErrorsAsync(client, Request("a"), TestContext.Current.CancellationToken);
        await Snippets.ErrorsAsync(client, Request("a") with { Name = "" }, TestContext.Current.CancellationToken);

        Assert.Equal([200, 400], simulator.Journal.Entries.Select(entry => entry.StatusCode));
    }

    [Fact]
    public void DependencyInjection_GivesTheClients()
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ModelArts:Region"] = "cn-north-4",
            ["ModelArts:ProjectId"] = "p",
            ["ModelArts:AuthToken"] = "t",
        }).Build();

        using ServiceProvider provider = Snippets.DependencyInjection(new Snippets.Builder(new ServiceCollection(), configuration)).BuildServiceProvider();

        Assert.NotNull(provider.GetService<DevEnvironmentsClient>());
        Assert.NotSame(provider.GetService<DevEnvironmentsClient>(), provider.GetRequiredKeyedService<DevEnvironmentsClient>("shanghai"));
    }

    [Fact]
    public void Regions_AreHadByTheirNames()
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ModelArts:cn:Region"] = "cn-north-4",
            ["ModelArts:eu:Region"] = "cn-east-3",
        }).Build();
        ServiceCollection services = [];
        ApplicationSnippets.Regions(new Snippets.Builder(services, configuration), "AK", "SK");
        services.AddSingleton<Reports>();

        using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Same(provider.GetRequiredKeyedService<DevEnvironmentsClient>("eu"), provider.GetRequiredService<Reports>().Environments);
        Assert.NotSame(provider.GetRequiredKeyedService<DevEnvironmentsClient>("cn"), provider.GetRequiredService<Reports>().Environments);
    }

    [Fact]
    public async Task Double_Runs() => Assert.Equal(InstanceStatus.Running, await ApplicationSnippets.DoubleAsync());

    [Fact]
    public async Task Observability_GivesSpansAndMetrics()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        List<Activity> spans = [];
        List<Metric> metrics = [];
        ServiceCollection services = [];
        services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddInMemoryExporter(spans));
        services.ConfigureOpenTelemetryMeterProvider(metering => metering.AddInMemoryExporter(metrics));
        await using ServiceProvider provider = Snippets.Observability(new Snippets.Builder(services, new ConfigurationBuilder().Build())).BuildServiceProvider();
        TracerProvider tracer = provider.GetRequiredService<TracerProvider>();
        MeterProvider meter = provider.GetRequiredService<MeterProvider>();
        using ModelArtsClient client = new(simulator.CreateClientOptions());

        await client.DevEnvironments.FindByNameAsync("my-notebook", TestContext.Current.CancellationToken);

        Assert.True(tracer.ForceFlush());
        Assert.True(meter.ForceFlush());
        Assert.Contains(spans.ToArray(), IsOfThisTest);
        Assert.Contains(metrics.ToArray(), metric => metric.Name == "modelarts.client.call.duration");

        // Other tests run beside this one, and their spans come by the same source.
        bool IsOfThisTest(Activity span) =>
            span.OperationName == "DevEnvironments.FindByName" && simulator.Endpoint.Port.Equals(span.GetTagItem("server.port"));
    }

    private static CreateInstanceRequest Request(string name) =>
        CreateInstanceRequest.For(name).WithProfile("p").WithFlavor("f").WithEvsStorage().Build();

    private sealed class Ignore : IProgress<InstanceProgress>
    {
        public void Report(InstanceProgress value)
        {
        }
    }
}
