namespace ModelArts.Sdk.Testing.Requests;

/// <summary>The JSON types of requests.</summary>
internal static class RequestShapes
{
    private static readonly JsonShape AutoStop = JsonShape.Object(new()
    {
        ["enable"] = JsonShape.Boolean,
        ["duration"] = JsonShape.Integer,
        ["prompt"] = JsonShape.Boolean,
    });

    private static readonly JsonShape Storage = JsonShape.Object(new()
    {
        ["type"] = JsonShape.Text,
        ["location"] = JsonShape.Object(new()
        {
            ["path"] = JsonShape.Text,
            ["volume_size"] = JsonShape.Integer,
            ["mount_path"] = JsonShape.Text,
            ["access_modes"] = JsonShape.Text,
        }),
    });

    /// <summary>To create an instance (Tables 2 to 10).</summary>
    public static JsonShape Create { get; } = JsonShape.Object(new()
    {
        ["name"] = JsonShape.Text,
        ["profile_id"] = JsonShape.Text,
        ["description"] = JsonShape.Text,
        ["flavor"] = JsonShape.Text,
        ["spec"] = JsonShape.Object(new()
        {
            ["storage"] = Storage,
            ["extend_storage"] = JsonShape.ArrayOf(Storage),
            ["auto_stop"] = AutoStop,
            ["annotations"] = JsonShape.MapOf(JsonShape.Text),
        }),
        ["workspace"] = JsonShape.Object(new() { ["id"] = JsonShape.Text }),
        ["pool"] = JsonShape.Object(new()
        {
            ["id"] = JsonShape.Text,
            ["type"] = JsonShape.Text,
            ["name"] = JsonShape.Text,
            ["owner"] = JsonShape.Object(new() { ["project_id"] = JsonShape.Text }),
        }),
        ["ai_project"] = JsonShape.Object(new() { ["id"] = JsonShape.Text }),
    });

    /// <summary>To change an instance.</summary>
    public static JsonShape Update { get; } = JsonShape.Object(new()
    {
        ["description"] = JsonShape.Text,
        ["spec"] = JsonShape.Object(new() { ["auto_stop"] = AutoStop }),
    });

    /// <summary>To act on an instance.</summary>
    public static JsonShape Action { get; } = JsonShape.Object(new() { ["action"] = JsonShape.Text });
}
