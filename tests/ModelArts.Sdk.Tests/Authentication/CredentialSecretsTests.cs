using System.Diagnostics;
using System.Net;
using System.Reflection;
using System.Text.Json;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.Tests.Authentication.Surroundings;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Authentication;

public sealed class CredentialSecretsTests
{
    private const string Canary = "canary";

    private readonly FakeCloud _cloud = new();
    private readonly FakeHost _host = new();

    public static TheoryData<string> Kinds => ["password", "environment", "file", "server", "chain", "default"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Credential_BeforeAndAfterItsUse_ShowsNothing(string kind)
    {
        ModelArtsCredential credential = Make(kind);
        AssertShowsNothing(credential);

        using ModelArtsClient client = _cloud.Client(credential);
        await client.CallAsync();

        AssertShowsNothing(credential);
        Assert.Single(_cloud.ServiceRequests);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Refusal_ThatRepeatsWhatWasSent_ShowsNothing(string kind)
    {
        _cloud.Service = request => RecordingTransport.Json(
            JsonSerializer.Serialize(new { error_code = "ModelArts.0206", error_message = "refused " + string.Join(" ", request.Headers.Select(header => $"{header.Key}={header.Value}")) }),
            HttpStatusCode.Unauthorized);
        using ModelArtsClient client = _cloud.Client(Make(kind));

        AssertShowsNothing(await client.FailAsync());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task SearchForTheProject_ThatFails_ShowsNothing(string kind)
    {
        _cloud.Projects = request => RecordingTransport.Json(
            "refused " + string.Join(" ", request.Headers.Select(header => $"{header.Key}: {header.Value}")), HttpStatusCode.Forbidden);
        using ModelArtsClient client = _cloud.Client(Make(kind), projectId: null);

        AssertShowsNothing(await client.FailAsync());
        Assert.Single(_cloud.ProjectRequests);
    }

    [Fact]
    public async Task Context_ShowsNothing()
    {
        ModelArtsClientOptions options = _cloud.Options(FakeCloud.User(), projectId: null);
        CredentialContext context = new(options, _cloud.Transport);
        await context.GetProjectIdAsync(TestContext.Current.CancellationToken);

        Assert.Equal("p-looked-up", context.ProjectId);
        Assert.DoesNotContain(Canary, JsonSerializer.Serialize(new { context.ProjectId, context.IamEndpoint, Text = context.ToString() }), StringComparison.Ordinal);
        Assert.DoesNotContain(typeof(CredentialContext).GetProperties(), property => property.PropertyType == typeof(ModelArtsCredential));
    }

    [Fact]
    public void Fields_OfCredentialsAreHiddenFromTheDebugger() => Assert.Empty(
        typeof(ModelArtsCredential).Assembly.GetExportedTypes()
            .Where(type => type.IsSubclassOf(typeof(ModelArtsCredential)) && type != typeof(ChainedCredential) && type != typeof(DefaultModelArtsCredential))
            .SelectMany(type => type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => field.GetCustomAttribute<DebuggerBrowsableAttribute>()?.State != DebuggerBrowsableState.Never)
            .Select(field => $"{field.DeclaringType}.{field.Name}"));

    private static void AssertShowsNothing(ModelArtsCredential credential)
    {
        Assert.Equal(credential.GetType().Name, credential.ToString());
        Assert.Equal("{}", JsonSerializer.Serialize(credential, credential.GetType()));
        Assert.Empty(credential.GetType().GetProperties());
    }

    private static void AssertShowsNothing(ModelArtsAuthenticationException exception)
    {
        Assert.DoesNotContain(Canary, exception.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, exception.Message, StringComparison.Ordinal);
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            string properties = string.Join(" ", cause.GetType().GetProperties().Select(property => property.GetValue(cause)));
            Assert.DoesNotContain(Canary, properties, StringComparison.Ordinal);
        }
    }

    private ModelArtsCredential Make(string kind)
    {
        _host.Variables["HUAWEICLOUD_SDK_AK"] = "canary-ak";
        _host.Variables["HUAWEICLOUD_SDK_SK"] = "canary-sk";
        _host.Variables["HUAWEICLOUD_SDK_SECURITY_TOKEN"] = "canary-st";
        _host.Files[FakeHost.DefaultPath] = "[basic]\nak=canary-ak\nsk=canary-sk\nsecurity_token=canary-st";
        _cloud.Metadata = (request, _) => Task.FromResult(request.Method == HttpMethod.Put
            ? new HttpResponseMessage { Content = new StringContent("canary-session") }
            : RecordingTransport.Json("""{"credential":{"access":"canary-ak","secret":"canary-sk","securitytoken":"canary-st","expires_at":"2026-01-02T04:04:05.000000Z"}}"""));
        return kind switch
        {
            "password" => FakeCloud.User(),
            "environment" => new EnvironmentCredential(_host),
            "file" => new ProfileFileCredential(_host, path: null),
            "server" => _cloud.Server(),
            "chain" => new ChainedCredential(new ProfileFileCredential(_host, path: null)),
            _ => _cloud.Surroundings(_host),
        };
    }
}
