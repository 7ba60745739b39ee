using ModelArts.Sdk.Authentication.Caching;

namespace ModelArts.Sdk.Authentication.Sources;

/// <summary>Gets the keys of a credentials file. Every failure names the file, and the line where there is one.</summary>
internal sealed class ProfileReader(ICredentialHost host, string? givenPath)
{
    private const string PathVariable = "HUAWEICLOUD_SDK_CREDENTIALS_FILE";

    public async Task<Fetched<SourceKeys>> ReadAsync()
    {
        string path = FindPath();
        string? text;
        try
        {
            text = await host.ReadFileAsync(path).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ModelArtsAuthenticationException($"The credentials file '{path}' cannot be read: {exception.Message}", exception);
        }

        if (text is null)
        {
            throw Unavailable($"There is no credentials file '{path}'.");
        }

        ProfileFile file;
        try
        {
            file = ProfileFile.Parse(text);
        }
        catch (FormatException exception)
        {
            throw new ModelArtsAuthenticationException($"The credentials file '{path}' is wrong in {exception.Message}.", exception);
        }

        return new Fetched<SourceKeys>(ToKeys(file, path), lifetime: null);
    }

    private static SourceKeys ToKeys(ProfileFile file, string path)
    {
        if (!file.HasSection)
        {
            throw Unavailable($"The credentials file '{path}' has no section [basic].");
        }

        string? accessKey = file["ak"];
        string? secretKey = file["sk"];
        if (accessKey is null && secretKey is null)
        {
            throw Unavailable($"The section [basic] of the credentials file '{path}' holds neither ak nor sk.");
        }

        if (accessKey is null || secretKey is null)
        {
            (string there, string missing) = accessKey is null ? ("sk", "ak") : ("ak", "sk");
            throw new ModelArtsAuthenticationException(
                $"The credentials file '{path}' is incomplete: line {file.LineOf(there)} has {there}, but there is no {missing}. Both are needed.");
        }

        SourceSettings settings = new(
            file["project_id"],
            SourceEndpoint.Parse(file["iam_endpoint"], $"The credentials file '{path}' is wrong in line {file.LineOf("iam_endpoint")}: iam_endpoint"));
        try
        {
            return new SourceKeys(accessKey, secretKey, file["security_token"], settings);
        }
        catch (ArgumentException exception)
        {
            string key = KeyFault.NameOf(exception, "ak", "sk", "security_token");
            throw new ModelArtsAuthenticationException(
                $"The credentials file '{path}' is wrong in line {file.LineOf(key)} ({key}). {KeyFault.Hint(exception)}", exception);
        }
    }

    private string FindPath()
    {
        if ((givenPath ?? host.GetVariable(PathVariable)) is { } path)
        {
            return path;
        }

        string home = host.HomeDirectory;
        return home.Length > 0
            ? Path.Combine(home, ".huaweicloud", "credentials")
            : throw Unavailable($"There is no home directory, hence no credentials file in it. {PathVariable} can name one.");
    }

    private static ModelArtsAuthenticationException Unavailable(string message) => new(message) { IsUnavailable = true };
}
