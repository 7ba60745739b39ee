using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Testing;

namespace ModelArts.Sdk.ContractTests.Reliability;

/// <summary>
/// The cases that a suite must hold, each by its number: through the public API, over real sockets, against the simulator and what it
/// does to connections. What is asserted is what the service saw, and what the caller got.
/// </summary>
/// <remarks>
/// Finer tests of the same, on a clock that nobody waits for:
/// <list type="table">
/// <item><term>1, 2, 3</term><description>LostCreateTests, LostInstanceTests, CreateOutcomeUnknownTests, SafeCreatePropertyTests; on raw sockets LostOnTheWireTests</description></item>
/// <item><term>3, 4</term><description>RetryRulesTests, RetryTests, RetryPauseTests, RetryBudgetTests</description></item>
/// <item><term>5, 6, 16</term><description>Errors/MalformedSuccessTests, Errors/ErrorBodyShapeTests, Errors/FuzzedBodyTests</description></item>
/// <item><term>7, 8</term><description>Errors/CompressionAndSizeTests, ResponseSizeTests, TimeoutTests</description></item>
/// <item><term>9</term><description>Errors/RedirectTests, ClientPipelineTests</description></item>
/// <item><term>10</term><description>CancellationTests, WaitCancellationTests</description></item>
/// <item><term>11, 12</term><description>WaitErrorTests, WaitDeadlineTests, InstanceOperationFailedExceptionTests</description></item>
/// <item><term>13</term><description>AuthHandlerClockTests, CultureTests</description></item>
/// <item><term>14</term><description>TokenCacheSharingTests, TokenSharingTests</description></item>
/// <item><term>15</term><description>Wire/HostileInstanceIdTests, HostileIdTests, CanaryTests</description></item>
/// <item><term>17</term><description>LostActionTests, AlreadySoTests</description></item>
/// <item><term>18</term><description>CreatesOfOneNameTests, CreateMarkerTests</description></item>
/// </list>
/// </remarks>
public abstract class ReliabilityTest : IAsyncLifetime
{
    private ModelArtsSimulator? _simulator;
    private ModelArtsClient? _client;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Polls as often as it may.</summary>
    private protected static WaitOptions Quickly => new()
    {
        MinInterval = TimeSpan.FromMilliseconds(1),
        MaxInterval = TimeSpan.FromMilliseconds(1),
        MaxRequestsPerSecond = 1000,
        Timeout = TimeSpan.FromMinutes(1),
    };

    private protected static CreateInstanceRequest Request => CreateInstanceRequest.For("notebook")
        .WithProfile(InstanceProfileId.MultiEngine1Python3Cpu)
        .WithFlavor(InstanceFlavor.VmCpu2U)
        .WithEvsStorage()
        .Build();

    private protected ModelArtsSimulator Simulator => _simulator!;

    private protected DevEnvironmentsClient Client => _client!.DevEnvironments;

    private protected virtual SimulatorOptions SimulatorOptions => new()
    {
        CreatingDuration = TimeSpan.Zero,
        StartingDuration = TimeSpan.Zero,
        StoppingDuration = TimeSpan.Zero,
        RestartingDuration = TimeSpan.Zero,
        DeletingDuration = TimeSpan.Zero,
    };

    public async ValueTask InitializeAsync()
    {
        _simulator = await ModelArtsSimulator.StartAsync(SimulatorOptions, Cancellation);
        _client = MakeClient();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _client?.Dispose();
        if (_simulator is not null)
        {
            await _simulator.DisposeAsync();
        }
    }

    /// <summary>A client with all its attempts, whose pauses are short.</summary>
    private protected ModelArtsClient MakeClient(Action<ModelArtsClientOptions>? configure = null, SimulatorSignIn signIn = SimulatorSignIn.Token)
    {
        ModelArtsClientOptions options = Simulator.CreateClientOptions(signIn);
        options.TimeProvider = TimeProvider.System;
        options.Jitter = static () => 0;
        options.Retry = new ModelArtsRetryOptions
        {
            BaseDelay = TimeSpan.FromMilliseconds(1),
            MaxDelay = TimeSpan.FromMilliseconds(5),
            CreateVisibilityDelay = TimeSpan.FromMilliseconds(20),
        };
        configure?.Invoke(options);
        return new ModelArtsClient(options);
    }

    private protected async Task<string> CreateAsync() => (await Client.CreateAsync(Request, Cancellation)).InstanceId;

    private protected async Task<string> RunAsync()
    {
        InstanceOperation operation = await Client.CreateAsync(Request, Cancellation);
        await operation.WaitAsync(Quickly, Cancellation);
        Simulator.Journal.Clear();
        return operation.InstanceId;
    }

    /// <summary>The requests that the service saw, connections apart.</summary>
    private protected SimulatorOperation[] Seen => [.. Simulator.Journal.Entries.Select(static entry => entry.Operation).Where(static operation => operation != SimulatorOperation.Connect)];
}
