using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments;

/// <summary>An id reaches its own path or nothing at all.</summary>
public sealed class InstanceIdTests
{
    private const string Instances = "https://modelarts.cn-north-4.myhuaweicloud.com/v1/p1/demanager/instances/";

    [Theory]
    [InlineData("DE-1", "DE-1")]
    [InlineData("../..", "..%2F..")]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("a?x=1", "a%3Fx%3D1")]
    [InlineData("a#b", "a%23b")]
    [InlineData("%2e%2e/x", "%252e%252e%2Fx")]
    [InlineData("%2e%2e", "%252e%252e")]
    [InlineData("a b", "a%20b")]
    [InlineData("a\\b", "a%5Cb")]
    [InlineData("...", "...")]
    [InlineData("名", "%E5%90%8D")]
    public async Task GetAsync_AnyId_IsOneEscapedSegment(string id, string segment)
    {
        RecordingTransport transport = new(_ => Answer.Status("RUNNING")());
        using ModelArtsClient client = new(TestClient.Options(transport));

        await client.DevEnvironments.GetAsync(id, TestContext.Current.CancellationToken);

        Assert.Equal(Instances + segment, Assert.Single(transport.Requests).Uri.AbsoluteUri);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a\r\nb")]
    [InlineData("a\0")]
    [InlineData("😀")]
    public async Task GetAsync_IdThatCannotBeOne_IsAnArgumentErrorAndSendsNothing(string id)
    {
        RecordingTransport transport = new(_ => Answer.Status("RUNNING")());
        using ModelArtsClient client = new(TestClient.Options(transport));

        await Assert.ThrowsAsync<ArgumentException>("instanceId", () => client.DevEnvironments.GetAsync(id, TestContext.Current.CancellationToken));
        Assert.Empty(transport.Requests);
    }

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    [InlineData(10_000_000, false)]
    public async Task GetAsync_LongId_IsLimited(int length, bool allowed)
    {
        RecordingTransport transport = new(_ => Answer.Status("RUNNING")());
        using ModelArtsClient client = new(TestClient.Options(transport));

        Exception? exception = await Record.ExceptionAsync(
            () => client.DevEnvironments.GetAsync(new string('a', length), TestContext.Current.CancellationToken));

        Assert.Equal(allowed, exception is null);
        Assert.Equal(allowed ? 1 : 0, transport.Requests.Count);
    }

    [Fact]
    public async Task GetAsync_NullId_IsAnArgumentError()
    {
        using ModelArtsClient client = TestClient.Create(Answer.Status("RUNNING"));

        await Assert.ThrowsAsync<ArgumentNullException>(
            "instanceId", () => client.DevEnvironments.GetAsync(null!, TestContext.Current.CancellationToken));
    }
}
