using System.Net;
using ModelArts.Sdk.Testing;

namespace Simulator;

/// <summary>What the command line asks for.</summary>
internal sealed record Settings
{
    public required IPEndPoint Address { get; init; }

    public bool Fast { get; init; }

    public int? Seed { get; init; }

    public string? StateFile { get; init; }

    public TimeSpan Latency { get; init; }

    public int? FreeCapacity { get; init; }

    public int InstanceLimit { get; init; }

    public bool Quiet { get; init; }

    public SimulatorOptions ToOptions()
    {
        SimulatorOptions options = new()
        {
            Address = Address.Address,
            Port = Address.Port,
            Seed = Seed,
            StateFile = StateFile,
            Latency = Latency,
            FreeCapacity = FreeCapacity,
            InstanceLimit = InstanceLimit,
            ServeDashboard = true,

            // It may run for weeks.
            JournalCapacity = 1000,
        };
        TimeSpan moment = TimeSpan.FromMilliseconds(100);
        return !Fast ? options : options with
        {
            CreatingDuration = moment,
            StartingDuration = moment,
            StoppingDuration = moment,
            RestartingDuration = moment,
            DeletingDuration = moment,
        };
    }
}
