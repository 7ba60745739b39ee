using System.Diagnostics.Metrics;
using System.Reflection;
using Microsoft.Extensions.Logging;
using ModelArts.Sdk.Telemetry;

namespace ModelArts.Sdk.Tests.Telemetry;

/// <summary>docs/observability.md names all that there is: whoever builds an alert on a name can rely on it.</summary>
public sealed class DocumentationTests
{
    private static string[] Lines { get; } = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "docs", "observability.md"));

    private static string[] Names { get; } = [.. Lines.SelectMany(line => line.Split('`').Where((_, index) => index % 2 == 1))];

    [Fact]
    public void Spans_AreNamedInTheDocumentation() => Assert.All(
        FieldsOf<Operation>(typeof(Operation)),
        operation => Assert.Contains(Names, name => operation.Name == name || operation.Name == "DevEnvironments" + name));

    [Fact]
    public void TagsAndEvents_AreNamedInTheDocumentation() =>
        Assert.Empty(FieldsOf<string>(typeof(Tag)).Concat(FieldsOf<string>(typeof(Span))).Except(Names));

    [Fact]
    public void Metrics_AreNamedInTheDocumentationWithTheirUnits() => Assert.All(
        FieldsOf<Instrument>(typeof(Instruments)),
        instrument => Assert.Contains(Lines, line => line.StartsWith($"| `{instrument.Name}` | ", StringComparison.Ordinal) && line.Contains($"| `{instrument.Unit}` |", StringComparison.Ordinal)));

    [Fact]
    public void Messages_HaveIdsOfTheirOwnThatTheTableOfTheDocumentationNames()
    {
        (int Id, string Level, string Name)[] messages =
        [
            .. typeof(LogMessages).GetMethods(BindingFlags.Public | BindingFlags.Static)
                .Select(method => (method.Name, Message: method.GetCustomAttribute<LoggerMessageAttribute>()))
                .Where(method => method.Message is not null)
                .Select(method => (method.Message!.EventId, method.Message.Level.ToString(), method.Name)),
        ];

        Assert.Equal(messages.Length, messages.Select(message => message.Id).Distinct().Count());
        string[] rows = [.. Lines.Where(line => line.StartsWith("| ", StringComparison.Ordinal))];
        Assert.All(messages, message => Assert.Single(rows, row => row.StartsWith($"| {message.Id} | {message.Name} | {message.Level} |", StringComparison.Ordinal)));
    }

    private static T[] FieldsOf<T>(Type type)
    {
        T[] fields = [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null)).OfType<T>()];
        Assert.NotEmpty(fields);
        return fields;
    }
}
