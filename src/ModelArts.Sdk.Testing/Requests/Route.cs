namespace ModelArts.Sdk.Testing.Requests;

/// <summary>What a method and a path ask for.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="ProjectId">The project of the path; empty where there is no route.</param>
/// <param name="InstanceId">The instance of the path, where the operation has one.</param>
internal readonly record struct Route(SimulatorOperation Operation, string ProjectId, string? InstanceId)
{
    public static Route Of(string method, string path)
    {
        // Split first, unescape then: an escaped slash is part of an id and leads nowhere else.
        string[] segments = [.. path.Split('/').Skip(1).Select(Uri.UnescapeDataString)];
        return segments switch
        {
            ["v1", var project, "demanager", "instances"] when method == "POST" => new(SimulatorOperation.Create, project, null),
            ["v1", var project, "demanager", "instances", { Length: > 0 } id] when method == "GET" => new(SimulatorOperation.Get, project, id),
            _ => new(SimulatorOperation.Unmatched, "", null),
        };
    }
}
