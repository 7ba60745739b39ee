namespace ModelArts.Sdk.Authentication.Sources;

/// <summary>What credentials read of the machine: a seam, so that no test touches the real environment.</summary>
internal interface ICredentialHost
{
    /// <summary>The home directory of the user; empty where there is none.</summary>
    string HomeDirectory { get; }

    /// <summary>A variable of the environment; <see langword="null"/> where it is not set, or blank.</summary>
    string? GetVariable(string name);

    /// <summary>The text of a file; <see langword="null"/> where there is no such file.</summary>
    /// <exception cref="IOException">The file cannot be read, or is larger than anybody's credentials.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    Task<string?> ReadFileAsync(string path);
}
