using System.Globalization;
using System.Text;
using ModelArts.Sdk.Authentication.Signing;

namespace ModelArts.Sdk.Tests.Authentication.Signing;

public sealed class SignedHeadersTests
{
    [Fact]
    public void AppendNames_ManyHeaders_HoldsEachInOrder()
    {
        string[] names = [.. Enumerable.Range(0, 100).Select(number => string.Create(CultureInfo.InvariantCulture, $"x-{number:000}"))];
        using SignedHeaders headers = new();
        foreach (string name in Enumerable.Reverse(names))
        {
            headers.Add(name, "value");
        }

        Utf8Buffer text = new(stackalloc byte[16]);
        headers.AppendNames(ref text);
        string written = Encoding.UTF8.GetString(text.Written);
        text.Dispose();

        Assert.Equal(string.Join(';', names), written);
    }
}
