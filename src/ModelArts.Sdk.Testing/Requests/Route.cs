namespace ModelArts.Sdk.Testing.Requests;

/// <summary>What a method and a path ask for.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="ProjectId">The project of the path; empty where it has none.</param>
/// <param name="InstanceId">The instance of the path, where the operation has one.</param>
internal readonly record struct Route(SimulatorOperation Operation, string ProjectId, string? InstanceId)
{
    public static Route Of(string method, string path)
    {
        // Split first, unescape then: an escaped slash is part of an id and leads nowhere else.
        string[] segments = [.. path.Split('/').Skip(1).Select(Uri.UnescapeDataString)];
        return segments switch
        {
            ["v1", var project, "demanager", "instances", .. var rest] when OperationOf(method, rest) is { } operation =>
                new(operation, project, rest.Length == 0 ? null : rest[0]),
            ["v3", "auth", "tokens"] when method == "POST" => new(SimulatorOperation.CreateToken, "", null),
            ["v3", "projects"] or ["v3", "auth", "projects"] when method == "GET" => new(SimulatorOperation.FindProjects, "", null),
            ["v3", "auth", "domains"] when method == "GET" => new(SimulatorOperation.FindDomains, "", null),
            ["v3.0", "OS-CREDENTIAL", "securitytokens"] when method == "POST" => new(SimulatorOperation.CreateTemporaryKey, "", null),
            ["meta-data", "latest", "api", "token"] when method == "PUT" => new(SimulatorOperation.OpenMetadataSession, "", null),
            ["openstack", "latest", "securitykey"] when method == "GET" => new(SimulatorOperation.GetMetadataKey, "", null),
            _ => new(SimulatorOperation.Unmatched, "", null),
        };
    }

    /// <summary>Whether a path is one of those that the service keeps for these instances, whatever it asks for there.</summary>
    public static bool IsOfDevEnvironments(string path) => path.Split('/') is ["", "v1", { Length: > 0 }, "demanager", ..];

    private static SimulatorOperation? OperationOf(string method, string[] rest) => (method, rest) switch
    {
        ("POST", []) => SimulatorOperation.Create,
        ("GET", []) => SimulatorOperation.List,
        ("GET", [{ Length: > 0 }]) => SimulatorOperation.Get,
        ("PUT", [{ Length: > 0 }]) => SimulatorOperation.Update,
        ("DELETE", [{ Length: > 0 }]) => SimulatorOperation.Delete,
        ("POST", [{ Length: > 0 }, "action"]) => SimulatorOperation.Act,
        ("GET", [{ Length: > 0 }, "token"]) => SimulatorOperation.GetAccessToken,
        _ => null,
    };
}
