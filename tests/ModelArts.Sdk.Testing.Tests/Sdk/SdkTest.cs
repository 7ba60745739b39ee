using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Testing.Tests.Sdk;

/// <summary>The simulator through the SDK. The simulator's clock is moved on at each poll; the client's pauses, of a millisecond, are real.</summary>
public abstract class SdkTest : SimulatorTest
{
    private readonly Lazy<ModelArtsClient> _sdk;

    protected SdkTest() => _sdk = new(() =>
    {
        ModelArtsClientOptions options = Simulator.CreateClientOptions();
        options.TimeProvider = TimeProvider.System;
        return new ModelArtsClient(options);
    });

    private protected DevEnvironmentsClient Environments => _sdk.Value.DevEnvironments;

    private protected static CreateInstanceRequest RequestOf(string name, InstanceFlavor? flavor = null) => CreateInstanceRequest.For(name)
        .WithProfile(InstanceProfileId.MultiEngine1Python3Cpu)
        .WithFlavor(flavor ?? InstanceFlavor.VmCpu2U)
        .WithEvsStorage()
        .Build();

    /// <summary>Polls at once again, each time at a later time of the simulator's; <paramref name="seen"/> collects what changes.</summary>
    private protected WaitOptions EveryPoll(List<string>? seen = null, double seconds = 1) => new()
    {
        MinInterval = TimeSpan.FromMilliseconds(1),
        MaxInterval = TimeSpan.FromMilliseconds(1),
        MaxRequestsPerSecond = 1000,
        Progress = new InlineProgress(progress =>
        {
            if (seen is not null && (seen.Count == 0 || seen[^1] != progress.Status.Value))
            {
                seen.Add(progress.Status.Value);
            }

            Advance(seconds);
        }),
    };

    private protected async Task<InstanceOperation> RunAsync(string name = "notebook")
    {
        InstanceOperation operation = await Environments.CreateAsync(RequestOf(name), Cancellation);
        await operation.WaitAsync(EveryPoll(), Cancellation);
        return operation;
    }

    /// <summary>Unlike <see cref="Progress{T}"/>, it reports before the wait goes on.</summary>
    private sealed class InlineProgress(Action<InstanceProgress> report) : IProgress<InstanceProgress>
    {
        public void Report(InstanceProgress value) => report(value);
    }
}
