using Microsoft.AspNetCore.Http;

namespace ModelArts.Sdk.Testing.Requests;

/// <summary>What of an HTTP request matters to the service.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path as it stands on the wire, escapes included, without the query.</param>
/// <param name="Query">The query as it stands on the wire, with its question mark; empty where there is none.</param>
/// <param name="Headers">The headers.</param>
/// <param name="Body">The body; empty where there is none.</param>
/// <param name="RequestId">The <c>X-Request-Id</c> that its answer will have.</param>
internal readonly record struct SimulatorRequest(
    string Method,
    string Path,
    string Query,
    IHeaderDictionary Headers,
    ReadOnlyMemory<byte> Body,
    string RequestId)
{
    public string Authorization => Header("Authorization");

    /// <summary>The value of a header; empty where there is none.</summary>
    public string Header(string name) => Headers[name].ToString();

    /// <summary>The values of a header, one for each time that it is there.</summary>
    public IReadOnlyList<string> HeaderValues(string name) => [.. Headers[name].OfType<string>()];
}
