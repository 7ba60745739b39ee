using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using ModelArts.Sdk.Testing.Accounts;
using ModelArts.Sdk.Testing.Authentication;
using ModelArts.Sdk.Testing.Persistence;
using ModelArts.Sdk.Testing.Randomness;
using ModelArts.Sdk.Testing.Requests;

namespace ModelArts.Sdk.Testing.Tests.Authentication;

/// <summary>The two published vectors, which no signer of ours has made.</summary>
public sealed class SignatureVectorTests
{
    [Theory]
    [InlineData(
        "GET", "/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs", "?limit=2&marker=13551d6b-755d-4757-b956-536f674975c0", "",
        "fd95e7da6f695cfb4cabbb9d6b0968aec155bc576b064835282473539ae9ea1d")]
    [InlineData(
        "POST", "/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpc/123", "", """{"key":"value"}""",
        "b5649aa774f6cac7437631662f08815fc65c70e40e486df6db2436ce68902771")]
    public void Check_PublishedVector_IsAcceptedAndNoOtherSignature(string method, string path, string query, string body, string signature)
    {
        Assert.Equal(SimulatorAuthentication.SignatureAccepted, Check(method, path, query, body, signature));
        Assert.Equal(SimulatorAuthentication.SignatureMismatch, Check(method, path, query, body + " ", signature));
        Assert.Equal(SimulatorAuthentication.SignatureMismatch, Check(method, path + "x", query, body, signature));
    }

    [Theory]
    [InlineData("/", "/")]
    [InlineData("/a/b", "/a/b/")]
    [InlineData("/a/b/", "/a/b/")]
    [InlineData("/a%2fb+c%20d", "/a/b%2Bc%20d/")]
    [InlineData("/%e4%bd%a0/~%7E*", "/%E4%BD%A0/~~%2A/")]
    [InlineData("/%ff%zz", "/%FF%25zz/")]
    public void PathOf_AnyPath_IsDecodedAndEncodedSegmentBySegment(string path, string canonical) =>
        Assert.Equal(canonical, CanonicalForm.PathOf(path));

    [Theory]
    [InlineData("", "")]
    [InlineData("?", "")]
    [InlineData("?b=2&a=1", "a=1&b=2")]
    [InlineData("?a=2&a=1&a", "a=&a=1&a=2")]
    [InlineData("?a=b=c&&d=x+y%2B%20z", "a=b%3Dc&d=x%20y%2B%20z")]
    [InlineData("?a0=1&a%21=2", "a%21=2&a0=1")]
    [InlineData("?%ef%bf%bd=1&%f0%9f%98%80=2", "%F0%9F%98%80=2&%EF%BF%BD=1")]
    public void QueryOf_AnyQuery_IsSortedAndEncoded(string query, string canonical) =>
        Assert.Equal(canonical, CanonicalForm.QueryOf(query));

    [Fact]
    public void HeadersOf_SeveralValues_AreALineEach() => Assert.Equal(
        "a:1  2\na:b\nc:3\n",
        CanonicalForm.HeadersOf(["a", "c"], name => name == "a" ? ["b", " 1  2 "] : ["3"], collapseSpaces: false));

    [Fact]
    public void HeadersOf_WithScope_CollapsesSpaces() =>
        Assert.Equal("a:1 2 3\n", CanonicalForm.HeadersOf(["a"], _ => [" 1  2\t3 "], collapseSpaces: true));

    private static SimulatorAuthentication Check(string method, string path, string query, string body, string signature)
    {
        HeaderDictionary headers = new()
        {
            ["Host"] = "service.region.example.com",
            ["X-Sdk-Date"] = "20191115T033655Z",
            ["TEST_UNDERSCORE"] = "TEST_VALUE",
            ["Authorization"] = $"SDK-HMAC-SHA256 Access=AccessKey, SignedHeaders=host;x-sdk-date, Signature={signature}",
        };
        SimulatorRandom random = new(seed: null);
        AccountBook accounts = new(new SimulatorOptions { AccessKey = "AccessKey", SecretKey = "SecretKey" }, random, new StoredSecrets([]));
        FakeTimeProvider clock = new(new DateTimeOffset(2019, 11, 15, 3, 36, 55, TimeSpan.Zero));
        return new SignatureCheck(new KeyRing(accounts, random), clock)
            .Check(new SimulatorRequest(method, path, query, headers, Encoding.UTF8.GetBytes(body), "r")).Authentication;
    }
}
