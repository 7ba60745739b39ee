using System.Xml.Linq;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Testing.Tests.Readme;

/// <summary>The examples of the XML documentation of both packages.</summary>
public sealed class ExampleTests
{
    private const string Notebooks = "ModelArts.Sdk.DevEnvironments.DevEnvironmentsClient";

    /// <summary>What a newcomer meets first, as the documentation names it, without parameters.</summary>
    private static readonly string[] Needed =
    [
        "T:ModelArts.Sdk.ModelArtsClient",
        "T:ModelArts.Sdk.ModelArtsClientOptions",
        "T:ModelArts.Sdk.ModelArtsRetryOptions",
        "T:ModelArts.Sdk.ModelArtsApiException",
        "T:ModelArts.Sdk.Authentication.AccessKeyCredential",
        "T:ModelArts.Sdk.Authentication.IamPasswordCredential",
        "T:ModelArts.Sdk.Authentication.ChainedCredential",
        "M:ModelArts.Sdk.DevEnvironments.CreateInstanceRequest.For",
        $"M:{Notebooks}.CreateAsync",
        $"M:{Notebooks}.GetAsync",
        $"M:{Notebooks}.ListAsync",
        $"M:{Notebooks}.FindByNameAsync",
        $"M:{Notebooks}.UpdateAsync",
        $"M:{Notebooks}.StartAsync",
        $"M:{Notebooks}.StopAsync",
        $"M:{Notebooks}.DeleteAsync",
        $"M:{Notebooks}.StopThenDeleteAsync",
        $"M:{Notebooks}.GetOperation",
        $"M:{Notebooks}.WaitAllAsync",
        "M:ModelArts.Sdk.DevEnvironments.InstanceOperation.WaitAsync",
        "T:ModelArts.Sdk.DevEnvironments.WaitOptions",
        "T:ModelArts.Sdk.DevEnvironments.InvalidRequestException",
        "T:ModelArts.Sdk.DevEnvironments.CreateOutcomeUnknownException",
        "T:ModelArts.Sdk.DevEnvironments.InstanceOperationFailedException",
        "M:Microsoft.Extensions.DependencyInjection.ModelArtsServiceCollectionExtensions.AddModelArts",
    ];

