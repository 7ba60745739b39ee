namespace ModelArts.Sdk.Testing.Requests;

/// <summary>The JSON types of a request to create an instance (Tables 2 to 10).</summary>
internal static class CreateRequestShape
{
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

    public static JsonShape Value { get; } = JsonShape.Object(new()
    {
        ["name"] = JsonShape.Text,
        ["profile_id"] = JsonShape.Text,
        ["description"] = JsonShape.Text,
        ["flavor"] = JsonShape.Text,
        ["spec"] = JsonShape.Object(new()
        {
            ["storage"] = Storage,
            ["extend_storage"] = JsonShape.ArrayOf(Storage),
            ["auto_stop"] = JsonShape.Object(new()
            {
                ["enable"] = JsonShape.Boolean,
                ["duration"] = JsonShape.Integer,
                ["prompt"] = JsonShape.Boolean,
            }),
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
}
