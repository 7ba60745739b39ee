using System.Diagnostics;

namespace ModelArts.Sdk.Telemetry;

/// <summary>What an application asks of a client: one span each.</summary>
/// <param name="Name">The name of the span: that of the method, as the OpenTelemetry conventions have it for calls of an API.</param>
/// <param name="Kind">
/// A client's where it is a call of the service, as for those of RPC, databases and object stores; internal where it is the library's own
/// doing over minutes, of which no single answer is the end.
/// </param>
/// <param name="Method">The method of its one request; <see langword="null"/> where it takes several different ones.</param>
/// <param name="Template">The path of that request, with what is personal in it left out.</param>
internal sealed record Operation(string Name, ActivityKind Kind, string? Method = null, string? Template = null)
{
    private const string Instances = "/v1/{projectId}/demanager/instances";
    private const string Instance = Instances + "/{instanceId}";
    private const string Action = Instance + "/action";

    public static readonly Operation Create = new("DevEnvironments.Create", ActivityKind.Client, "POST", Instances);
    public static readonly Operation Get = new("DevEnvironments.Get", ActivityKind.Client, "GET", Instance);
    public static readonly Operation ListPage = new("DevEnvironments.ListPage", ActivityKind.Client, "GET", Instances);
    public static readonly Operation FindByName = new("DevEnvironments.FindByName", ActivityKind.Client);
    public static readonly Operation Update = new("DevEnvironments.Update", ActivityKind.Client, "PUT", Instance);
    public static readonly Operation Start = new("DevEnvironments.Start", ActivityKind.Client, "POST", Action);
    public static readonly Operation Stop = new("DevEnvironments.Stop", ActivityKind.Client, "POST", Action);
    public static readonly Operation Restart = new("DevEnvironments.Restart", ActivityKind.Client, "POST", Action);
    public static readonly Operation Queue = new("DevEnvironments.Queue", ActivityKind.Client, "POST", Action);
    public static readonly Operation Dequeue = new("DevEnvironments.Dequeue", ActivityKind.Client, "POST", Action);
    public static readonly Operation Delete = new("DevEnvironments.Delete", ActivityKind.Client, "DELETE", Instance);
    public static readonly Operation GetAccessToken = new("DevEnvironments.GetAccessToken", ActivityKind.Client, "GET", Instance + "/token");
    public static readonly Operation StopThenDelete = new("DevEnvironments.StopThenDelete", ActivityKind.Internal);
    public static readonly Operation Wait = new("DevEnvironments.Wait", ActivityKind.Internal);
    public static readonly Operation WaitAll = new("DevEnvironments.WaitAll", ActivityKind.Internal);
}
