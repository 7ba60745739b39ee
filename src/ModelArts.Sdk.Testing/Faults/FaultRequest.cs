using System.Text;
using System.Text.Json;
using ModelArts.Sdk.Testing.Requests;

namespace ModelArts.Sdk.Testing;

/// <summary>A request as the conditions of fault rules see it.</summary>
public sealed class FaultRequest
{
    private readonly SimulatorRequest _request;

    internal FaultRequest(Route route, SimulatorRequest request, string? instanceName)
    {
        _request = request;
        Operation = OperationOf(route, request);
        string? named = route.Operation == SimulatorOperation.Create ? Text(request.Body, "name"u8) : null;
        InstanceId = route.InstanceId;
        InstanceName = named ?? instanceName;
    }

    /// <summary>What it asks for.</summary>
    public SimulatorOperation Operation { get; }

    /// <summary>The HTTP method.</summary>
    public string Method => _request.Method;

    /// <summary>The path as it was sent, escapes included, without the query.</summary>
    public string Path => _request.Path;

    /// <summary>The query as it was sent, with its question mark; empty where there is none.</summary>
    public string Query => _request.Query;

    /// <summary>The body; empty where there is none.</summary>
    public ReadOnlyMemory<byte> Body => _request.Body;

    /// <summary>The instance that the path names; <see langword="null"/> where it names none.</summary>
    public string? InstanceId { get; }

    /// <summary>
    /// The name of that instance, or the one that a create asks for; <see langword="null"/> where it is not known: the simulator has
    /// never made such an instance.
    /// </summary>
    public string? InstanceName { get; }

    /// <summary>The value of a header; empty where there is none.</summary>
    /// <param name="name">The name, whose case does not matter.</param>
    /// <returns>The value.</returns>
    public string Header(string name) => _request.Header(name);

    /// <summary>What it asks for; neither header nor body, which hold secrets.</summary>
    public override string ToString() => $"{Operation}: {Method} {Path}";

    /// <summary>What a request asks for, whatever becomes of it: which action, only its body says.</summary>
    internal static SimulatorOperation OperationOf(Route route, SimulatorRequest request) =>
        route.Operation == SimulatorOperation.Act ? ActionOf(Text(request.Body, "action"u8)) : route.Operation;

    /// <summary>What an action is called in the journal and in rules.</summary>
    internal static SimulatorOperation ActionOf(string? action) => action switch
    {
        "start" => SimulatorOperation.Start,
        "stop" => SimulatorOperation.Stop,
        "restart" => SimulatorOperation.Restart,
        "queue" => SimulatorOperation.Queue,
        "dequeue" => SimulatorOperation.Dequeue,
        _ => SimulatorOperation.Act,
    };

    /// <summary>A text of the body's outermost object; <see langword="null"/> where there is none, or where it is no JSON.</summary>
    private static string? Text(ReadOnlyMemory<byte> body, ReadOnlySpan<byte> property)
    {
        Utf8JsonReader reader = new(body.Span);
        string? text = null;
        try
        {
            while (reader.Read())
            {
                // The last one counts where a name stands twice, as it does for the service.
                if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 } && reader.ValueTextEquals(property))
                {
                    text = reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                }
            }

            return text;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or DecoderFallbackException)
        {
            return null;
        }
    }
}
