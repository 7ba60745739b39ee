using ModelArts.Sdk.Telemetry;

namespace ModelArts.Sdk.Tests.Telemetry;

public sealed class SecretRedactorTests
{
    [Theory]
    [InlineData("Authorization: SDK-HMAC-SHA256 Access=AK, SignedHeaders=host, Signature=canary")]
    [InlineData("authorization = Bearer canary and more canary")]
    [InlineData("""{"headers":"{\"Authorization\":\"SDK-HMAC-SHA256 canary\"}"}""")]
    [InlineData("X-Auth-Token: canary")]
    [InlineData("X-Security-Token:canary")]
    [InlineData("X-Subject-Token : canary, next")]
    [InlineData("""{"access_token":"canary"}""")]
    [InlineData("""{"access_token" : "with \" canary quotes"}""")]
    [InlineData("""{"password": "two canary words"}""")]
    [InlineData("""{"Secret":'canary'}""")]
    [InlineData("""{"securitytoken":"canary","x":1}""")]
    [InlineData("""{"ssh_private_key":"canary"}""")]
    [InlineData("""{"password":"cut off canary""")]
    [InlineData("""{"detail":"{\"access_token\":\"canary\",\"x\":1}"}""")]
    [InlineData("""{"detail":"{\\\"password\\\":\\\"canary\\\"}"}""")]
    [InlineData("<Password>canary</Password>")]
    [InlineData("<SecretAccessKey>canary</SecretAccessKey>")]
    [InlineData("https://host/path?access_token=canary&x=1")]
    [InlineData("a=1&password=canary;b=2")]
    [InlineData("Signature=canary")]
    [InlineData("credential=canary")]
    [InlineData("passwd: canary")]
    public void Redact_BehindANameThatSoundsSecret_IsMasked(string text)
    {
        string redacted = SecretRedactor.Redact(text, request: null);

        Assert.DoesNotContain("canary", redacted, StringComparison.Ordinal);
        Assert.Contains("***", redacted, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("The name is in use.")]
    [InlineData("""{"error_code":"ModelArts.0202","error_msg":"The token has expired."}""")]
    [InlineData("the key of the matter: words")]
    [InlineData("")]
    public void Redact_NothingSecret_IsLeftAlone(string text) => Assert.Equal(text, SecretRedactor.Redact(text, request: null));

    [Fact]
    public void Redact_TheRestOfTheText_IsKept()
    {
        Assert.Equal("before token=*** after", SecretRedactor.Redact("before token=abc after", request: null));
        Assert.Equal("Authorization: ***\nnext line", SecretRedactor.Redact("Authorization: a, b, c\nnext line", request: null));
        Assert.Equal("""{"token":***,"name":"n"}""", SecretRedactor.Redact("""{"token":"abc","name":"n"}""", request: null));
    }

    [Fact]
    public void Redact_WhatTheRequestSent_IsMaskedWhereverItIsRepeated()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "https://example.com");
        request.Headers.Add("X-Auth-Token", "abc123");
        request.Headers.Add("X-Custom", ["one-secret", "two-secret"]);
        request.Headers.Add("X-Project-Id", "p1");

        string redacted = SecretRedactor.Redact("abc123 (abc123) one-secret two-secret p1", request);

        Assert.Equal("*** (***) *** *** p1", redacted);
    }

    [Fact]
    public void Redact_LongText_IsReadToItsEnd()
    {
        string noise = string.Concat(Enumerable.Repeat("token token\" secret_secret-secret ", 20_000));

        string redacted = SecretRedactor.Redact(noise + "password=canary " + noise, request: null);

        Assert.DoesNotContain("canary", redacted, StringComparison.Ordinal);
        Assert.Equal((2 * noise.Length) + "password=*** ".Length, redacted.Length);
    }

    [Theory]
    [InlineData("X-Auth-Token", false)]
    [InlineData("Authorization", false)]
    [InlineData("X-Security-Token", false)]
    [InlineData("Cookie", false)]
    [InlineData("Anything-Else", false)]
    [InlineData("accept", true)]
    [InlineData("User-Agent", true)]
    [InlineData("X-Request-Id", true)]
    [InlineData("X-Sdk-Date", true)]
    public void IsPublicHeader_OnlyWhatIsNamed(string name, bool shown) => Assert.Equal(shown, SecretRedactor.IsPublicHeader(name));
}
