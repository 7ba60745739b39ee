namespace ModelArts.Sdk.DevEnvironments;

/// <summary>A random id in the annotations of a request, by which the instance can be known again as this caller's own.</summary>
internal static class CreateMarker
{
    /// <summary>The annotation.</summary>
    public const string Key = "modelarts-sdk-create-id";

    /// <summary>The same request with a marker of its own; one that carries a marker keeps it.</summary>
    public static CreateInstanceRequest AddTo(CreateInstanceRequest request)
    {
        // Without validation a request may lack what it must have: the service is to judge that.
        if (request.Spec is null || Of(request) is not null)
        {
            return request;
        }

        Dictionary<string, string> annotations = new(StringComparer.Ordinal);
        foreach ((string key, string value) in request.Spec.Annotations ?? new Dictionary<string, string>())
        {
            annotations.Add(key, value);
        }

        // Must differ from those of every other process: no seed may make it repeatable.
        annotations.Add(Key, Guid.NewGuid().ToString("N"));
        return request with { Spec = request.Spec with { Annotations = annotations } };
    }

    /// <summary>The marker of a request; <see langword="null"/> where it has none.</summary>
    public static string? Of(CreateInstanceRequest request) => Of(request.Spec?.Annotations);

    /// <summary>The marker among annotations; <see langword="null"/> where there is none.</summary>
    public static string? Of(IReadOnlyDictionary<string, string>? annotations) =>
        annotations is not null && annotations.TryGetValue(Key, out string? marker) ? marker : null;
}
