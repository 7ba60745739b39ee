using System.Text.Json.Nodes;

namespace ModelArts.Sdk.Testing.Requests;

/// <summary>How the service says no.</summary>
internal sealed record ServiceError(int StatusCode, ModelArtsErrorCode Code, string Message)
{
    public JsonObject ToJson() => new() { ["error_message"] = Message, ["error_code"] = Code.Value };
}
