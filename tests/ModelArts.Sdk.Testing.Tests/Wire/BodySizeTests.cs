using System.Net;
using System.Text;
using ModelArts.Sdk.Testing.Tests.Authentication;

namespace ModelArts.Sdk.Testing.Tests.Wire;

public sealed class BodySizeTests : SimulatorTest
{
    private const int Limit = 12 * 1024 * 1024;

    [Fact]
    public async Task Signed_MoreThanTwelveMegabytes_Answers413()
    {
        RawAnswer answer = await SendSignedAsync(Limit + 1);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "ModelArts.4104"), (answer.Status, answer.ErrorCode));
        Simulator.Journal.ShouldHave(1, SimulatorOperation.Create, entry => entry.StatusCode == 413);
    }

    [Fact]
    public async Task Signed_ExactlyTwelveMegabytes_IsRead() => Assert.Equal(HttpStatusCode.OK, (await SendSignedAsync(Limit)).Status);

    [Fact]
    public async Task WithAToken_MoreThanTwelveMegabytes_IsRead() =>
        Assert.Equal(HttpStatusCode.OK, (await Client.CreateAsync(BodyOf(Limit + 1))).Status);

    [Fact]
    public async Task WithAToken_MoreThanAnyServerReads_Answers413AndIsJournaled()
    {
        // Asks before it sends: whoever does not may find the connection closed.
        HttpRequestMessage request = new(HttpMethod.Post, Client.InstancesPath) { Content = new ByteArrayContent(new byte[33 * 1024 * 1024]) };
        request.Headers.ExpectContinue = true;

        RawAnswer answer = await Client.SendAsync(request);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "ModelArts.4104"), (answer.Status, answer.ErrorCode));
        Simulator.Journal.ShouldHave(1, SimulatorOperation.Create, entry => entry.StatusCode == 413);
    }

    /// <summary>A good request, and a field that is ignored.</summary>
    private static string BodyOf(int length)
    {
        string start = RawClient.ValidRequest().ToJsonString()[..^1] + ",\"padding\":\"";
        return new StringBuilder(start, length).Append('x', length - start.Length - 2).Append("\"}").ToString();
    }

    private async Task<RawAnswer> SendSignedAsync(int length)
    {
        RawSigner signer = new() { AccessKey = Simulator.AccessKey, SecretKey = Simulator.SecretKey, Time = Clock.GetUtcNow() };
        using RawClient anonymous = new(Simulator, token: "");
        return await anonymous.SendAsync(signer.Sign(HttpMethod.Post, new Uri(Simulator.Endpoint, Client.InstancesPath), BodyOf(length)));
    }
}
