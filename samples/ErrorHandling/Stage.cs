using ModelArts.Sdk;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Testing;
using WireMock.Matchers;
using WireMock.ResponseBuilders;

namespace ErrorHandling;

/// <summary>What the demonstrations play on: a simulator, and a client of it.</summary>
internal sealed record Stage(ModelArtsSimulator Simulator, ModelArtsClient Client)
{
    public DevEnvironmentsClient Notebooks => Client.DevEnvironments;

    public static WaitOptions Wait { get; } = new() { MinInterval = TimeSpan.FromMilliseconds(200), MaxInterval = TimeSpan.FromSeconds(1) };

    /// <summary>A request that breaks no rule.</summary>
    public static CreateInstanceRequest Request(string name) => CreateInstanceRequest.For(name)
        .WithProfile(InstanceProfileId.MultiEngine1Python3Cpu)
        .WithFlavor(InstanceFlavor.VmCpu2U)
        .WithEvsStorage()
        .WithAutoStop(TimeSpan.FromHours(1))
        .Build();

    /// <summary>A client of the same simulator that is set up in another way.</summary>
    public ModelArtsClient ClientWith(Action<ModelArtsClientOptions> change)
    {
        ModelArtsClientOptions options = Simulator.CreateClientOptions();
        change(options);
        return new ModelArtsClient(options);
    }

    /// <summary>Puts an answer of our own in place of the simulator's, for one instance: as a gateway or a proxy would.</summary>
    public void Answer(string instanceId, IResponseBuilder answer) => Simulator.Server
        .Given(WireMock.RequestBuilders.Request.Create().WithPath(new WildcardMatcher($"*/instances/{instanceId}")).UsingGet())
        .RespondWith(answer);
}
