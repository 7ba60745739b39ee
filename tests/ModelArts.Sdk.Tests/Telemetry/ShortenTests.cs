using System.Text;
using ModelArts.Sdk.Telemetry;

namespace ModelArts.Sdk.Tests.Telemetry;

public sealed class ShortenTests
{
    [Theory]
    [InlineData("", 5, "")]
    [InlineData("12345", 5, "12345")]
    [InlineData("123456", 5, "1234…")]
    [InlineData("  a \r\n\t b  ", 9, "a b")]
    [InlineData("a\0\u001b[31mb", 9, "a [31mb")]
    [InlineData("a\u2028b\u0085c", 9, "a b c")]
    [InlineData("😀😀", 4, "😀😀")]
    [InlineData("😀😀😀", 4, "😀…")]
    [InlineData("a😀😀", 4, "a😀…")]
    public void Shorten_Text_IsOneLineOfAtMostThatLength(string text, int length, string expected) =>
        Assert.Equal(expected, SecretRedactor.Shorten(text, length));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(200)]
    public void Shorten_SurrogatePairs_AreNeverCutInTwo(int length)
    {
        string shortened = SecretRedactor.Shorten(string.Concat(Enumerable.Repeat("😀", 300)), length);

        Assert.True(shortened.Length <= length);
        Assert.DoesNotContain(Rune.ReplacementChar, shortened.EnumerateRunes());
    }
}
