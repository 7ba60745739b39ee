using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.ContractTests.Service;

namespace ModelArts.Sdk.ContractTests.Wire;

/// <summary>An id is one segment of the path, whatever it holds, or it is refused and nothing is sent.</summary>
public sealed class HostileInstanceIdTests
{
    private const string Prefix = "/v1/p/demanager/instances/";

    [Theory]
    [InlineData("../../v2/evil", "..%2F..%2Fv2%2Fevil")]
    [InlineData("a?x=1", "a%3Fx%3D1")]
    [InlineData("%2e%2e/x", "%252e%252e%2Fx")]
    [InlineData("%2e%2e", "%252e%252e")]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("/", "%2F")]
    [InlineData("a#b", "a%23b")]
    [InlineData("a;b=c", "a%3Bb%3Dc")]
    [InlineData(@"..\..\evil", "..%5C..%5Cevil")]
    [InlineData("a b", "a%20b")]
    [InlineData("a+b&c", "a%2Bb%26c")]
    [InlineData("//evil.example/x", "%2F%2Fevil.example%2Fx")]
    [InlineData("http://evil.example", "http%3A%2F%2Fevil.example")]
    [InlineData("@evil.example", "%40evil.example")]
    [InlineData("{instanceId}", "%7BinstanceId%7D")]
    [InlineData("...", "...")]
    [InlineData(".. ", "..%20")]
    [InlineData("ünï中", "%C3%BCn%C3%AF%E4%B8%AD")]
    [InlineData("．．／", "%EF%BC%8E%EF%BC%8E%EF%BC%8F")]
    [InlineData("a\u202Eb", "a%E2%80%AEb")]
    public async Task Get_HostileId_IsOneEscapedSegmentOnTheWire(string instanceId, string escaped)
    {
        await using RawHttpServer server = RawHttpServer.ThatAnswersOk("""{"id":"DE-1"}""");
        using ModelArtsClient client = CreateClient(server.Address);

        await client.DevEnvironments.GetAsync(instanceId, TestContext.Current.CancellationToken);

        Assert.Equal([$"GET {Prefix}{escaped} HTTP/1.1"], server.RequestLines);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\u00A0\t")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a\r\nX-Evil: 1")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("a\u0085b")]
    [InlineData("a\uD83D\uDE42b")]
    public async Task Get_IdThatCannotBeASegment_IsRefusedAndNothingIsSent(string instanceId) => await AssertRefusedAsync(instanceId);

    // Not by a theory: an attribute cannot hold half of a surrogate pair.
    [Fact]
    public async Task Get_IdWithHalfASurrogatePair_IsRefusedAndNothingIsSent() => await AssertRefusedAsync("a\uD83Db");

    [Theory]
    [InlineData(257)]
    [InlineData(10 * 1024 * 1024)]
    public async Task Get_OverlongId_IsRefusedAndNothingIsSent(int length) => await AssertRefusedAsync(new string('a', length));

    [Fact]
    public async Task Get_LongestId_IsSent()
    {
        CapturingTransport transport = new("""{"id":"DE-1"}""");
        using ModelArtsClient client = transport.CreateClient();

        await client.DevEnvironments.GetAsync(new string('/', 256), TestContext.Current.CancellationToken);

        Assert.Equal(Prefix + string.Concat(Enumerable.Repeat("%2F", 256)), Assert.Single(transport.Targets));
    }

    [Fact]
    public async Task Get_NullId_IsRefusedAndNothingIsSent()
    {
        CapturingTransport transport = new("""{"id":"DE-1"}""");
        using ModelArtsClient client = transport.CreateClient();

        ArgumentNullException exception = await Assert.ThrowsAsync<ArgumentNullException>(
            () => client.DevEnvironments.GetAsync(null!, TestContext.Current.CancellationToken));

        Assert.Equal("instanceId", exception.ParamName);
        Assert.Empty(transport.Targets);
    }

    [Fact]
    public async Task Get_AThousandRandomHostileIds_ReachNoOtherPath()
    {
        // What paths, queries, hosts and escapes are made of, over and over.
        string[] parts =
        [
            "..", ".", "/", "\\", "%2e", "%2E%2e", "%2f", "%5c", "%00", "%", "?", "#", ";", "@", ":", "//", "=", "&", "+", " ", "~", "*", "'", "(", "!",
            "$", ",", "[", "]", "{", "}", "|", "^", "`", "\"", "<", ">", "v2", "evil", "DE-1", "ä", "中", "．", "\u2044", "\u202E", "\uFEFF", "\u200B", "İ",
        ];
        Random random = new(20200716);
        CapturingTransport transport = new("""{"id":"DE-1"}""");
        using ModelArtsClient client = transport.CreateClient();

        for (int i = 0; i < 1000; i++)
        {
            string instanceId = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => parts[random.Next(parts.Length)]));
            bool refused = instanceId is "." or ".." || string.IsNullOrWhiteSpace(instanceId);
            transport.Targets.Clear();

            Exception? exception = await Record.ExceptionAsync(() => client.DevEnvironments.GetAsync(instanceId, TestContext.Current.CancellationToken));

            if (refused)
            {
                Assert.IsType<ArgumentException>(exception);
                Assert.Empty(transport.Targets);
                continue;
            }

            Assert.Null(exception);
            string target = Assert.Single(transport.Targets);
            Assert.StartsWith(Prefix, target, StringComparison.Ordinal);
            string segment = target[Prefix.Length..];
            Assert.DoesNotContain(segment, character => character is '/' or '\\' or '?' or '#' or ' ' or > '~');
            Assert.Equal(instanceId, Uri.UnescapeDataString(segment));
        }

        Assert.All(transport.Hosts, host => Assert.Equal("modelarts.cn-north-4.myhuaweicloud.com", host));
    }

    private static async Task AssertRefusedAsync(string instanceId)
    {
        CapturingTransport transport = new("""{"id":"DE-1"}""");
        using ModelArtsClient client = transport.CreateClient();

        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(
            () => client.DevEnvironments.GetAsync(instanceId, TestContext.Current.CancellationToken));

        Assert.Equal("instanceId", exception.ParamName);
        Assert.Empty(transport.Targets);
    }

    private static ModelArtsClient CreateClient(Uri endpoint) => new(new ModelArtsClientOptions
    {
        Endpoint = endpoint,
        AllowInsecureHttp = true,
        ProjectId = "p",
        Credential = new AuthTokenCredential(NotebookService.Token),
    });
}
