using System.Text.Json.Nodes;

namespace ModelArts.Sdk.Testing.Requests;

/// <summary>How the service says no.</summary>
internal record ServiceError(int StatusCode, ModelArtsErrorCode Code, string Message)
{
    public virtual JsonObject ToJson(string requestId) => new() { ["error_message"] = Message, ["error_code"] = Code.Value };
}

/// <summary>How the gateway before it does, which names the text differently.</summary>
internal sealed record GatewayError(int StatusCode, ModelArtsErrorCode Code, string Message) : ServiceError(StatusCode, Code, Message)
{
    public override JsonObject ToJson(string requestId) =>
        new() { ["error_msg"] = Message, ["error_code"] = Code.Value, ["request_id"] = requestId };
}
