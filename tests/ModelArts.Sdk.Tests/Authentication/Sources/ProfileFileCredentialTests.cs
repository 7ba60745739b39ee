using System.Net;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.Tests.Authentication.Surroundings;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Authentication.Sources;

public sealed class ProfileFileCredentialTests
{
    private const string Path = FakeHost.DefaultPath;

    private readonly FakeCloud _cloud = new();
    private readonly FakeHost _host = new();

    [Fact]
    public async Task Call_IsSignedWithTheKeyOfTheFileThatIsReadOnce()
    {
        _host.Files[Path] = "[basic]\nak = ak-1\nsk = sk-1\nsecurity_token = st-1\n";
        using ModelArtsClient client = Client();

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => client.CallAsync())));

        Assert.All(_cloud.ServiceRequests, request =>
        {
            Assert.Contains(" Access=ak-1,", request.Headers["Authorization"], StringComparison.Ordinal);
            Assert.Equal("st-1", request.Headers["X-Security-Token"]);
        });
        Assert.Equal(1, _host.FilesRead);
    }

    [Fact]
    public async Task Path_IsTheGivenOneOrThatOfTheVariableOrThatInTheHomeDirectory()
    {
        _host.Files[Path] = "[basic]\nak=of-home\nsk=s";
        _host.Files["/else/where"] = "[basic]\nak=of-variable\nsk=s";
        _host.Files["/given"] = "[basic]\nak=of-argument\nsk=s";

        Assert.Equal("of-home", await AccessKeyAsync());
        _host.Variables["HUAWEICLOUD_SDK_CREDENTIALS_FILE"] = "/else/where";
        Assert.Equal("of-variable", await AccessKeyAsync());
        Assert.Equal("of-argument", await AccessKeyAsync("/given"));
    }

    [Fact]
    public async Task ProjectAndIamOfTheFile_AreUsedWhereTheOptionsNameNone()
    {
        _host.Files[Path] = "[basic]\nak=a\nsk=s\nproject_id=p-file\n";
        using (ModelArtsClient client = Client(projectId: null))
        {
            await client.CallAsync();
        }

        Assert.StartsWith("/v1/p-file/", Assert.Single(_cloud.ServiceRequests).Uri.AbsolutePath, StringComparison.Ordinal);
        Assert.Empty(_cloud.ProjectRequests);

        _host.Files[Path] = "[basic]\nak=a\nsk=s\niam_endpoint=https://iam.file.example.com\n";
        using (ModelArtsClient client = Client(projectId: null))
        {
            await client.CallAsync();
        }

        Assert.Equal("iam.file.example.com", Assert.Single(_cloud.ProjectRequests).Uri.Host);
    }

    [Theory]
    [InlineData(null, $"There is no credentials file '{Path}'.")]
    [InlineData("", $"The credentials file '{Path}' has no section [basic].")]
    [InlineData("[global]\nak=canary", $"The credentials file '{Path}' has no section [basic].")]
    [InlineData("[basic]\nak=\nproject_id=x", $"The section [basic] of the credentials file '{Path}' holds neither ak nor sk.")]
    public async Task NoKeyInTheFile_IsUnavailable(string? text, string said)
    {
        ModelArtsAuthenticationException error = await FailAsync(text);

        Assert.True(error.IsUnavailable);
        Assert.StartsWith(said, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[basic]\ncanary", "is wrong in line 2: it is neither")]
    [InlineData("[basic]\n\nak=canary-ak", "line 3 has ak, but there is no sk. Both are needed.")]
    [InlineData("[basic]\nsk=canary-sk\nak=", "line 2 has sk, but there is no ak. Both are needed.")]
    [InlineData("[basic]\nak=canary ak\nsk=canary-sk", "is wrong in line 2 (ak). The access key holds a space")]
    [InlineData("[basic]\nak=canary/+=\nsk=canary-sk", "is wrong in line 2 (ak). The access key holds a comma, a slash or an equals sign, which no access key has. Was it mistaken for the secret?")]
    [InlineData("[basic]\nak=a\nsk=s\nsecurity_token=canary st", "is wrong in line 4 (security_token). The security token holds")]
    [InlineData("[basic]\nak=a\nsk=canary\u2028sk\nsecurity_token=canary", "is wrong")]
    [InlineData("[basic]\nak=a\nsk=canary sk", "is wrong in line 3 (sk). The secret access key holds")]
    [InlineData("[basic]\nak=a\nsk=s\niam_endpoint=http://canary.example.com", "is wrong in line 4: iam_endpoint must be https")]
    [InlineData("[basic]\nak=a\nsk=s\niam_endpoint=https://user:canary@iam.example.com", "is wrong in line 4: iam_endpoint must be a plain address")]
    [InlineData("[basic]\nak=a\nsk=s\niam_endpoint=iam.canary.example.com", "is wrong in line 4: iam_endpoint must be an absolute address")]
    [InlineData("[basic]\nak=a\nsk=s\niam_endpoint=https://[canary", "is wrong in line 4: iam_endpoint is not an address")]
    public async Task WrongFile_NamesFileAndLineAndNoSecret(string text, string said)
    {
        ModelArtsAuthenticationException error = await FailAsync(text);

        Assert.False(error.IsUnavailable);
        Assert.Contains(Path, error.Message, StringComparison.Ordinal);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileThatCannotBeRead_SaysWhy()
    {
        _host.FileError = new UnauthorizedAccessException("Access to the path is denied.");
        using ModelArtsClient client = Client();

        ModelArtsAuthenticationException error = await client.FailAsync();

        Assert.Equal($"The credentials file '{Path}' cannot be read: Access to the path is denied. [instance DE-1]", error.Message);
        Assert.Same(_host.FileError, error.InnerException);
        Assert.False(error.IsUnavailable);
    }

    [Fact]
    public async Task NoHomeDirectory_SaysWhatToSet()
    {
        _host.HomeDirectory = "";
        using ModelArtsClient client = Client();

        Assert.Contains("HUAWEICLOUD_SDK_CREDENTIALS_FILE can name one", (await client.FailAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongFile_IsReadAgainAtTheNextCall()
    {
        using ModelArtsClient client = Client();
        await client.FailAsync();

        _host.Files[Path] = "[basic]\nak=a\nsk=s";

        await client.CallAsync();
    }

    [Theory]
    [InlineData("[basic]\nak=ak-2\nsk=sk-2")]
    [InlineData("[basic]\nak=ak-1\nsk=sk-2")]
    [InlineData("[basic]\nak=ak-1\nsk=sk-1\nsecurity_token=st-2")]
    public async Task RefusedKey_IsReadAgainAndANewOneUsed(string rotated)
    {
        _host.Files[Path] = "[basic]\nak=ak-1\nsk=sk-1";
        int calls = 0;
        _cloud.Service = _ => ++calls == 2 ? Refused() : Answer.Status("RUNNING")();
        using ModelArtsClient client = Client();
        await client.CallAsync();

        _host.Files[Path] = rotated;
        await client.CallAsync();

        Assert.Equal(3, _cloud.ServiceRequests.Count());
        Assert.Equal(2, _host.FilesRead);
    }

    [Fact]
    public async Task RefusedKey_ThatIsStillInTheFile_IsNotSentAgain()
    {
        _host.Files[Path] = "[basic]\nak=ak-1\nsk=sk-1";
        _cloud.Service = _ => Refused();
        using ModelArtsClient client = Client();

        await client.FailAsync();

        Assert.Single(_cloud.ServiceRequests);
        Assert.Equal(2, _host.FilesRead);
    }

    private static HttpResponseMessage Refused() => Answer.Error(HttpStatusCode.Unauthorized, "ModelArts.0206")();

    private ModelArtsClient Client(string? projectId = "p1") => _cloud.Client(new ProfileFileCredential(_host, path: null), projectId);

    private async Task<ModelArtsAuthenticationException> FailAsync(string? text)
    {
        if (text is not null)
        {
            _host.Files[Path] = text;
        }

        using ModelArtsClient client = Client();
        return await client.FailAsync();
    }

    private async Task<string> AccessKeyAsync(string? path = null)
    {
        using ModelArtsClient client = _cloud.Client(new ProfileFileCredential(_host, path));
        await client.CallAsync();
        return _cloud.ServiceRequests.Last().Headers["Authorization"].Split("Access=")[1].Split(',')[0];
    }
}
