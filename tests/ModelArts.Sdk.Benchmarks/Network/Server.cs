using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ModelArts.Sdk.Benchmarks.Contenders;

namespace ModelArts.Sdk.Benchmarks.Network;

/// <summary>The service as Kestrel on loopback, in a process of its own: says its address on the first line, and ends when its input does.</summary>
internal static class Server
{

    public static async Task<int> RunAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using WebApplication application = builder.Build();
        application.Run(AnswerAsync);
        await application.StartAsync();
        Console.WriteLine(application.Urls.Single());
        await Console.In.ReadToEndAsync();
        return 0;
    }

    private static async Task AnswerAsync(HttpContext http)
    {
        await http.Request.Body.CopyToAsync(Stream.Null);
        byte[] body = http.Request.QueryString.HasValue ? Example.Page
            : http.Request.Method == HttpMethods.Get ? PollsUntilRunning.Running
            : Example.Instance;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Length;
        http.Response.Headers["X-Request-Id"] = "7d558ef8c73d11ea964c0255ac100033";
        await http.Response.Body.WriteAsync(body);
    }
}
