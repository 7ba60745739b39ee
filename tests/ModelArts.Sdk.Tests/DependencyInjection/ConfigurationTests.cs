using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ModelArts.Sdk.Tests.DependencyInjection;

public sealed class ConfigurationTests
{
    [Fact]
    public async Task AddModelArts_CompleteSection_SetsEveryOption()
    {
        ModelArtsClientOptions options = await StartAsync(new()
        {
            ["Region"] = "CN-North-4",
            ["Endpoint"] = "http://127.0.0.1:9",
            ["ProjectId"] = " p1 ",
            ["AuthToken"] = TestClient.Token,
            ["AttemptTimeout"] = "00:00:30",
            ["TotalTimeout"] = "00:01:30",
            ["ValidateRequests"] = "false",
            ["AllowInsecureHttp"] = "True",
            ["MaxResponseBytes"] = "2048",
        });

        Assert.Same(ModelArtsRegion.CnNorth4, options.Region);
        Assert.Equal(new Uri("http://127.0.0.1:9"), options.Endpoint);
        Assert.Equal("p1", options.ProjectId);
        Assert.NotNull(options.Credential);
        Assert.Equal(TimeSpan.FromSeconds(30), options.AttemptTimeout);
        Assert.Equal(TimeSpan.FromSeconds(90), options.TotalTimeout);
        Assert.False(options.ValidateRequests);
        Assert.True(options.AllowInsecureHttp);
        Assert.Equal(2048, options.MaxResponseBytes);
    }

    [Fact]
    public async Task AddModelArts_SmallestSection_LeavesTheDefaults()
    {
        ModelArtsClientOptions options = await StartAsync(new() { ["Region"] = "eu-de", ["ProjectId"] = "p", ["AuthToken"] = "t", ["TotalTimeout"] = " " });

        Assert.Equal(TimeSpan.FromMinutes(3), options.TotalTimeout);
        Assert.True(options.ValidateRequests);
        Assert.Null(options.Endpoint);
    }

    [Fact]
    public async Task StartAsync_NothingConfigured_ListsWhatIsMissing()
    {
        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync([]));

        Assert.Equal(["Region or Endpoint", "ProjectId"], Problems(exception));
    }

    [Fact]
    public async Task StartAsync_EverythingWrong_ListsAllOfItAtOnce()
    {
        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(new()
        {
            ["Region"] = "atlantis",
            ["ProjectId"] = "..",
            ["AuthToken"] = "a token",
            ["AttemptTimeout"] = "30",
            ["TotalTimeout"] = "soon",
            ["ValidateRequests"] = "yes",
            ["AllowInsecureHttp"] = "1",
            ["MaxResponseBytes"] = "8MB",
        }));

        Assert.Equal(
            ["Region", "AuthToken", "AttemptTimeout", "TotalTimeout", "ValidateRequests", "AllowInsecureHttp", "MaxResponseBytes", "ProjectId"],
            Problems(exception));
        Assert.DoesNotContain("a token", exception.Message, StringComparison.Ordinal);
        Assert.Contains("'atlantis' is not a known region", exception.Message, StringComparison.Ordinal);
        Assert.Contains("cn-north-4", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("modelarts.example.com")]
    [InlineData("not an address")]
    [InlineData("http://example.com")]
    [InlineData("http://")]
    [InlineData("https://[nonsense")]
    [InlineData("https://example.com:port")]
    public async Task StartAsync_EndpointThatIsNone_IsOneOfTheProblems(string endpoint)
    {
        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(
            () => StartAsync(new() { ["Endpoint"] = endpoint }));

        Assert.Equal(["Endpoint", "ProjectId"], Problems(exception));
    }

    [Theory]
    [InlineData("https://user:hunter2@[nonsense")]
    [InlineData("https://user:hunter2@example.com")]
    public async Task StartAsync_EndpointWithAPassword_DoesNotRepeatIt(string endpoint)
    {
        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(
            () => StartAsync(new() { ["Endpoint"] = endpoint }));

        Assert.DoesNotContain("hunter2", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_WrongDelegate_FailsTheSameWay()
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddModelArts(static options => options.AttemptTimeout = TimeSpan.Zero);
        using IHost host = builder.Build();

        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(
            () => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal(["Region or Endpoint", "ProjectId", "AttemptTimeout"], Problems(exception));
    }

    private static async Task<ModelArtsClientOptions> StartAsync(Dictionary<string, string?> section)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(section.ToDictionary(entry => $"ModelArts:{entry.Key}", entry => entry.Value));
        builder.Services.AddModelArts(builder.Configuration.GetSection("ModelArts"));
        using IHost host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(host.Services.GetRequiredService<ModelArtsClient>());
        return host.Services.GetRequiredService<IOptions<ModelArtsClientOptions>>().Value;
    }

    private static IEnumerable<string> Problems(OptionsValidationException exception) =>
        exception.Message.Split("\n  - ").Skip(1).Select(problem => problem[..problem.IndexOf(':', StringComparison.Ordinal)]);
}
