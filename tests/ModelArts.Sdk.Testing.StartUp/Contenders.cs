using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using ModelArts.Sdk.DevEnvironments;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace ModelArts.Sdk.Testing.StartUp;

/// <summary>What is started, and asked once.</summary>
internal static class Contenders
{
    public static IReadOnlyDictionary<string, Func<Task>> All { get; } = new Dictionary<string, Func<Task>>
    {
        ["kestrel"] = KestrelAsync,
        ["wiremock"] = WireMockAsync,
        ["simulator"] = SimulatorAsync,
        ["simulator, 11 in turn"] = ManySimulatorsAsync,
        ["sdk-list"] = ListAsync,
        ["sdk-create"] = CreateAsync,
    };

    /// <summary>What any server of ASP.NET takes, HttpClient included.</summary>
    private static async Task KestrelAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        WebApplication application = builder.Build();
        application.Run(static context => context.Response.WriteAsync("{}"));
        await application.StartAsync();
        await AskAsync(new Uri(application.Urls.First()));
    }

    /// <summary>What any WireMock server with one stub takes.</summary>
    private static async Task WireMockAsync()
    {
        WireMockServer server = WireMockServer.Start();
        server.Given(Request.Create().WithPath("/*")).RespondWith(Response.Create().WithBody("{}"));
        await AskAsync(new Uri(server.Url!));
    }

    private static async Task SimulatorAsync()
    {
        ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync();
        await AskAsync(new Uri(simulator.Endpoint, $"/v1/{simulator.ProjectId}/demanager/instances?de_type=Notebook"), simulator.AuthToken);
    }

    /// <summary>A tenth of what it takes more than one is what a further one takes in the same process.</summary>
    private static async Task ManySimulatorsAsync()
    {
        for (int started = 0; started < 11; started++)
        {
            await SimulatorAsync();
        }
    }

    private static async Task ListAsync()
    {
        ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync();
        ModelArtsClient client = new(simulator.CreateClientOptions());
        await foreach (DevEnvironmentInstance _ in client.DevEnvironments.ListAsync())
        {
        }
    }

    private static async Task CreateAsync()
    {
        ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync();
        ModelArtsClient client = new(simulator.CreateClientOptions(SimulatorSignIn.AccessKey));
        await client.DevEnvironments.CreateAsync(CreateInstanceRequest.For("first")
            .WithProfile(InstanceProfileId.MultiEngine1Python3Cpu)
            .WithFlavor(InstanceFlavor.VmCpu2U)
            .WithEvsStorage()
            .Build());
    }

    private static async Task AskAsync(Uri address, string? token = null)
    {
        using HttpClient client = new();
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        if (token is not null)
        {
            request.Headers.Add("X-Auth-Token", token);
        }

        using HttpResponseMessage response = await client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        await response.Content.ReadAsStringAsync();
    }
}
