using System.Net;
using ModelArts.Sdk.Tests.Authentication.Surroundings;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Authentication.Iam;

public sealed class TokenRenewalTests
{
    private readonly FakeCloud _cloud = new();

    [Fact]
    public async Task RefusedToken_IsRenewedOnceAndTheCallSucceeds()
    {
        _cloud.Service = request => request.Headers["X-Auth-Token"] == "canary-token-1" ? Expired() : Answer.Status("RUNNING")();
        using ModelArtsClient client = _cloud.Client();

        await client.CallAsync();
        await client.CallAsync();

        Assert.Equal(2, _cloud.TokenRequests.Count());
        Assert.Equal(["canary-token-1", "canary-token-2", "canary-token-2"], _cloud.ServiceRequests.Select(request => request.Headers["X-Auth-Token"]));
    }

    [Fact]
    public async Task RefusedAgain_IsTheCallersError()
    {
        _cloud.Service = _ => Expired();
        using ModelArtsClient client = _cloud.Client();

        ModelArtsAuthenticationException error = await client.FailAsync();

        Assert.Equal(ModelArtsErrorCode.TokenExpired, error.ErrorCode);
        Assert.Equal(2, _cloud.TokenRequests.Count());
        Assert.Equal(2, _cloud.ServiceRequests.Count());
    }

    [Theory]
    [InlineData("ModelArts.6201")]
    [InlineData("ModelArts.6203")]
    public async Task SuspendedAccount_GetsNoSecondToken(string code)
    {
        _cloud.Service = _ => Answer.Error(HttpStatusCode.Unauthorized, code)();
        using ModelArtsClient client = _cloud.Client();

        await client.FailAsync();

        Assert.Single(_cloud.TokenRequests);
        Assert.Single(_cloud.ServiceRequests);
    }

    [Fact]
    public async Task ManyCallsRefusedTogether_ShareOneRenewal()
    {
        const int Calls = 200;
        _cloud.Service = request => request.Headers["X-Auth-Token"] == "canary-token-1" ? Expired() : Answer.Status("RUNNING")();
        using ModelArtsClient client = _cloud.Client();

        await Task.WhenAll(Enumerable.Range(0, Calls).Select(_ => Task.Run(() => client.CallAsync())));

        Assert.Equal(2, _cloud.TokenRequests.Count());
    }

    [Fact]
    public async Task RenewalThatFails_IsTheCallersErrorAndTheNextCallRecovers()
    {
        using ModelArtsClient client = _cloud.Client();
        await client.CallAsync();
        _cloud.Service = request => request.Headers["X-Auth-Token"] == "canary-token-1" ? Expired() : Answer.Status("RUNNING")();
        _cloud.Token = (_, _) => Task.FromResult(Answer.Error(HttpStatusCode.BadGateway)());

        ModelArtsAuthenticationException error = await client.FailAsync();

        Assert.Equal(HttpStatusCode.BadGateway, error.StatusCode);
        _cloud.Token = (_, _) => Task.FromResult(_cloud.NewToken());
        await client.CallAsync();
        Assert.Equal("canary-token-2", _cloud.ServiceRequests.Last().Headers["X-Auth-Token"]);
    }

    [Fact]
    public async Task Waiting_OutlastsAnIamThatIsDownForAWhile()
    {
        using ModelArtsClient client = _cloud.Client();
        ModelArtsAuthenticationException down = new("no token", new ModelArtsApiException("down", HttpStatusCode.ServiceUnavailable, default));
        ModelArtsAuthenticationException wrong = new("no token", new ModelArtsAuthenticationException("wrong password"));

        Assert.True(TransientErrors.IncludesForRead(down));
        Assert.False(TransientErrors.IncludesForRead(wrong));
        await client.CallAsync();
    }

    private static HttpResponseMessage Expired() => Answer.Error(HttpStatusCode.Unauthorized, "ModelArts.0202")();
}
