using System.Text.RegularExpressions;

namespace ModelArts.Sdk.Testing.Tests.Readme;

/// <summary>The README in Chinese says what the one in English says.</summary>
public sealed partial class LanguagesTests
{
    private static readonly string English = CodeText.Read("README.md");
    private static readonly string Chinese = CodeText.Read("README.zh-CN.md");

    public static TheoryData<int> Sections => [.. Enumerable.Range(0, SectionsOf(English).Length)];

    [Fact]
    public void Code_IsTheSameButForComments()
    {
        Assert.Equal(
            CodeText.BlocksOf(English).Select(block => (block.Language, Code: Comparable(block))),
            CodeText.BlocksOf(Chinese).Select(block => (block.Language, Code: Comparable(block))));
    }

    [Fact]
    public void Sections_AreAsMany() => Assert.Equal(SectionsOf(English).Length, SectionsOf(Chinese).Length);

    [Theory]
    [MemberData(nameof(Sections))]
    public void Section_NamesTheSameCodeFiguresLinksAndRows(int section)
    {
        string english = SectionsOf(English)[section];
        string chinese = SectionsOf(Chinese)[section];

        Assert.Equal(Found(CodeSpan(), english), Found(CodeSpan(), chinese));
        Assert.Equal(Found(Figure(), english), Found(Figure(), chinese));
        Assert.Equal(Found(Link(), english), Found(Link(), chinese));
        Assert.Equal(Row().Count(english), Row().Count(chinese));
    }

    [Fact]
    public void Pages_LinkToEachOtherAtTheTop()
    {
        Assert.Contains("(README.zh-CN.md)", English.Split('\n')[2], StringComparison.Ordinal);
        Assert.Contains("(README.md)", Chinese.Split('\n')[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Pages_CanBeReadInOneSitting()
    {
        Assert.InRange(English.Split('\n').Length, 100, 249);
        Assert.InRange(Chinese.Split('\n').Length, 100, 249);
    }

    // What the arrows of a diagram are labelled with is prose.
    private static string Comparable((string Language, string Code) block) =>
        block.Language == "mermaid" ? ArrowLabel().Replace(block.Code, "") : CodeText.WithoutComments(block.Code);

    // The first is what stands before all headings.
    private static string[] SectionsOf(string page) => Heading().Split(Fenced().Replace(page, ""));

    private static IEnumerable<string> Found(Regex what, string text) =>
        what.Matches(text).Select(match => match.Value).Where(value => !value.Contains("README.", StringComparison.Ordinal) || value.Contains('/', StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex(@"^## ", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fenced();

    [GeneratedRegex(@"`[^`]+`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"(?<![\w.`-])\d+(\.\d+)?(?![\w`-])")]
    private static partial Regex Figure();

    [GeneratedRegex(@"\]\([^)]+\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@": [^\n]+")]
    private static partial Regex ArrowLabel();
}
