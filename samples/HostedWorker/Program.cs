using HostedWorker;
using Microsoft.Extensions.Options;
using ModelArts.Sdk;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
builder.Services.Configure<WorkerOptions>(builder.Configuration.GetSection("Worker"));
builder.Services.AddSingleton<Outcome>();

IConfigurationSection section = builder.Configuration.GetSection("ModelArts");
if (SimulatedCloud.IsNeededBy(section))
{
    Console.WriteLine("On a simulator: no account, no bill. For the real service see README.md.");
    await SimulatedCloud.AddToAsync(builder);
}
else
{
    builder.Services.AddModelArts(section);
}

TelemetryOutput output = builder.Configuration.GetValue("Worker:Telemetry", TelemetryOutput.None);
if (output != TelemetryOutput.None)
{
    builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddSource(ModelArtsTelemetry.ActivitySourceName).AddProcessor(new SpanLine()));
}

if (output == TelemetryOutput.SpansAndMetrics)
{
    builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(ModelArtsTelemetry.MeterName).AddConsoleExporter());
}

builder.Services.AddHostedService<InstanceWorker>();
using IHost host = builder.Build();
Outcome outcome = host.Services.GetRequiredService<Outcome>();
try
{
    await host.RunAsync();
}
catch (OptionsValidationException exception)
{
    Console.Error.WriteLine(exception.Message);
    return ExitCode.Configuration;
}

return outcome.ExitCode;
