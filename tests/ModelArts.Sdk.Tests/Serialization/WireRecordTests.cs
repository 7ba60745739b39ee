using System.Text.Json;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Serialization;
using ModelArts.Sdk.Tests.DevEnvironments.Create;

namespace ModelArts.Sdk.Tests.Serialization;

public sealed class WireRecordTests
{
    [Fact]
    public void UnknownFields_OfAResponse_CanBeReadAndSurviveTheRoundTrip()
    {
        const string json = """{"id":"x","spec":{"next":[1]},"brand_new":{"a":"b"}}""";

        DevEnvironmentInstance instance = JsonSerializer.Deserialize(json, ModelArtsJsonContext.Default.DevEnvironmentInstance)!;

        Assert.Equal("b", instance.AdditionalProperties["brand_new"].GetProperty("a").GetString());
        Assert.Single(instance.Spec!.AdditionalProperties);
        Assert.Equal(json, JsonSerializer.Serialize(instance, ModelArtsJsonContext.Default.DevEnvironmentInstance));
    }

    [Fact]
    public void AdditionalProperties_SetOnARequest_AreSent()
    {
        Dictionary<string, JsonElement> more = new() { ["next"] = JsonSerializer.Deserialize<JsonElement>("7") };
        CreateInstanceRequest request = ValidRequest.Create() with { AdditionalProperties = more };
        more.Clear();

        Assert.EndsWith(""","next":7}""", JsonSerializer.Serialize(request, ModelArtsJsonContext.Default.CreateInstanceRequest), StringComparison.Ordinal);
    }

    [Fact]
    public void AdditionalProperties_None_IsEmpty() => Assert.Empty(ValidRequest.Create().AdditionalProperties);

    [Fact]
    public void ToString_UnknownFields_AreNotShown()
    {
        DevEnvironmentInstance instance = JsonSerializer.Deserialize(
            """{"id":"x","name":"shown","secret_thing":"canary"}""", ModelArtsJsonContext.Default.DevEnvironmentInstance)!;

        Assert.Contains("shown", instance.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", instance.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void RepositoryCredential_Secrets_AreReadAndShownNowhereElse()
    {
        DevEnvironmentInstance instance = JsonSerializer.Deserialize(
            """{"id":"x","repository":{"connection_info":{"credential":{"ssh_private_key":"canary-key","access_token":"canary-token"}}}}""",
            ModelArtsJsonContext.Default.DevEnvironmentInstance)!;

        RepositoryCredential credential = instance.Repository!.ConnectionInfo!.Credential!;
        Assert.Equal("canary-key", credential.SshPrivateKey);
        Assert.Equal("canary-token", credential.AccessToken);
        Assert.Equal("RepositoryCredential { SshPrivateKey = ***, AccessToken = *** }", credential.ToString());
        Assert.Equal("RepositoryCredential { SshPrivateKey = none, AccessToken = none }", new RepositoryCredential().ToString());
        Assert.DoesNotContain("canary", instance.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", JsonSerializer.Serialize(instance, ModelArtsJsonContext.Default.DevEnvironmentInstance), StringComparison.Ordinal);
    }
}
