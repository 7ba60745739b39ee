using ModelArts.Sdk;
using ModelArts.Sdk.Testing;

namespace HostedWorker;

/// <summary>Takes the place of the service where none is configured: starts before the worker, and stops after it.</summary>
internal sealed class SimulatedCloud(ModelArtsSimulator simulator) : IHostedService
{
    public static bool IsNeededBy(IConfiguration section) => string.IsNullOrWhiteSpace(section["Region"]) && string.IsNullOrWhiteSpace(section["Endpoint"]);

    /// <summary>It has to listen before the client's options are checked, at the start of the host.</summary>
    public static async Task AddToAsync(HostApplicationBuilder builder)
    {
        ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(new SimulatorOptions
        {
            CreatingDuration = TimeSpan.FromSeconds(1),
            StartingDuration = builder.Configuration.GetValue("Simulator:StartingDuration", TimeSpan.FromSeconds(2)),
            StoppingDuration = TimeSpan.FromSeconds(1),
            DeletingDuration = TimeSpan.FromSeconds(1),
        });
        ModelArtsClientOptions its = simulator.CreateClientOptions();
        builder.Services.AddModelArts(options =>
        {
            options.Endpoint = its.Endpoint;
            options.ProjectId = its.ProjectId;
            options.Credential = its.Credential;
            options.AllowInsecureHttp = true;
        });
        builder.Services.AddHostedService(_ => new SimulatedCloud(simulator));
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken) => await simulator.DisposeAsync();
}
