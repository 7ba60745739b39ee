using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using ModelArts.Sdk.Testing.Accounts;

namespace ModelArts.Sdk.Testing.Iam;

/// <summary>Which projects a request to IAM asks for.</summary>
internal sealed class ProjectQuery(string queryString)
{
    private const int MaxPerPage = 5000;

    private readonly Dictionary<string, StringValues> _parameters = QueryHelpers.ParseQuery(queryString);

    /// <summary>Why it cannot be answered; <see langword="null"/> where it can.</summary>
    public string? Problem =>
        Value("enabled") is { } enabled && !bool.TryParse(enabled, out _) ? "enabled must be true or false."
        : Value("page") is { } page && Number(page) is null or < 1 ? "page must be at least 1."
        : Value("per_page") is { } size && Number(size) is null or < 1 or > MaxPerPage ? $"per_page must be 1 to {MaxPerPage}."
        : null;

    /// <summary>Those of some projects that it asks for, of these its page; both of its numbers belong together.</summary>
    public IEnumerable<SimulatorProject> Of(IEnumerable<SimulatorProject> projects, AccountBook accounts)
    {
        IEnumerable<SimulatorProject> matching = projects.Where(project =>
            Is("name", project.Name)
            && Is("domain_id", accounts.DomainIdOf(project.DomainName!))
            && Is("parent_id", accounts.DomainIdOf(project.DomainName!))
            && (Value("enabled") is not { } enabled || bool.Parse(enabled)));
        return Number(Value("page")) is { } page && Number(Value("per_page")) is { } size
            ? matching.Skip((int)Math.Min((page - 1L) * size, int.MaxValue)).Take(size)
            : matching;
    }

    private static int? Number(string? value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    /// <summary>An empty one asks for what has none.</summary>
    private bool Is(string parameter, string actual) => Value(parameter) is not { } wanted || wanted == actual;

    private string? Value(string parameter) => _parameters.TryGetValue(parameter, out StringValues values) ? values.ToString() : null;
}
