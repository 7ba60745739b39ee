using ModelArts.Sdk.Authentication.Sources;

namespace ModelArts.Sdk.Tests.Authentication.Sources;

public sealed class ProfileFileTests
{
    [Theory]
    [InlineData("[basic]\nak=a\nsk=s\n")]
    [InlineData("[basic]\r\nak=a\r\nsk=s")]
    [InlineData("[basic]\rak=a\rsk=s")]
    [InlineData("\uFEFF[basic]\nak=a\nsk=s")]
    [InlineData("  [ basic ]  \n\tak \t=  a\t\n sk=s ")]
    [InlineData("[BASIC]\nAK=a\nSk=s")]
    [InlineData("# comment\n; comment = too\n\n[basic]\n  # ak=other\nak=a\n;sk=other\nsk=s")]
    [InlineData("[global]\nak=other\nthis is no line of ours\n[basic]\nak=a\nsk=s\n[other]\nsk=other\n'")]
    [InlineData("[basic]\nak=first\nak=a\nsk=s")]
    [InlineData("[basic]\nak=first\nsk=s\n[global]\nak=g\n[basic]\nak=a")]
    [InlineData("[basic]\nunknown=x\nak=a\nsk=s\nidp_id=y")]
    public void Parse_EveryWayToWriteIt_HasTheSameValues(string text)
    {
        ProfileFile file = ProfileFile.Parse(text);

        Assert.True(file.HasSection);
        Assert.Equal(("a", "s", null), (file["ak"], file["sk"], file["security_token"]));
    }

    [Theory]
    [InlineData("ak=a=b==", "a=b==")]
    [InlineData("ak=a#b;c", "a#b;c")]
    [InlineData("ak=a # b", "a # b")]
    [InlineData("ak='", "'")]
    [InlineData("ak=\"a'", "\"a'")]
    [InlineData("ak=", null)]
    [InlineData("ak=   ", null)]
    [InlineData("ak=a\nak=", null)]
    public void Parse_Value_IsAllBehindTheFirstEqualsSign(string line, string? expected) =>
        Assert.Equal(expected, ProfileFile.Parse("[basic]\n" + line)["ak"]);

    [Theory]
    [InlineData("")]
    [InlineData("\n\n# nothing\n")]
    [InlineData("[global]\nak=a\nsk=s")]
    [InlineData("[basic2]\nak=a")]
    public void Parse_WithoutTheSection_HasNothing(string text)
    {
        ProfileFile file = ProfileFile.Parse(text);

        Assert.False(file.HasSection);
        Assert.Null(file["ak"]);
    }

    [Theory]
    [InlineData("ak=canary\n[basic]", 1, "before any section: put [basic] above it")]
    [InlineData("\n\ncanary", 3, "before any section")]
    [InlineData("[basic\nak=canary", 1, "does not end in ']'")]
    [InlineData("[basic] ; canary", 1, "does not end in ']'")]
    [InlineData("[", 1, "does not end in ']'")]
    [InlineData("[basic]\r\n\r\n# c\r\ncanary\r\n", 4, "neither a section, nor a comment, nor of the form 'key = value'")]
    [InlineData("[basic]\n=canary", 2, "no key before '='")]
    [InlineData("[basic]\nsk=\"canary\"", 2, "stands in quotes")]
    [InlineData("[basic]\nsk='canary'", 2, "stands in quotes")]
    public void Parse_WrongLine_IsNamedAndNotRepeated(string text, int line, string said)
    {
        FormatException exception = Assert.Throws<FormatException>(() => ProfileFile.Parse(text));

        Assert.StartsWith($"line {line}: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(said, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LineOf_IsThatOfTheValueThatCounts()
    {
        ProfileFile file = ProfileFile.Parse("[basic]\nak=1\n\nak=2");

        Assert.Equal((4, 0), (file.LineOf("AK"), file.LineOf("sk")));
    }

    [Fact]
    public void Parse_AnyText_IsReadOrRefused()
    {
        Random random = new(20260102);
        const string alphabet = "[]=#;\"' \t\r\n\0akbsic\uFEFF\u2028ü";
        for (int round = 0; round < 20_000; round++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => alphabet[random.Next(alphabet.Length)]));
            try
            {
                ProfileFile.Parse(text);
            }
            catch (FormatException)
            {
                // What it is allowed to throw.
            }
        }
    }
}
