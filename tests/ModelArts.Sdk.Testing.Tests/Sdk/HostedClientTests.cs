using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Testing.Tests.Sdk;

/// <summary>The client in a web application, with traces on, signed, over a real connection: as it is used.</summary>
public sealed class HostedClientTests : SimulatorTest
{
    private protected override SimulatorOptions Options => new() { SecurityToken = "temporary", LogsRequests = true };

    [Fact]
    public async Task KeyedClient_InAnEndpointOfAWebApplication_AnswersWithinTheTraceOfTheRequest()
    {
        using ActivityListener listener = Listen(out List<Activity> spans);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ModelArts:eu:Endpoint"] = Simulator.Endpoint.ToString(),
            ["ModelArts:eu:ProjectId"] = Simulator.ProjectId,
            ["ModelArts:eu:AccessKey"] = Simulator.AccessKey,
            ["ModelArts:eu:SecretKey"] = Simulator.SecretKey,
            ["ModelArts:eu:SecurityToken"] = Simulator.SecurityToken,
            ["ModelArts:eu:AllowInsecureHttp"] = "true",
        });
        builder.Services.AddModelArts("eu", builder.Configuration.GetSection("ModelArts:eu"));
        await using WebApplication application = builder.Build();
        application.MapGet("/count", async ([FromKeyedServices("eu")] DevEnvironmentsClient environments, CancellationToken cancellationToken) =>
            Results.Text($"{(await environments.ListPageAsync(new ListInstancesQuery(), cancellationToken)).Instances.Count} instances"));
        await application.StartAsync(Cancellation);
        using Activity root = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        using HttpClient browser = new();

        Assert.Equal("0 instances", await browser.GetStringAsync(new Uri($"{application.Urls.Single()}/count"), Cancellation));

        // Signed, and with the context of the trace in headers that were added after the signature: the service has accepted it.
        // The first was refused, since the simulator lives in another year: the client has signed anew with the time of the answer.
        Assert.Equal([401, 200], Simulator.Journal.Entries.Select(entry => entry.StatusCode));
        Assert.Equal(SimulatorAuthentication.SignatureAccepted, Simulator.Journal.Entries[^1].Authentication);
        string[] contexts = [.. Simulator.Server.LogEntries.Select(entry => entry.RequestMessage!.Headers!["traceparent"].Single())];
        Assert.NotEqual(contexts[0], contexts[1]);
        string context = contexts[1];
        Assert.Contains(root.TraceId.ToHexString(), context, StringComparison.Ordinal);
        await application.StopAsync(Cancellation);
        lock (spans)
        {
            Activity call = Assert.Single(spans, span => span.TraceId == root.TraceId && span.OperationName == "DevEnvironments.ListPage");
            Assert.Contains(spans, span => span.SpanId == call.ParentSpanId && span.OperationName.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
            Assert.Contains(spans, span => span.ParentSpanId == call.SpanId && context.Contains(span.SpanId.ToHexString(), StringComparison.Ordinal));
        }
    }

    private static ActivityListener Listen(out List<Activity> spans)
    {
        List<Activity> seen = spans = [];
        ActivityListener listener = new()
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                lock (seen)
                {
                    seen.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
