using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.AotSmoke;

/// <summary>Signs in by each credential that a machine without a cloud around it can serve.</summary>
internal static class SignInSteps
{
    public static async Task RunAsync(Surroundings surroundings, string id)
    {
        await GetAsync(surroundings, id, new IamPasswordCredential(surroundings.UserName, surroundings.Password, surroundings.DomainName));

        // Where no id is given, the project is looked up in IAM by the name of the region.
        ModelArtsClientOptions lookup = WithIam(surroundings, new AccessKeyCredential(surroundings.AccessKey, surroundings.SecretKey));
        lookup.Region = ModelArtsRegion.CnNorth4;
        lookup.ProjectId = null;
        using (ModelArtsClient client = new(lookup))
        {
            Expect.That((await client.DevEnvironments.GetAsync(id)).Id == id, "the instance of a project that was looked up");
        }

        Environment.SetEnvironmentVariable("HUAWEICLOUD_SDK_AK", surroundings.AccessKey);
        Environment.SetEnvironmentVariable("HUAWEICLOUD_SDK_SK", surroundings.SecretKey);
        await GetAsync(surroundings, id, new EnvironmentCredential());
        await GetAsync(surroundings, id, null);
        await GetAsync(surroundings, id, new ChainedCredential(new ProfileFileCredential("/no/such/file"), new EnvironmentCredential()));
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, $"[basic]\nak = {surroundings.AccessKey}\nsk = {surroundings.SecretKey}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        await GetAsync(surroundings, id, new ProfileFileCredential(file));
        File.Delete(file);

        using ModelArtsClient stranger = new(surroundings.Options(new AuthTokenCredential("wrong")));
        await Expect.ThrowsAsync<ModelArtsAuthenticationException>(() => stranger.DevEnvironments.GetAsync(id));
        await InjectedAsync(surroundings, id);
    }

    private static async Task InjectedAsync(Surroundings surroundings, string id)
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Endpoint"] = surroundings.Endpoint,
            ["ProjectId"] = surroundings.ProjectId,
            ["AuthToken"] = surroundings.AuthToken,
            ["AllowInsecureHttp"] = "true",
        }).Build();
        ServiceCollection services = new();
        services.AddModelArts(configuration);
        await using ServiceProvider provider = services.BuildServiceProvider();
        DevEnvironmentInstance instance = await provider.GetRequiredService<DevEnvironmentsClient>().GetAsync(id);
        Expect.That(instance.Id == id, "the same instance by way of dependency injection");
    }

    private static ModelArtsClientOptions WithIam(Surroundings surroundings, ModelArtsCredential? credential)
    {
        ModelArtsClientOptions options = surroundings.Options(credential);
        options.IamEndpoint = options.Endpoint;
        return options;
    }

    private static async Task GetAsync(Surroundings surroundings, string id, ModelArtsCredential? credential)
    {
        using ModelArtsClient client = new(WithIam(surroundings, credential));
        Expect.That((await client.DevEnvironments.GetAsync(id)).Id == id, $"the instance by way of {credential?.GetType().Name ?? "no named credential"}");
    }
}
