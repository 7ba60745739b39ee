using System.Net;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.Tests.Authentication.Surroundings;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Authentication.Iam;

public sealed class TokenSharingTests
{
    private const int Callers = 1000;

    private readonly FakeCloud _cloud = new();

    [Fact]
    public async Task FirstCalls_OneThousandAtOnce_MakeOneTokenRequest()
    {
        using UnobservedExceptions unobserved = new("token");
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _cloud.Token = async (_, _) =>
        {
            await release.Task;
            return _cloud.NewToken();
        };
        using ModelArtsClient client = _cloud.Client();

        Task[] calls = [.. Enumerable.Range(0, Callers).Select(_ => Task.Run(() => client.CallAsync()))];
        release.SetResult();
        await Task.WhenAll(calls);

        Assert.Single(_cloud.TokenRequests);
        Assert.Equal(Callers, _cloud.ServiceRequests.Count(request => request.Headers["X-Auth-Token"] == "canary-token-1"));
        Assert.Equal(0, unobserved.Collect());
    }

    [Fact]
    public async Task TokenThatHasEnded_OneThousandCallersAndAFailingIam_OneRequestTheSameErrorAndTheNextCallRecovers()
    {
        using UnobservedExceptions unobserved = new("IAM gave no token");
        using ModelArtsClient client = _cloud.Client();
        await client.CallAsync();
        _cloud.Clock.Advance(TimeSpan.FromHours(25));
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _cloud.Token = async (_, _) =>
        {
            await release.Task;
            return RecordingTransport.Json("""{"error_msg":"down","error_code":"IAM.0011"}""", HttpStatusCode.ServiceUnavailable);
        };

        Task<ModelArtsAuthenticationException>[] calls = [.. Enumerable.Range(0, Callers).Select(_ => client.FailAsync())];
        release.SetResult();
        ModelArtsAuthenticationException[] errors = await Task.WhenAll(calls);

        Assert.Equal(2, _cloud.TokenRequests.Count());
        Assert.Single(errors.Select(error => error.Message).Distinct());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, errors[0].StatusCode);
        _cloud.Token = (_, _) => Task.FromResult(_cloud.NewToken());
        await client.CallAsync();
        Assert.Equal(3, _cloud.TokenRequests.Count());
        Assert.Equal("canary-token-2", _cloud.ServiceRequests.Last().Headers["X-Auth-Token"]);
        calls = [];
        Assert.Equal(0, unobserved.Collect());
    }

    [Fact]
    public async Task TokenThatIsNearItsEnd_IsServedWhileIamFailsAndReplacedOnceItAnswers()
    {
        using ModelArtsClient client = _cloud.Client();
        await client.CallAsync();
        TaskCompletionSource failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _cloud.Token = (_, _) =>
        {
            failed.TrySetResult();
            return Task.FromResult(Answer.Error(HttpStatusCode.ServiceUnavailable)());
        };

        _cloud.Clock.Advance(TimeSpan.FromHours(23.75));
        await client.CallAsync();
        await failed.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await client.CallAsync();
        Assert.All(_cloud.ServiceRequests, request => Assert.Equal("canary-token-1", request.Headers["X-Auth-Token"]));

        _cloud.Token = (_, _) => Task.FromResult(_cloud.NewToken());
        for (int round = 0; round < 500 && _cloud.ServiceRequests.Last().Headers["X-Auth-Token"] == "canary-token-1"; round++)
        {
            // The pause after a failed renewal; repeated where the failure had not arrived yet, and never near the end of the token.
            _cloud.Clock.Advance(TimeSpan.FromSeconds(round % 50 == 0 ? 30 : 0));
            await client.CallAsync();
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Equal("canary-token-2", _cloud.ServiceRequests.Last().Headers["X-Auth-Token"]);
        Assert.Equal(3, _cloud.TokenRequests.Count());
    }

    [Fact]
    public async Task SharedError_NamesTheInstanceOfEachCall()
    {
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _cloud.Token = async (_, _) =>
        {
            await release.Task;
            throw new HttpRequestException(HttpRequestError.ConnectionError, "refused");
        };
        using ModelArtsClient client = _cloud.Client();
        string[] ids = ["DE-1", "DE-2"];
        Task<ModelArtsAuthenticationException>[] calls =
        [
            .. ids.Select(id => Assert.ThrowsAsync<ModelArtsAuthenticationException>(
                () => client.DevEnvironments.GetAsync(id, TestContext.Current.CancellationToken))),
        ];

        release.SetResult();

        Assert.Equal(ids, (await Task.WhenAll(calls)).Select(error => error.InstanceId));
    }

    [Fact]
    public async Task Cancellation_OfOneCaller_IsPromptAndLeavesTheOthersTheirToken()
    {
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _cloud.Token = async (_, _) =>
        {
            await release.Task;
            return _cloud.NewToken();
        };
        using ModelArtsClient client = _cloud.Client();
        using CancellationTokenSource source = new();
        Task first = client.CallUntilAsync(source.Token);
        Task second = client.CallAsync();

        await source.CancelAsync();
        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken));

        Assert.Equal(source.Token, exception.CancellationToken);
        release.SetResult();
        await second;
        Assert.Single(_cloud.TokenRequests);
    }

    [Fact]
    public async Task CredentialOfTwoClients_OfTheSameProject_HasOneToken()
    {
        IamPasswordCredential credential = FakeCloud.User();
        using ModelArtsClient one = _cloud.Client(credential);
        using ModelArtsClient two = _cloud.Client(credential);
        using ModelArtsClient other = _cloud.Client(credential, projectId: "p2");

        await one.CallAsync();
        await two.CallAsync();
        Assert.Single(_cloud.TokenRequests);

        await other.CallAsync();
        Assert.Equal(2, _cloud.TokenRequests.Count());
    }
}
