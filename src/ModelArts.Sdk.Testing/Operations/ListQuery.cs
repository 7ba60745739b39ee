using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using ModelArts.Sdk.Testing.Requests;

namespace ModelArts.Sdk.Testing.Operations;

/// <summary>What a request to list instances asks for.</summary>
internal sealed record ListQuery
{
    public string? ProvisionType { get; private init; }

    public string? Status { get; private init; }

    public bool ByName { get; private init; }

    public bool Descending { get; private init; }

    public int Offset { get; private init; }

    /// <summary>0: no limit.</summary>
    public int Limit { get; private init; }

    public string WorkspaceId { get; private init; } = "0";

    public string? AiProject { get; private init; }

    /// <summary>Whether the instances of other users are left out.</summary>
    public bool OnlyOwn { get; private init; } = true;

    public string? PoolId { get; private init; }

    public static bool TryRead(string queryString, [NotNullWhen(true)] out ListQuery? query, [NotNullWhen(false)] out ServiceError? error)
    {
        Dictionary<string, StringValues> parameters = QueryHelpers.ParseQuery(queryString);
        string? Value(string name) => parameters.TryGetValue(name, out StringValues values) && values[0] is { Length: > 0 } value ? value : null;

        query = null;
        error = Check(Value);
        if (error is not null)
        {
            return false;
        }

        query = new ListQuery
        {
            ProvisionType = Value("provision_type"),
            Status = Value("status"),
            ByName = Value("sortby") is null or "name",
            Descending = Value("order") is "desc",
            Offset = Number(Value("offset")) ?? 0,
            Limit = Number(Value("limit")) ?? 0,
            WorkspaceId = Value("workspace_id") ?? "0",
            AiProject = Value("ai_project"),
            OnlyOwn = Value("show_self") is not { } showSelf || bool.Parse(showSelf),
            PoolId = Value("pool_id"),
        };
        return true;
    }

    private static ServiceError? Check(Func<string, string?> value) =>
        value("de_type") is not { } type ? ServiceErrors.Required("de_type")
        : type != "Notebook" ? ServiceErrors.WrongValue("de_type")
        : value("sortby") is not (null or "name" or "creation_timestamp") ? ServiceErrors.FieldNotSortable
        : value("order") is not (null or "asc" or "desc") ? ServiceErrors.WrongValue("order")
        : value("show_self") is { } showSelf && !bool.TryParse(showSelf, out _) ? ServiceErrors.WrongValue("show_self")
        : CheckNumber("offset", value("offset")) ?? CheckNumber("limit", value("limit"));

    private static ServiceError? CheckNumber(string name, string? value) =>
        value is null ? null
        : Number(value) is not { } number ? ServiceErrors.WrongType(name, "Integer")
        : number < 0 ? ServiceErrors.WrongValue(name)
        : null;

    private static int? Number(string? value) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : null;
}
