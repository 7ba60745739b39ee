using System.Text.Json;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.ContractTests.Tables;

/// <summary>Table 30 holds secrets. They can be read from the record and get out of it in no other way.</summary>
public sealed class RepositoryCredentialTests
{
    private const string Key = "canary-private-key";
    private const string Token = "canary-access-token";
    private const string Json = $$"""{"ssh_private_key":"{{Key}}","access_token":"{{Token}}","later_secret":"canary-later"}""";

    [Fact]
    public void Secrets_AreReadFromJson()
    {
        RepositoryCredential credential = Read(Json);

        Assert.Equal(Key, credential.SshPrivateKey);
        Assert.Equal(Token, credential.AccessToken);
    }

    [Fact]
    public void Secrets_AreNotWrittenToJson() => Assert.Equal("{}", RecordJson.Write(Read(Json)));

    [Fact]
    public void Secrets_AreNotShownByToString()
    {
        string shown = Read(Json).ToString();

        Assert.Equal("RepositoryCredential { SshPrivateKey = ***, AccessToken = *** }", shown);
    }

    [Fact]
    public void ToString_SaysWhichSecretsThereAre() =>
        Assert.Equal("RepositoryCredential { SshPrivateKey = none, AccessToken = *** }", Read($$"""{"access_token":"{{Token}}"}""").ToString());

    [Theory]
    [InlineData("""{"id":"DE-1","spec":{"credential":SECRETS}}""")]
    [InlineData("""{"id":"DE-1","spec":{"repository":{"connection_info":{"credential":SECRETS}}}}""")]
    [InlineData("""{"id":"DE-1","repository":{"connection_info":{"credential":SECRETS}}}""")]
    public void Secrets_WithinAnInstance_GetOutNeitherByJsonNorByToString(string template)
    {
        string json = template.Replace("SECRETS", Json, StringComparison.Ordinal);

        DevEnvironmentInstance instance = (DevEnvironmentInstance)RecordJson.Read(typeof(DevEnvironmentInstance), json);

        Assert.DoesNotContain("canary", RecordJson.Write(instance), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", instance.ToString(), StringComparison.Ordinal);

        // By whatever a logger that takes records apart may use.
        Assert.DoesNotContain("canary", JsonSerializer.Serialize(instance), StringComparison.Ordinal);
    }

    private static RepositoryCredential Read(string json) => (RepositoryCredential)RecordJson.Read(typeof(RepositoryCredential), json);
}
