using ModelArts.Sdk.Authentication.Sources;

namespace ModelArts.Sdk.Tests.Authentication.Surroundings;

/// <summary>A machine of the test's own: its variables and its files.</summary>
internal sealed class FakeHost : ICredentialHost
{
    public const string DefaultPath = "/home/me/.huaweicloud/credentials";

    public Dictionary<string, string> Variables { get; } = [];

    public Dictionary<string, string> Files { get; } = [];

    public Exception? FileError { get; set; }

    public int FilesRead { get; private set; }

    public string HomeDirectory { get; set; } = "/home/me";

    public string? GetVariable(string name) => Variables.GetValueOrDefault(name);

    public Task<string?> ReadFileAsync(string path)
    {
        FilesRead++;
        return FileError is { } error ? Task.FromException<string?>(error) : Task.FromResult(Files.GetValueOrDefault(path.Replace('\\', '/')));
    }
}
