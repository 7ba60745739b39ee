using System.Text.RegularExpressions;

namespace ModelArts.Sdk.Testing.Tests.Readme;

/// <summary>Code within documents, and the file in which it is compiled.</summary>
internal static partial class CodeText
{
    public static string Read(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, file));

    /// <summary>The blocks of a page: its language and what stands in it.</summary>
    public static IReadOnlyList<(string Language, string Code)> BlocksOf(string markdown) =>
        [.. Block().Matches(markdown).Select(match => (match.Groups["language"].Value, match.Groups["code"].Value))];

    public static IEnumerable<string> CSharpOf(string markdown) => BlocksOf(markdown).Where(block => block.Language == "csharp").Select(block => block.Code);

    /// <summary>
    /// The lines without their indentation, which differs: code of a page is inside a method here, where no directive can stand.
    /// </summary>
    public static string Lines(string code) => string.Join('\n', code.Split('\n')
        .Select(line => line.Trim())
        .Where(line => line.Length > 0 && !Directive().IsMatch(line)));

    public static string WithoutComments(string code) => Lines(Comment().Replace(code, ""));

    [GeneratedRegex(@"^```(?<language>[a-z]+)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^using [\w.]+;$")]
    private static partial Regex Directive();

    [GeneratedRegex(@"(?<=^|\s)(//|#) .*$", RegexOptions.Multiline)]
    private static partial Regex Comment();
}