    private static readonly (string Member, string Code)[] All =
        [.. new[] { "ModelArts.Sdk.xml", "ModelArts.Sdk.Testing.xml" }.SelectMany(ExamplesOf)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Given
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach ((string member, string code) in All)
            {
                data.Add(member, code);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Given))]
    public void Example_StandsInTheCompiledExamples(string member, string code)
    {
        Assert.NotEmpty(CodeText.Lines(code));
        Assert.True(
            CodeText.Lines(CodeText.Read("Readme/Examples.cs")).Contains(CodeText.Lines(code), StringComparison.Ordinal),
            $"The example of {member} is not in Examples.cs:\n{code}");
    }

    [Fact]
    public void WhatIsMetFirst_HasAnExample() => Assert.Empty(Needed.Except(All.Select(example => example.Member.Split('(')[0])));

    [Fact]
    public async Task Lifecycle_Runs()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(ReadmeTests.Swift, Cancellation);
        using ModelArtsClient client = new(simulator.CreateClientOptions());
        DevEnvironmentsClient notebooks = client.DevEnvironments;

        string id = await Examples.CreateAsync(notebooks, Examples.Request());
        await Examples.GetAsync(notebooks, id);
        await Examples.ListAsync(notebooks);
        await Examples.FindAsync(notebooks);
        await Examples.UpdateAsync(notebooks, id);
        await Examples.StopAsync(notebooks, id);
        await Examples.StartAsync(notebooks, id);
        Assert.Equal(InstanceStatus.Running, (await Examples.GoOnAsync(notebooks, id)).Status);
        InstanceOperation operation = notebooks.GetOperation(id, InstanceGoal.Running);
        await Examples.WaitAllAsync(notebooks, [operation]);
        await Examples.WaitAsync(operation, Cancellation);
        Assert.True(operation.HasSucceeded);
        Assert.Equal("for the course", Assert.Single(simulator.Instances).Description);
        await Examples.StopAsync(notebooks, id);
        await Examples.DeleteAsync(notebooks, id);
        Assert.Empty(simulator.Instances);
        await Examples.StopThenDeleteAsync(notebooks, await Examples.CreateAsync(notebooks, Examples.Request()));
        Assert.Empty(simulator.Instances);
    }

    [Fact]
    public async Task Errors_AreCaught()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(ReadmeTests.Swift, Cancellation);
        ModelArtsClientOptions options = simulator.CreateClientOptions();
        options.Retry.MaxAttempts = 1;
        using ModelArtsClient client = new(options);
        DevEnvironmentsClient notebooks = client.DevEnvironments;

        await Examples.InvalidAsync(notebooks, Examples.Request() with { Name = "" });
        simulator.Journal.ShouldHave(0, SimulatorOperation.Create);

        await notebooks.CreateAsync(Examples.Request(), Cancellation);
        await Examples.RefusedAsync(notebooks, Examples.Request());
        using (simulator.Faults.On(SimulatorOperation.Create).Do(Fault.Error(429, "APIG.0308")))
        {
            await Examples.RefusedAsync(notebooks, Examples.Request() with { Name = "other" });
        }

        simulator.NextCreate.WillFail("image pull", "ModelArts.6361");
        InstanceOperation failing = await notebooks.CreateAsync(Examples.Request() with { Name = "failing" }, Cancellation);
        await Examples.FailedAsync(failing, notebooks);
        Assert.Equal(failing.InstanceId, Assert.Single(simulator.Journal.Of(SimulatorOperation.Delete)).InstanceId);
    }

    [Fact]
    public async Task AnUnknownCreate_IsFoundLater()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(ReadmeTests.Swift, Cancellation);
        ModelArtsClientOptions options = simulator.CreateClientOptions();
        options.Retry.MaxAttempts = 1;
        using ModelArtsClient client = new(options);
        simulator.Faults.On(SimulatorOperation.Create).Times(1).Do(Fault.Reset.AfterCommit());

        // The list is one of another service's until the client has given up on it.
        simulator.Faults.On(SimulatorOperation.List).Times(1).Do(Fault.Status(403));

        await Examples.UnknownAsync(client.DevEnvironments, Examples.Request());

        simulator.Journal.ShouldHave(1, SimulatorOperation.Create);
        simulator.Journal.ShouldHave(2, SimulatorOperation.List);
        simulator.Journal.ShouldHave(1, SimulatorOperation.Get);
    }

    [Fact]
    public void Options_AreAccepted()
    {
        ModelArtsClientOptions withKey = Examples.Options("AK", "SK");
        ModelArtsClientOptions withPassword = Examples.Retries();
        withPassword.Credential = Examples.Password("secret");
        ModelArtsClientOptions withChain = Examples.Retries();
        withChain.Credential = Examples.Chain();

        Assert.All([withKey, withPassword, withChain], options => new ModelArtsClient(options).Dispose());
        Assert.Equal(TimeSpan.FromMinutes(10), Examples.WaitOptions().Timeout);
    }

    [Fact]
    public void DependencyInjection_GivesTheClients()
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ModelArts:Region"] = "cn-north-4",
            ["ModelArts:TotalTimeout"] = "00:01:00",
            ["ModelArts:Retry:MaxAttempts"] = "6",
        }).Build();
        ServiceCollection inCode = [];
        Examples.AddInCode(inCode);
        ServiceCollection configured = [];
        Examples.AddFromConfiguration(configured, configuration);
        ServiceCollection named = [];
        using LateProvider late = new(named);

        using ServiceProvider first = inCode.BuildServiceProvider();
        using ServiceProvider second = configured.BuildServiceProvider();
        Assert.NotNull(first.GetService<ModelArtsClient>());
        Assert.NotNull(second.GetService<ModelArtsClient>());
        Assert.NotSame(Examples.AddNamed(named, late), late.GetKeyedService(typeof(DevEnvironmentsClient), "beijing"));
    }

    [Fact]
    public async Task Simulator_Runs()
    {
        Assert.Equal(1, await Examples.SimulatorAsync());
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(cancellationToken: Cancellation);
        Examples.Faults(simulator);
    }

    private static IEnumerable<(string Member, string Code)> ExamplesOf(string file) =>
        from member in XDocument.Parse(CodeText.Read(file)).Descendants("member")
        from code in member.Elements("example").Elements("code")
        select ((string)member.Attribute("name")!, code.Value);

    /// <summary>Built when something is first asked of it: the example goes on as a program does whose host is built in between.</summary>
    private sealed class LateProvider(IServiceCollection services) : IKeyedServiceProvider, IDisposable
    {
        private ServiceProvider? _built;

        private ServiceProvider Built => _built ??= services.BuildServiceProvider();

        public object? GetService(Type serviceType) => Built.GetService(serviceType);

        public object? GetKeyedService(Type serviceType, object? serviceKey) => Built.GetKeyedService(serviceType, serviceKey);

        public object GetRequiredKeyedService(Type serviceType, object? serviceKey) => Built.GetRequiredKeyedService(serviceType, serviceKey);

        public void Dispose() => _built?.Dispose();
    }
}
