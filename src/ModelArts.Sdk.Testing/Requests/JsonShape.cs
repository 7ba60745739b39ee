using System.Text.Json;

namespace ModelArts.Sdk.Testing.Requests;

/// <summary>Of which JSON type a field must be. A null is of every type: the service takes it for "not given".</summary>
internal abstract record JsonShape(string TypeName)
{
    public static JsonShape Text { get; } = new Scalar("String", static value => value.ValueKind == JsonValueKind.String);

    public static JsonShape Integer { get; } =
        new Scalar("Integer", static value => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _));

    public static JsonShape Boolean { get; } = new Scalar("Boolean", static value => value.ValueKind is JsonValueKind.True or JsonValueKind.False);

    /// <summary>Any number of fields of one shape.</summary>
    public static JsonShape MapOf(JsonShape value) => new Map(value);

    /// <summary>Any number of elements of one shape.</summary>
    public static JsonShape ArrayOf(JsonShape element) => new Array(element);

    /// <summary>These fields, of these shapes, and others that nobody minds.</summary>
    public static JsonShape Object(Dictionary<string, JsonShape> fields) => new Record(fields);

    /// <summary>The first field that is of the wrong type; <see langword="null"/> where there is none.</summary>
    public ServiceError? Check(JsonElement value, string field) =>
        value.ValueKind == JsonValueKind.Null ? null
        : Fits(value) ? CheckParts(value, field)
        : ServiceErrors.WrongType(field, TypeName);

    protected abstract bool Fits(JsonElement value);

    protected virtual ServiceError? CheckParts(JsonElement value, string field) => null;

    private sealed record Scalar(string TypeName, Func<JsonElement, bool> Accepts) : JsonShape(TypeName)
    {
        protected override bool Fits(JsonElement value) => Accepts(value);
    }

    private sealed record Array(JsonShape Element) : JsonShape("Array")
    {
        protected override bool Fits(JsonElement value) => value.ValueKind == JsonValueKind.Array;

        protected override ServiceError? CheckParts(JsonElement value, string field) =>
            value.EnumerateArray().Select(element => Element.Check(element, field)).FirstOrDefault(static error => error is not null);
    }

    private sealed record Map(JsonShape Value) : JsonShape("Map")
    {
        protected override bool Fits(JsonElement value) => value.ValueKind == JsonValueKind.Object;

        protected override ServiceError? CheckParts(JsonElement value, string field) =>
            value.EnumerateObject().Select(property => Value.Check(property.Value, field)).FirstOrDefault(static error => error is not null);
    }

    private sealed record Record(Dictionary<string, JsonShape> Fields) : JsonShape("Object")
    {
        protected override bool Fits(JsonElement value) => value.ValueKind == JsonValueKind.Object;

        protected override ServiceError? CheckParts(JsonElement value, string field) => value.EnumerateObject()
            .Select(property => Fields.TryGetValue(property.Name, out JsonShape? shape) ? shape.Check(property.Value, property.Name) : null)
            .FirstOrDefault(static error => error is not null);
    }
}
