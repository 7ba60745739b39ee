using System.Net;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.Tests.Authentication.Surroundings;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Authentication.Iam;

public sealed class TokenRenewalTests
{
    private readonly FakeCloud _cloud = new();

    [Fact]
    public async Task RefusedToken_IsRenewedOnceAndTheCallSucceeds()
    {
        using ModelArtsClient client = await ClientWithATokenAsync();
        _cloud.Service = request => request.Headers["X-Auth-Token"] == "canary-token-1" ? Expired() : Answer.Status("RUNNING")();

        await client.CallAsync();
        await client.CallAsync();

        Assert.Equal(2, _cloud.TokenRequests.Count());
        Assert.Equal(["canary-token-1", "canary-token-1", "canary-token-2", "canary-token-2"], _cloud.ServiceRequests.Select(request => request.Headers["X-Auth-Token"]));
    }

    [Fact]
    public async Task RefusedAgain_IsTheCallersError()
    {
        using ModelArtsClient client = await ClientWithATokenAsync();
        _cloud.Service = _ => Expired();

        ModelArtsAuthenticationException error = await client.FailAsync();

        Assert.Equal(ModelArtsErrorCode.TokenExpired, error.ErrorCode);
        Assert.Equal(2, _cloud.TokenRequests.Count());
        Assert.Equal(3, _cloud.ServiceRequests.Count());
    }

    [Fact]
    public async Task RefusedToken_ThatIsNew_IsTheCallersErrorUntilItIsThirtySecondsOld()
    {
        _cloud.Service = _ => Expired();
        using ModelArtsClient client = _cloud.Client();

        await client.FailAsync();
        _cloud.Clock.Advance(TimeSpan.FromSeconds(29));
        await client.FailAsync();
        Assert.Single(_cloud.TokenRequests);

        _cloud.Clock.Advance(TimeSpan.FromSeconds(1));
        await client.FailAsync();
        await client.FailAsync();
        Assert.Equal(2, _cloud.TokenRequests.Count());
    }

    [Fact]
    public async Task RefusedToken_ServesOtherCallsUntilTheNewOneIsThere()
    {
        using ModelArtsClient client = await ClientWithATokenAsync();
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource<HttpResponseMessage> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _cloud.Token = (_, _) =>
        {
            asked.SetResult();
            return answer.Task;
        };
        int calls = 0;
        _cloud.Service = _ => ++calls == 1 ? Expired() : Answer.Status("RUNNING")();

        Task refused = client.CallAsync();
        await asked.Task;
        await client.CallAsync();
        Assert.False(refused.IsCompleted);
        answer.SetResult(_cloud.NewToken());
        await refused;

        Assert.Equal("canary-token-2", _cloud.ServiceRequests.Last().Headers["X-Auth-Token"]);
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
        using ModelArtsClient client = await ClientWithATokenAsync();
        _cloud.Service = request => request.Headers["X-Auth-Token"] == "canary-token-1" ? Expired() : Answer.Status("RUNNING")();

        await Task.WhenAll(Enumerable.Range(0, Calls).Select(_ => Task.Run(() => client.CallAsync())));

        Assert.Equal(2, _cloud.TokenRequests.Count());
    }

    [Fact]
    public async Task RenewalThatFails_IsTheCallersErrorAndTheNextCallRecovers()
    {
        using ModelArtsClient client = await ClientWithATokenAsync();
        _cloud.Service = request => request.Headers["X-Auth-Token"] == "canary-token-1" ? Expired() : Answer.Status("RUNNING")();
        _cloud.Token = (_, _) => Task.FromResult(Answer.Error(HttpStatusCode.BadGateway)());

        ModelArtsAuthenticationException error = await client.FailAsync();

        Assert.Equal(HttpStatusCode.BadGateway, error.StatusCode);
        _cloud.Token = (_, _) => Task.FromResult(_cloud.NewToken());
        await client.CallAsync();
        Assert.Equal("canary-token-2", _cloud.ServiceRequests.Last().Headers["X-Auth-Token"]);
    }

    [Fact]
    public async Task RefusedTokenThatAnotherCallHasReplaced_IsNotRenewedAgain()
    {
        IamPasswordCredential credential = FakeCloud.User();
        CredentialContext context = new(_cloud.Options(credential));
        using HttpRequestMessage refused = new();
        refused.Headers.Add("X-Auth-Token", "one-before-canary-token-1");
        using HttpRequestMessage present = new();
        await credential.AuthenticateAsync(present, context, TestContext.Current.CancellationToken);

        Assert.True(await credential.TryRenewAsync(refused, context, TestContext.Current.CancellationToken));
        Assert.Single(_cloud.TokenRequests);

        _cloud.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await credential.TryRenewAsync(present, context, TestContext.Current.CancellationToken));
        Assert.Equal(2, _cloud.TokenRequests.Count());
    }

    [Fact]
    public void FailureToGetAToken_MayPassWhereItsCauseMay()
    {
        ModelArtsAuthenticationException down = new("no token", new ModelArtsApiException("down", HttpStatusCode.ServiceUnavailable, default));
        ModelArtsAuthenticationException wrong = new("no token", new ModelArtsAuthenticationException("wrong password"));

        Assert.True(TransientErrors.IncludesForRead(down));
        Assert.False(TransientErrors.IncludesForRead(wrong));
    }

    /// <summary>A client whose token is old enough to be renewed.</summary>
    private async Task<ModelArtsClient> ClientWithATokenAsync()
    {
        ModelArtsClient client = _cloud.Client();
        await client.CallAsync();
        _cloud.Clock.Advance(TimeSpan.FromSeconds(30));
        return client;
    }

    private static HttpResponseMessage Expired() => Answer.Error(HttpStatusCode.Unauthorized, "ModelArts.0202")();
}
