using System.Text;
using ModelArts.Sdk.Authentication.Signing;

namespace ModelArts.Sdk.Tests.Authentication.Signing;

/// <summary>The two requests whose signatures are published, and what may and may not matter to them.</summary>
public sealed class PublishedVectorTests
{
    private const string GetTarget =
        "/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs?limit=2&marker=13551d6b-755d-4757-b956-536f674975c0";

    private const string GetSignature = "fd95e7da6f695cfb4cabbb9d6b0968aec155bc576b064835282473539ae9ea1d";

    [Fact]
    public void Sign_GetWithQuery_IsThePublishedSignature() =>
        Assert.Equal(Expected(GetSignature), Sign("GET", GetTarget));

    [Fact]
    public void Sign_PostWithBody_IsThePublishedSignature() =>
        Assert.Equal(
            Expected("b5649aa774f6cac7437631662f08815fc65c70e40e486df6db2436ce68902771"),
            Sign("POST", "/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpc/123", """{"key":"value"}"""));

    [Theory]
    [InlineData("get", GetTarget)]
    [InlineData("GET", "/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs?marker=13551d6b-755d-4757-b956-536f674975c0&limit=2")]
    [InlineData("GET", "/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs/?limit=2&marker=13551d6b-755d-4757-b956-536f674975c0")]
    [InlineData("GET", "/v1/77b6a44cba5143ab91d13ab9a8ff44fd%2fvpcs?limit=%32&marker=13551d6b%2D755d-4757-b956-536f674975c0&")]
    public void Sign_SameRequestWrittenOtherwise_IsTheSameSignature(string method, string target) =>
        Assert.Equal(Expected(GetSignature), Sign(method, target));

    [Fact]
    public void Sign_SameHeadersTwice_IsTheSameSignature()
    {
        SignedHeaders headers = Headers();
        SigningKey key = new("AccessKey", "SecretKey");

        string first = RequestSigner.Sign(new RequestParts { Method = "GET", Target = GetTarget, Headers = headers }, key);
        string second = RequestSigner.Sign(new RequestParts { Method = "GET", Target = GetTarget, Headers = headers }, key);

        Assert.Equal(first, second);
    }

    [Fact]
    public void Sign_ContentHashGiven_StandsForTheBody()
    {
        SignedHeaders headers = Headers();
        headers.Add("X-Sdk-Content-Sha256", "UNSIGNED-PAYLOAD");

        string first = Sign("POST", "/a", "1", headers);

        Assert.Equal(first, Sign("POST", "/a", "2", headers));
        Assert.Contains("SignedHeaders=host;x-sdk-content-sha256;x-sdk-date,", first);
    }

    [Fact]
    public void Sign_NoDate_IsRefused()
    {
        SignedHeaders headers = new();

        Assert.Throws<ArgumentException>(() => Sign("GET", "/", "", headers));
    }

    [Fact]
    public void FormatDate_OtherOffset_IsUtc() =>
        Assert.Equal("20191115T033655Z", RequestSigner.FormatDate(new DateTimeOffset(2019, 11, 15, 11, 36, 55, TimeSpan.FromHours(8))));

    private static SignedHeaders Headers()
    {
        SignedHeaders headers = new();
        headers.Add("TEST_UNDERSCORE", "ignored");
        headers.Add("X-Sdk-Date", "20191115T033655Z");
        headers.Add("Content-Type", "application/json");
        headers.Add("Host", "service.region.example.com");
        return headers;
    }

    private static string Sign(string method, string target, string body = "", SignedHeaders? headers = null) => RequestSigner.Sign(
        new RequestParts { Method = method, Target = target, Headers = headers ?? Headers(), Body = Encoding.UTF8.GetBytes(body) },
        new SigningKey("AccessKey", "SecretKey"));

    private static string Expected(string signature) =>
        $"SDK-HMAC-SHA256 Access=AccessKey, SignedHeaders=host;x-sdk-date, Signature={signature}";
}
