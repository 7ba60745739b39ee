using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.Tests.Authentication.Signing;

namespace ModelArts.Sdk.Tests.Authentication;

/// <summary>Host, path and query are signed as <see cref="HttpClient"/> sends them.</summary>
public sealed class AccessKeyAddressTests
{
    [Theory]
    [InlineData("https://modelarts.example.com/", "modelarts.example.com")]
    [InlineData("https://modelarts.example.com:443/a", "modelarts.example.com")]
    [InlineData("https://modelarts.example.com:8443/a", "modelarts.example.com:8443")]
    [InlineData("http://localhost:80/a", "localhost")]
    [InlineData("http://[::1]:5000/a", "[::1]:5000")]
    [InlineData("http://[::1]/a", "[::1]")]
    [InlineData("https://müller.example/a", "xn--mller-kva.example")]
    public void Host_IsThatOfTheWire(string address, string host)
    {
        using HttpRequestMessage message = new(HttpMethod.Get, address);

        Assert.Equal(host, ModelArts.Sdk.Authentication.Signing.WireForm.Host(message, message.RequestUri!));
    }

    [Fact]
    public async Task AuthenticateAsync_HostHeaderSet_IsWhatIsSigned()
    {
        using HttpRequestMessage message = SignedRequest.Message();
        message.Headers.Host = "behind.example.com:9";

        (await SignedRequest.MakeAsync(new AccessKeyCredential(SignatureCheck.AccessKey, SignatureCheck.SecretKey), message)).Verify();
    }

    [Theory]
    [InlineData("https://h.example/v1/p 1/../a%2Fb/%E4%B8%AD/中/x;y=1,2/~")]
    [InlineData("https://h.example/a?b=2&a=1&a=&b=1&a&=x&c=%E4%B8%AD+d&e=%2B%26#fragment")]
    [InlineData("https://h.example?q=ü")]
    public async Task AuthenticateAsync_AddressOfEveryKind_IsSignedAsItIsSent(string address)
    {
        AccessKeyCredential credential = new(SignatureCheck.AccessKey, SignatureCheck.SecretKey);

        (await SignedRequest.MakeAsync(credential, SignedRequest.Message(address))).Verify();
        (await SignedRequest.MakeAsync(credential, SignedRequest.Message(address), options => options.SigningScheme = SigningScheme.CredentialScope)).Verify();
    }
}
