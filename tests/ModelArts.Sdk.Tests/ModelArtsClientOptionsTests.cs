using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests;

public sealed class ModelArtsClientOptionsTests
{
    [Fact]
    public void Defaults_AreThoseOfTheDocumentation()
    {
        ModelArtsClientOptions options = new();

        Assert.Null(options.Region);
        Assert.Null(options.Endpoint);
        Assert.Null(options.IamEndpoint);
        Assert.Null(options.ProjectId);
        Assert.Null(options.Credential);
        Assert.Null(options.Transport);
        Assert.Equal(TimeSpan.FromSeconds(60), options.AttemptTimeout);
        Assert.Equal(TimeSpan.FromMinutes(3), options.TotalTimeout);
        Assert.True(options.ValidateRequests);
        Assert.Equal(8 * 1024 * 1024, options.MaxResponseBytes);
        Assert.False(options.AllowInsecureHttp);
        Assert.Same(TimeProvider.System, options.TimeProvider);
        Assert.InRange(options.Jitter(), 0, 1);
    }

    [Fact]
    public void NewClient_NothingSet_ListsWhatIsMissing()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>("options", () => new ModelArtsClient(new ModelArtsClientOptions()));

        Assert.Equal(["Region or Endpoint", "ProjectId"], Problems(exception));
        Assert.StartsWith("The ModelArts options have 2 problems:\n", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NewClient_EverythingWrong_ListsAllOfItAtOnce()
    {
        ModelArtsClientOptions options = new()
        {
            Endpoint = new Uri("http://example.com"),
            ProjectId = "..",
            AttemptTimeout = TimeSpan.Zero,
            TotalTimeout = TimeSpan.FromHours(25),
            MaxResponseBytes = 1,
            TimeProvider = null!,
            Jitter = null!,
        };

        ArgumentException exception = Assert.Throws<ArgumentException>("options", () => new ModelArtsClient(options));

        Assert.Equal(
            ["Endpoint", "ProjectId", "AttemptTimeout", "TotalTimeout", "MaxResponseBytes", "TimeProvider", "Jitter"],
            Problems(exception));
    }

    [Fact]
    public void NewClient_OneProblem_IsSaidInTheSingular()
    {
        ModelArtsClientOptions options = TestClient.Options();
        options.ProjectId = " ";

        ArgumentException exception = Assert.Throws<ArgumentException>("options", () => new ModelArtsClient(options));

        Assert.StartsWith("The ModelArts options have a problem:\n  - ProjectId: must not be blank.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NewClient_NoOptions_IsAnArgumentError() => Assert.Throws<ArgumentNullException>("options", () => new ModelArtsClient(null!));

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    [InlineData(86_400_000, true)]
    [InlineData(86_400_001, false)]
    public void NewClient_Timeouts_AreFrom10MillisecondsTo24Hours(long milliseconds, bool allowed)
    {
        TimeSpan timeout = TimeSpan.FromMilliseconds(milliseconds);

        AssertAllowed(allowed, options => options.AttemptTimeout = timeout);
        AssertAllowed(allowed, options => options.TotalTimeout = timeout);
    }

    [Theory]
    [InlineData(1023, false)]
    [InlineData(1024, true)]
    [InlineData(1L << 30, true)]
    [InlineData((1L << 30) + 1, false)]
    public void NewClient_MaxResponseBytes_IsFrom1KiBTo1GiB(long bytes, bool allowed) =>
        AssertAllowed(allowed, options => options.MaxResponseBytes = bytes);

    [Theory]
    [InlineData("p1", true)]
    [InlineData("0123456789abcdef0123456789abcdef", true)]
    [InlineData("", false)]
    [InlineData(".", false)]
    [InlineData("..", false)]
    [InlineData("a\r\nb", false)]
    [InlineData("a b", false)]
    [InlineData("プロジェクト", false)]
    [InlineData("p1\u00e9", false)]
    [InlineData("p1\u200b", false)]
    public void NewClient_ProjectId_MustBeASegmentOfAPath(string projectId, bool allowed) =>
        AssertAllowed(allowed, options => options.ProjectId = projectId);

    [Fact]
    public async Task NewClient_OptionsChangedAfterwards_TheClientKeepsItsCopy()
    {
        RecordingTransport transport = new(_ => Answer.Status("RUNNING")());
        ModelArtsClientOptions options = TestClient.Options(transport);
        using ModelArtsClient client = new(options);

        options.Region = ModelArtsRegion.EuDeOtc;
        options.Endpoint = new Uri("https://elsewhere.example.com");
        options.ProjectId = "other";
        options.Credential = new AuthTokenCredential("other");
        options.Transport = null;
        await client.DevEnvironments.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken);

        RecordedRequest request = Assert.Single(transport.Requests);
        Assert.Equal("https://modelarts.cn-north-4.myhuaweicloud.com/v1/p1/demanager/instances/DE-1", request.Uri.AbsoluteUri);
        Assert.Equal(TestClient.Token, request.Headers["X-Auth-Token"]);
    }

    private static void AssertAllowed(bool allowed, Action<ModelArtsClientOptions> change)
    {
        ModelArtsClientOptions options = TestClient.Options();
        change(options);
        Exception? exception = Record.Exception(() => new ModelArtsClient(options).Dispose());
        Assert.Equal(allowed, exception is null);
        Assert.True(exception is null or ArgumentException, exception?.ToString());
    }

    private static IEnumerable<string> Problems(Exception exception) =>
        exception.Message.Split("\n  - ").Skip(1).Select(problem => problem[..problem.IndexOf(':', StringComparison.Ordinal)]);
}
