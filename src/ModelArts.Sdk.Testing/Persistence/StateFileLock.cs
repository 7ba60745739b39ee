namespace ModelArts.Sdk.Testing.Persistence;

/// <summary>Sees to it that one simulator at a time has a state file.</summary>
internal static class StateFileLock
{
    private const int SharingViolation = 32;
    private const int LockViolation = 33;
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnMac = 35;

    /// <summary>
    /// A file of its own, which stays: the log is replaced now and then, and a lock on what is replaced would lock nobody out. The
    /// system gives it back when the process ends, however it ends.
    /// </summary>
    public static FileStream Take(string path)
    {
        try
        {
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException(
                IsInUse(exception)
                    ? $"The state file '{path}' is in use by another simulator. Stop that one, or name another file."
                    : $"The state file '{path}' cannot be opened: {exception.Message}",
                exception);
        }
    }

    /// <summary>Whether somebody else has the lock: of that, .NET has no exception of its own, only the code of the system.</summary>
    private static bool IsInUse(Exception exception) => exception.GetType() == typeof(IOException) && (OperatingSystem.IsWindows()
        ? (exception.HResult & 0xFFFF) is SharingViolation or LockViolation
        : exception.HResult is WouldBlockOnLinux or WouldBlockOnMac);
}
