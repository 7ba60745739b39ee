using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.Tests.Authentication.Surroundings;

namespace ModelArts.Sdk.Tests.Authentication;

public sealed class CredentialConfigurationTests
{
    private readonly FakeCloud _cloud = new();

    [Fact]
    public async Task AccessKey_SignsTheCalls()
    {
        await using ServiceProvider services = Build(("AccessKey", "ak-1"), ("SecretKey", "sk-1"), ("SecurityToken", "st-1"), ("SigningScheme", "credentialscope"));

        await services.GetRequiredService<ModelArtsClient>().CallAsync();

        Assert.Contains("Credential=ak-1/", Assert.Single(_cloud.ServiceRequests).Headers["Authorization"], StringComparison.Ordinal);
        Assert.Equal("st-1", Assert.Single(_cloud.ServiceRequests).Headers["X-Security-Token"]);
    }

    [Fact]
    public void NoCredential_IsThatOfTheSurroundings()
    {
        using ServiceProvider services = Build();

        Assert.IsType<DefaultModelArtsCredential>(services.GetRequiredService<IOptions<ModelArtsClientOptions>>().Value.Credential);
    }

    [Fact]
    public void IamEndpoint_IsRead()
    {
        using ServiceProvider services = Build(("IamEndpoint", "https://iam.example.com"));

        Assert.Equal("iam.example.com", services.GetRequiredService<IOptions<ModelArtsClientOptions>>().Value.IamEndpoint?.Host);
    }

    [Theory]
    [InlineData("SecretKey: set it, since AccessKey is set.", "AccessKey=canary")]
    [InlineData("AccessKey: set it, since SecretKey is set.", "SecretKey=canary")]
    [InlineData("SecurityToken: it belongs to a temporary access key.", "SecurityToken=canary")]
    [InlineData("AuthToken: set either this or AccessKey, not both.", "AuthToken=canary", "AccessKey=canary", "SecretKey=canary")]
    [InlineData("AccessKey: The access key holds", "AccessKey=canary key", "SecretKey=canary")]
    [InlineData("AccessKey: The access key holds a comma", "AccessKey=canary/key", "SecretKey=canary")]
    [InlineData("SecretKey: The secret access key holds", "AccessKey=canary", "SecretKey=canary key")]
    [InlineData("SecurityToken: The security token holds", "AccessKey=canary", "SecretKey=canary", "SecurityToken=canary token")]
    [InlineData("AuthToken: The token holds", "AuthToken=canary token")]
    [InlineData("IamEndpoint: is not an address", "IamEndpoint=https://[canary")]
    [InlineData("IamEndpoint: 'http://iam.example.com/' must be https", "IamEndpoint=http://iam.example.com")]
    [InlineData("SigningScheme: 'V9' is neither Access nor CredentialScope.", "SigningScheme=V9")]
    public void WrongValue_IsOneProblemThatRepeatsNoSecret(string problem, params string[] settings)
    {
        using ServiceProvider services = Build([.. settings.Select(setting => (setting.Split('=')[0], setting.Split('=')[1]))]);

        OptionsValidationException error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<ModelArtsClient>());

        Assert.StartsWith("The ModelArts options have a problem:\n  - " + problem, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServicesOfAnApplication_ShareTheProjectAndTheTokenBetweenTheChainsOfTheFactory()
    {
        List<Uri> seenByApplication = [];
        ServiceCollection collection = new();
        collection.AddModelArts(options => CopyTo(options, FakeCloud.User(), projectId: null))
            .AddHttpMessageHandler(() => new Watcher(seenByApplication))
            .SetHandlerLifetime(TimeSpan.FromSeconds(1));
        await using ServiceProvider services = collection.BuildServiceProvider();
        ModelArtsClient client = services.GetRequiredService<ModelArtsClient>();

        await client.CallAsync();
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        await client.CallAsync();

        Assert.Single(_cloud.TokenRequests);
        Assert.Single(_cloud.ProjectRequests);
        Assert.Equal(2, _cloud.ServiceRequests.Count());

        // The application's handlers see the calls, and not the password or the search.
        Assert.All(seenByApplication, uri => Assert.Equal("modelarts.cn-north-4.myhuaweicloud.com", uri.Host));
        Assert.Equal(2, seenByApplication.Count);
    }

    [Fact]
    public async Task PrimaryHandlerOfAnApplication_ServesIamToo()
    {
        ServiceCollection collection = new();
        collection.AddModelArts(options =>
        {
            CopyTo(options, FakeCloud.User(), projectId: null);
            options.Transport = null;
        }).ConfigurePrimaryHttpMessageHandler(() => _cloud.Transport);
        await using ServiceProvider services = collection.BuildServiceProvider();

        await services.GetRequiredService<ModelArtsClient>().CallAsync();

        Assert.Single(_cloud.TokenRequests);
        Assert.Single(_cloud.ServiceRequests);
    }

    private void CopyTo(ModelArtsClientOptions options, ModelArtsCredential? credential, string? projectId)
    {
        ModelArtsClientOptions all = _cloud.Options(credential, projectId);
        options.Region = all.Region;
        options.ProjectId = all.ProjectId;
        options.Credential = all.Credential;
        options.Transport = all.Transport;
        options.TimeProvider = all.TimeProvider;
    }

    private ServiceProvider Build(params (string Key, string Value)[] settings)
    {
        IConfiguration section = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Append(("Region", "cn-north-4")).Append(("ProjectId", "p1")).ToDictionary(pair => pair.Item1, pair => (string?)pair.Item2))
            .Build();
        ServiceCollection services = new();
        services.AddModelArts(section);
        services.Configure<ModelArtsClientOptions>(options =>
        {
            options.Transport = _cloud.Transport;
            options.TimeProvider = _cloud.Clock;
        });
        return services.BuildServiceProvider();
    }

    private sealed class Watcher(List<Uri> seen) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            seen.Add(request.RequestUri!);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
