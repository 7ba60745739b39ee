using ModelArts.Sdk.DevEnvironments;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;

namespace ModelArts.Sdk.Testing.Tests.Readme;

/// <summary>The C# of the README of ModelArts.Sdk.Testing, which is compiled and run here.</summary>
internal static class TestingSnippets
{
    public static async Task<DevEnvironmentInstance> StartAsync()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync();
        using ModelArtsClient client = new(simulator.CreateClientOptions());

        InstanceOperation operation = await client.DevEnvironments.CreateAsync(CreateInstanceRequest.For("my-notebook")
            .WithProfile(InstanceProfileId.MultiEngine1Python3Cpu)
            .WithFlavor(InstanceFlavor.VmCpu2U)
            .WithEvsStorage()
            .Build());

        simulator.Journal.ShouldHave(1, SimulatorOperation.Create, entry => entry.StatusCode == 200);

        Task<DevEnvironmentInstance> waiting = operation.WaitAsync();
        await simulator.AdvanceAsync(TimeSpan.FromMinutes(5));
        DevEnvironmentInstance running = await waiting;
        return running;
    }

    public static async Task<InstanceStatus> FailAsync(ModelArtsSimulator simulator, Func<Task> create)
    {
        simulator.NextCreate.WillFail("image pull", "ModelArts.6361");

        await create();
        await simulator.AdvanceAsync(TimeSpan.FromMinutes(5));
        return simulator.Instances[^1].Status;
    }

    public static void Strike(ModelArtsSimulator simulator)
    {
        simulator.Faults.On(SimulatorOperation.Create).Times(1).Do(Fault.Reset.AfterCommit());
        simulator.Faults.On(SimulatorOperation.Get).DoInTurn(Fault.GatewayPage(), Fault.RetryAfter(TimeSpan.FromSeconds(7)));
    }

    public static void StrikeAtRandom(ModelArtsSimulator simulator)
    {
        simulator.Faults.UseRandomMix(seed: 42, rate: 0.3);
    }

    public static SimulatorOptions Limits()
    {
        SimulatorOptions options = new()
        {
            InstanceLimit = 2,
            FlavorCapacities = new Dictionary<string, int> { ["modelarts.vm.gpu.p100"] = 1 },
            FreeCapacity = 1,
            RateLimit = 100,
        };
        return options;
    }

    public static async Task<int> ShareAsync()
    {
        await using ModelArtsSimulator shared = await ModelArtsSimulator.StartAsync(new SimulatorOptions
        {
            Projects = [new SimulatorProject { Id = "second", Name = "cn-east-3" }],
            Users = [new SimulatorUser { Name = "bob", ProjectId = "second" }],
        });
        using ModelArtsClient bob = new(shared.CreateClientOptions(shared.Users[1], SimulatorSignIn.AccessKey));

        return (await bob.DevEnvironments.ListPageAsync(new ListInstancesQuery())).TotalCount ?? 0;
    }

    public static void Stub(ModelArtsSimulator simulator) =>
        simulator.Server.Given(Request.Create().WithPath("/mine")).RespondWith(Response.Create().WithStatusCode(204));
}
