using System.Net;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Authentication;

/// <summary>A secret that the service no longer takes is renewed once, where that can help.</summary>
public sealed class AuthHandlerRenewalTests
{
    private readonly RenewableCredential _credential = new();

    [Fact]
    public async Task Call_Unauthorized_IsSentAgainWithTheNewSecret()
    {
        RecordingTransport transport = new(request => request.Headers["X-Auth-Token"] == "token-1" ? Found() : Refused());
        using ModelArtsClient client = Client(transport);

        DevEnvironmentInstance instance = await GetAsync(client);

        Assert.Equal("DE-1", instance.Id);
        Assert.Equal(["token-0", "token-1"], transport.Requests.Select(request => request.Headers["X-Auth-Token"]));
        Assert.Equal(["token-0"], _credential.Refused);
    }

    [Fact]
    public async Task Call_UnauthorizedAgain_IsNotLooped()
    {
        RecordingTransport transport = new(_ => Refused());
        using ModelArtsClient client = Client(transport);

        ModelArtsAuthenticationException exception = await Assert.ThrowsAsync<ModelArtsAuthenticationException>(() => GetAsync(client));

        Assert.Equal(2, transport.Requests.Count);
        Assert.Single(_credential.Refused);
        Assert.Equal(ModelArtsErrorCode.TokenExpired, exception.ErrorCode);
    }

    [Fact]
    public async Task Call_NothingToRenew_GivesTheRefusal()
    {
        _credential.CanRenew = false;
        RecordingTransport transport = new(_ => Refused());
        using ModelArtsClient client = Client(transport);

        await Assert.ThrowsAsync<ModelArtsAuthenticationException>(() => GetAsync(client));

        Assert.Single(transport.Requests);
        Assert.Single(_credential.Refused);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "ModelArts.6201")]
    [InlineData(HttpStatusCode.Unauthorized, "ModelArts.6203")]
    [InlineData(HttpStatusCode.Unauthorized, "modelarts.6203")]
    [InlineData(HttpStatusCode.Unauthorized, "ModelArts.0204")]
    [InlineData(HttpStatusCode.Unauthorized, "ModelArts.0210")]
    [InlineData(HttpStatusCode.Unauthorized, "APIGW.0303")]
    [InlineData(HttpStatusCode.Unauthorized, "Any.0001")]
    [InlineData(HttpStatusCode.Forbidden, "ModelArts.0202")]
    public async Task Call_NoSecretCanHelp_IsSentOnce(HttpStatusCode status, string code)
    {
        RecordingTransport transport = new(_ => Refused(status, code));
        using ModelArtsClient client = Client(transport);

        await Assert.ThrowsAnyAsync<ModelArtsException>(() => GetAsync(client));

        Assert.Single(transport.Requests);
        Assert.Empty(_credential.Refused);
    }

    [Theory]
    [InlineData("ModelArts.0201")]
    [InlineData("ModelArts.0202")]
    [InlineData("ModelArts.0203")]
    [InlineData("ModelArts.0206")]
    [InlineData("APIGW.0301")]
    [InlineData("APIGW.0307")]
    public async Task Call_TheSecretIsRefused_IsSentAgainWithTheNewOne(string code)
    {
        RecordingTransport transport = new(request => request.Headers["X-Auth-Token"] == "token-1" ? Found() : Refused(code: code));
        using ModelArtsClient client = Client(transport);

        await GetAsync(client);

        Assert.Equal(2, transport.Requests.Count);
    }

    [Fact]
    public async Task Call_RenewalFails_GivesItsReason()
    {
        _credential.Failure = new ModelArtsAuthenticationException("IAM is away.");
        RecordingTransport transport = new(_ => Refused());
        using ModelArtsClient client = Client(transport);

        Assert.Same(_credential.Failure, await Assert.ThrowsAsync<ModelArtsAuthenticationException>(() => GetAsync(client)));
        Assert.Single(transport.Requests);
    }

    [Fact]
    public async Task Call_RefusalHasNoBodyOrIsNotJson_IsReadAllTheSame()
    {
        Queue<HttpResponseMessage> answers = new([new HttpResponseMessage(HttpStatusCode.Unauthorized), Found()]);
        RecordingTransport transport = new(_ => answers.Dequeue());
        using ModelArtsClient client = Client(transport);

        Assert.Equal("DE-1", (await GetAsync(client)).Id);
    }

    private static HttpResponseMessage Found() => RecordingTransport.Json("""{"id":"DE-1","name":"n","status":"RUNNING"}""");

    private static HttpResponseMessage Refused(HttpStatusCode status = HttpStatusCode.Unauthorized, string code = "ModelArts.0202") =>
        RecordingTransport.Json($$"""{"error_code":"{{code}}","error_msg":"no"}""", status);

    private static Task<DevEnvironmentInstance> GetAsync(ModelArtsClient client) =>
        client.DevEnvironments.GetAsync("DE-1", TestContext.Current.CancellationToken);

    private ModelArtsClient Client(RecordingTransport transport) => new(new ModelArtsClientOptions
    {
        Region = ModelArtsRegion.CnNorth4,
        ProjectId = "p1",
        Credential = _credential,
        Transport = transport,
    });

    private sealed class RenewableCredential : ModelArtsCredential
    {
        private int _generation;

        public bool CanRenew { get; set; } = true;

        public Exception? Failure { get; set; }

        public List<string> Refused { get; } = [];

        public override ValueTask AuthenticateAsync(HttpRequestMessage request, CredentialContext context, CancellationToken cancellationToken = default)
        {
            request.Headers.Remove("X-Auth-Token");
            request.Headers.Add("X-Auth-Token", $"token-{_generation}");
            return ValueTask.CompletedTask;
        }

        protected internal override ValueTask<bool> TryRenewAsync(HttpRequestMessage refused, CredentialContext context, CancellationToken cancellationToken = default)
        {
            Refused.Add(refused.Headers.GetValues("X-Auth-Token").Single());
            if (Failure is not null)
            {
                throw Failure;
            }

            _generation += CanRenew ? 1 : 0;
            return new(CanRenew);
        }
    }
}
