using System.Net;

namespace ModelArts.Sdk.Testing.Tests.Authentication;

public sealed class TemporaryKeyTests : SimulatorTest
{
    private protected override SimulatorOptions Options => new() { AccessKey = "TEMPORARY", SecretKey = "secret", SecurityToken = " token " };

    [Theory]
    [InlineData("token", HttpStatusCode.BadRequest)]
    [InlineData("another", HttpStatusCode.Unauthorized)]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    public async Task Request_SecurityToken_MustBeThatOfTheKey(string? token, HttpStatusCode expected)
    {
        RawSigner signer = new() { AccessKey = "TEMPORARY", SecretKey = "secret", Time = Clock.GetUtcNow() };
        HttpRequestMessage request = signer.Sign(HttpMethod.Get, new Uri(Simulator.Endpoint, $"{Client.InstancesPath}/DE-1"));
        if (token is not null)
        {
            // Not signed, as some clients do.
            request.Headers.Add("X-Security-Token", token);
        }

        using RawClient anonymous = new(Simulator, token: "");
        Assert.Equal(expected, (await anonymous.SendAsync(request)).Status);
        Assert.Equal(
            expected == HttpStatusCode.BadRequest ? SimulatorAuthentication.SignatureAccepted : SimulatorAuthentication.SecurityTokenWrong,
            Assert.Single(Simulator.Journal.Entries).Authentication);
    }
}
