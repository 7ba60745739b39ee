using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.Tests.Authentication.Signing;

namespace ModelArts.Sdk.Tests.Authentication;

public sealed class AccessKeyCredentialTests
{
    private const string Token = "canarySecurityToken01";

    [Theory]
    [InlineData(null, "s", null, "accessKey")]
    [InlineData("a", null, null, "secretKey")]
    public void Constructor_Null_IsRefused(string? accessKey, string? secretKey, string? securityToken, string parameter) =>
        Assert.Equal(parameter, Assert.Throws<ArgumentNullException>(() => new AccessKeyCredential(accessKey!, secretKey!, securityToken)).ParamName);

    [Theory]
    [InlineData(" ", "s", null, "accessKey")]
    [InlineData("a", "\r\n", null, "secretKey")]
    [InlineData("a", "s", "", "securityToken")]
    [InlineData("canary 1", "s", null, "accessKey")]
    [InlineData("canary,1", "s", null, "accessKey")]
    [InlineData("canary/1", "s", null, "accessKey")]
    [InlineData("canary=1", "s", null, "accessKey")]
    [InlineData("a", "canary 1", null, "secretKey")]
    [InlineData("a", "canary\r\nX-Evil: 1", null, "secretKey")]
    [InlineData("a", "s", "canary\nX-Evil: 1", "securityToken")]
    [InlineData("a", "s", "canaryü", "securityToken")]
    public void Constructor_Wrong_IsRefusedWithoutRepeatingIt(string accessKey, string secretKey, string? securityToken, string parameter)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => new AccessKeyCredential(accessKey, secretKey, securityToken));

        Assert.Equal(parameter, exception.ParamName);
        Assert.DoesNotContain("canary", exception.ToString().Split("   at ")[0], StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Constructor_SpaceAroundTheValues_IsDropped()
    {
        SignedRequest request = await SignedRequest.MakeAsync(
            new AccessKeyCredential($" {SignatureCheck.AccessKey}\n", $"{SignatureCheck.SecretKey}\r\n", $"\t{Token} "));

        request.Verify();
        Assert.Equal(Token, request.Headers["X-Security-Token"]);
    }

    [Fact]
    public async Task AuthenticateAsync_PermanentKey_SignsDateHostAndProject()
    {
        SignedRequest request = await SignedRequest.MakeAsync(Permanent());

        request.Verify();
        Assert.Equal("20260102T030405Z", request.Headers["X-Sdk-Date"]);
        Assert.Equal("project-1", request.Headers["X-Project-Id"]);
        Assert.False(request.Headers.ContainsKey("X-Security-Token"));
        Assert.Equal(["host", "x-project-id", "x-sdk-date"], request.SignedHeaders);
    }

    [Fact]
    public async Task AuthenticateAsync_TemporaryKey_SignsItsTokenToo()
    {
        SignedRequest request = await SignedRequest.MakeAsync(new AccessKeyCredential(SignatureCheck.AccessKey, SignatureCheck.SecretKey, Token));

        request.Verify();
        Assert.Equal(["host", "x-project-id", "x-sdk-date", "x-security-token"], request.SignedHeaders);
    }

    [Fact]
    public async Task AuthenticateAsync_ProjectUnknown_SendsNone()
    {
        SignedRequest request = await SignedRequest.MakeAsync(Permanent(), options: options => options.ProjectId = null);

        request.Verify();
        Assert.Equal(["host", "x-sdk-date"], request.SignedHeaders);
    }

    [Fact]
    public async Task AuthenticateAsync_Again_ReplacesWhatWasThere()
    {
        AccessKeyCredential credential = new(SignatureCheck.AccessKey, SignatureCheck.SecretKey, Token);
        using HttpRequestMessage message = SignedRequest.Message();
        message.Headers.TryAddWithoutValidation("Authorization", "stale");
        message.Headers.TryAddWithoutValidation("X-Sdk-Date", "stale");
        message.Headers.TryAddWithoutValidation("X-Security-Token", "stale");
        message.Headers.TryAddWithoutValidation("X-Project-Id", "stale");

        (await SignedRequest.MakeAsync(credential, message)).Verify();
        SignedRequest second = await SignedRequest.MakeAsync(credential, message, options => options.TimeProvider = SignedRequest.Clock(TimeSpan.FromSeconds(1)));

        second.Verify();
        Assert.Equal("20260102T030406Z", second.Headers["X-Sdk-Date"]);
        Assert.Equal(Token, second.Headers["X-Security-Token"]);
        Assert.Equal("project-1", second.Headers["X-Project-Id"]);
    }

    [Fact]
    public async Task AuthenticateAsync_HeadersThatMayChangeOnTheWay_AreNotSigned()
    {
        using HttpRequestMessage message = SignedRequest.Message();
        foreach (string name in (string[])["Accept", "User-Agent", "traceparent", "Via", "X-Forwarded-For", "x-request-id", "X-B3-TraceId", "X-Under_Score", "X-Stage"])
        {
            Assert.True(message.Headers.TryAddWithoutValidation(name, "1"));
        }

        SignedRequest request = await SignedRequest.MakeAsync(Permanent(), message);

        request.Verify();
        Assert.Equal(["host", "x-project-id", "x-sdk-date", "x-stage"], request.SignedHeaders);
    }

    [Fact]
    public async Task AuthenticateAsync_OpenTelekomCloud_SignsWithTheScope()
    {
        SignedRequest request = await SignedRequest.MakeAsync(Permanent(), options: options => options.Region = ModelArtsRegion.EuDeOtc);

        request.Verify();
        Assert.StartsWith($"SDK-HMAC-SHA256 Credential={SignatureCheck.AccessKey}/20260102///sdk_request, ", request.Headers["Authorization"]);
    }

    [Fact]
    public async Task AuthenticateAsync_DayPasses_SignsWithTheKeyOfTheNewDay()
    {
        AccessKeyCredential credential = Permanent();
        foreach (int hours in (int[])[0, 1, 24, 0])
        {
            SignedRequest request = await SignedRequest.MakeAsync(credential, options: options =>
            {
                options.SigningScheme = SigningScheme.CredentialScope;
                options.TimeProvider = SignedRequest.Clock(TimeSpan.FromHours(hours));
            });

            request.Verify();
            Assert.Contains($"/{request.Headers["X-Sdk-Date"][..8]}///sdk_request,", request.Headers["Authorization"]);
        }
    }

    [Fact]
    public async Task AuthenticateAsync_RelativeAddress_IsRefused()
    {
        using HttpRequestMessage message = new(HttpMethod.Get, "/v1");

        await Assert.ThrowsAsync<ArgumentException>(() => SignedRequest.MakeAsync(Permanent(), message));
    }

    [Fact]
    public void Shown_AnyWay_HoldsNoSecret()
    {
        AccessKeyCredential credential = new(SignatureCheck.AccessKey, SignatureCheck.SecretKey, Token);

        Assert.Equal("AccessKeyCredential", credential.ToString());
        Assert.Equal("{ToString(),nq}", typeof(AccessKeyCredential).GetCustomAttribute<DebuggerDisplayAttribute>()!.Value);
        Assert.Equal("{}", JsonSerializer.Serialize(credential));
        Assert.Empty(typeof(AccessKeyCredential).GetProperties());
        Assert.Empty(typeof(AccessKeyCredential).GetFields());
    }

    private static AccessKeyCredential Permanent() => new(SignatureCheck.AccessKey, SignatureCheck.SecretKey);
}
