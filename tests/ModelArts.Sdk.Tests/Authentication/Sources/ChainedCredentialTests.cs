using System.Net;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.Tests.Authentication.Surroundings;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Authentication.Sources;

public sealed class ChainedCredentialTests
{
    private readonly FakeCloud _cloud = new();

    [Fact]
    public async Task FirstThatHoldsACredential_IsUsedAndRemembered()
    {
        Source empty = new(Unavailable("empty"));
        Source good = new();
        Source never = new();
        using ModelArtsClient client = _cloud.Client(new ChainedCredential(empty, good, never));

        await client.CallAsync();
        await client.CallAsync();

        Assert.Equal((1, 2, 0), (empty.Asked, good.Asked, never.Asked));
    }

    [Fact]
    public async Task SourceThatIsWrong_EndsTheSearch()
    {
        ModelArtsAuthenticationException wrong = new("wrong");
        Source never = new();
        using ModelArtsClient client = _cloud.Client(new ChainedCredential(new Source(Unavailable("empty")), new Source(wrong), never));

        Assert.Same(wrong, await client.FailAsync());
        Assert.Equal(0, never.Asked);
    }

    [Fact]
    public async Task NoneHoldsACredential_SaysOfEachWhyAndTriesAllAgainNextTime()
    {
        Source one = new(Unavailable("reason one"));
        using ModelArtsClient client = _cloud.Client(new ChainedCredential(one, new ChainedCredential(new Source(Unavailable("reason two")))));

        ModelArtsAuthenticationException error = await client.FailAsync();

        Assert.StartsWith(
            "No credential was found.\n  - Source: reason one\n  - ChainedCredential: No credential was found.\n  - Source: reason two\n",
            error.Message,
            StringComparison.Ordinal);
        Assert.Equal(2, Assert.IsType<AggregateException>(error.InnerException).InnerExceptions.Count);
        await client.FailAsync();
        Assert.Equal(2, one.Asked);
    }

    [Fact]
    public async Task NestedChainWithoutACredential_IsPassedOver()
    {
        Source good = new();
        using ModelArtsClient client = _cloud.Client(new ChainedCredential(new ChainedCredential(new Source(Unavailable("empty"))), good));

        await client.CallAsync();

        Assert.Equal(1, good.Asked);
    }

    [Fact]
    public async Task RenewalAfter401_IsThatOfTheChosenSource()
    {
        using ModelArtsClient client = _cloud.Client(new ChainedCredential(new Source(Unavailable("empty")), FakeCloud.User()));
        await client.CallAsync();
        _cloud.Clock.Advance(TimeSpan.FromMinutes(1));
        _cloud.Service = request => request.Headers["X-Auth-Token"] == "canary-token-1"
            ? Answer.Error(HttpStatusCode.Unauthorized, "ModelArts.0202")()
            : Answer.Status("RUNNING")();

        await client.CallAsync();

        Assert.Equal(2, _cloud.TokenRequests.Count());
    }

    [Fact]
    public async Task ProjectLookup_PassesOverASourceThatHoldsNothingAndSaysNothing()
    {
        FakeHost host = new();
        host.Files[FakeHost.DefaultPath] = "[basic]\nak=of-file\nsk=s\nproject_id=p-file";
        _cloud.Metadata = (_, _) => throw new HttpRequestException(HttpRequestError.ConnectionError, "no route");
        using ModelArtsClient client = _cloud.Client(
            new ChainedCredential(new Source(Unavailable("empty")), _cloud.Server(), new ProfileFileCredential(host, path: null)), projectId: null);

        await client.CallAsync();

        Assert.StartsWith("/v1/p-file/", Assert.Single(_cloud.ServiceRequests).Uri.AbsolutePath, StringComparison.Ordinal);
        Assert.Empty(_cloud.ProjectRequests);
    }

    [Fact]
    public async Task ForeignException_IsNotPassedOver()
    {
        using ModelArtsClient client = _cloud.Client(new ChainedCredential(new Source(new InvalidOperationException("bug")), new Source()));

        await Assert.ThrowsAsync<InvalidOperationException>(() => client.CallAsync());
    }

    [Fact]
    public void Constructor_WithoutSources_IsRefused()
    {
        Assert.Throws<ArgumentException>("credentials", () => new ChainedCredential());
        Assert.Throws<ArgumentException>("credentials", () => new ChainedCredential(new Source(), null!));
        Assert.Throws<ArgumentNullException>("credentials", () => new ChainedCredential((ModelArtsCredential[])null!));
    }

    private static ModelArtsAuthenticationException Unavailable(string why) => new(why) { IsUnavailable = true };

    private sealed class Source(Exception? error = null) : ModelArtsCredential
    {
        public int Asked { get; private set; }

        public override ValueTask AuthenticateAsync(HttpRequestMessage request, CredentialContext context, CancellationToken cancellationToken = default)
        {
            Asked++;
            return error is null ? default : ValueTask.FromException(error);
        }
    }
}
