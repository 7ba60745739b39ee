namespace ModelArts.Sdk.Testing.Requests;

/// <summary>What of an HTTP request matters to the service.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path as it stands on the wire, escapes included, without the query.</param>
/// <param name="Token">The value of <c>X-Auth-Token</c>; empty where there is none.</param>
/// <param name="Body">The body; empty where there is none.</param>
internal readonly record struct SimulatorRequest(string Method, string Path, string Token, ReadOnlyMemory<byte> Body);
