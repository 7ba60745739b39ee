namespace ModelArts.Sdk.Authentication.Sources;

/// <summary>The machine that the program runs on.</summary>
internal sealed class MachineHost : ICredentialHost
{
    // A credentials file has some hundred bytes: what is larger is another file, or a device that never ends.
    private const int MaxFileBytes = 256 * 1024;

    public static MachineHost Instance { get; } = new();

    public string HomeDirectory => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    public string? GetVariable(string name) =>
        Environment.GetEnvironmentVariable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    public async Task<string?> ReadFileAsync(string path)
    {
        try
        {
            // Asynchronous, and open to others: whatever rotates the keys may be writing at the same time.
            FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1, useAsync: true);
            await using (file.ConfigureAwait(false))
            {
                byte[] bytes = new byte[MaxFileBytes + 1];
                int length = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false).ConfigureAwait(false);
                if (length > MaxFileBytes)
                {
                    throw new IOException($"The file is larger than {MaxFileBytes / 1024} KiB.");
                }

                // Finds the encoding by the byte order mark, which editors on Windows write; UTF-8 without one.
                using StreamReader reader = new(new MemoryStream(bytes, 0, length));
                return await reader.ReadToEndAsync().ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
