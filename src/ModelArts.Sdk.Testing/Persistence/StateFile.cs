using ModelArts.Sdk.Testing.State;

namespace ModelArts.Sdk.Testing.Persistence;

/// <summary>
/// The file that a simulator keeps its state in: a log that is only ever added to, so that whatever stops the process loses at most
/// what nobody was told of. It is made short at each start. Not thread-safe: <see cref="InstanceStore"/> guards it.
/// </summary>
internal sealed class StateFile : IDisposable
{
    private const int SharingViolation = 32;
    private const int LockViolation = 33;
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnMac = 35;

    private readonly FileStream _lock;
    private readonly FileStream _log;
    private long _end;

    private StateFile(FileStream theLock, FileStream log, StateLog loaded, StoredSecrets secrets) =>
        (_lock, _log, _end, Loaded, Secrets) = (theLock, log, log.Length, loaded, secrets);

    /// <summary>What an earlier run has left.</summary>
    public StateLog Loaded { get; }

    public StoredSecrets Secrets { get; }

    /// <summary>Opens a file, or begins one. Its secrets are complete once somebody has asked for them by <paramref name="complete"/>.</summary>
    /// <exception cref="InvalidOperationException">Another simulator has it, or it cannot be opened.</exception>
    /// <exception cref="InvalidDataException">It is no state file, or damaged before its end.</exception>
    public static StateFile Open(string path, Action<StoredSecrets> complete)
    {
        FileStream theLock = Lock(path);
        try
        {
            StateLog loaded = StateLog.Read(path);
            StoredSecrets secrets = new(loaded.Secrets);
            complete(secrets);
            return new StateFile(theLock, Compact(path, loaded, secrets), loaded, secrets);
        }
        catch (Exception exception)
        {
            theLock.Dispose();
            if (exception is IOException or UnauthorizedAccessException)
            {
                throw new InvalidOperationException($"The state file '{path}' cannot be opened: {exception.Message}", exception);
            }

            throw;
        }
    }

    /// <summary>Adds what has changed; when this returns, the disk has it.</summary>
    /// <exception cref="IOException">It could not be written; the file is as it was.</exception>
    public void Append(IEnumerable<InstanceChange> changes, long lastSequence) => Append(
    [
        .. changes.Select(change => change.After is { } instance
            ? new StateRecord { Put = instance, Sequence = lastSequence }
            : new StateRecord { Gone = change.Id }),
    ]);

    /// <summary>Adds how far the clock was moved; when this returns, the disk has it.</summary>
    /// <exception cref="IOException">It could not be written; the file is as it was.</exception>
    public void AppendAdvanced(TimeSpan offset) => Append([new StateRecord { Advanced = offset }]);

    public void Dispose()
    {
        TryCut();
        _log.Dispose();
        _lock.Dispose();
    }

    /// <summary>
    /// A file of its own, which stays: the log is replaced at each start, and a lock on what is replaced would lock nobody out. The
    /// system gives it back when the process ends, however it ends.
    /// </summary>
    private static FileStream Lock(string path)
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

    /// <summary>Writes the file anew beside itself, and puts that in its place when the disk has it.</summary>
    private static FileStream Compact(string path, StateLog loaded, StoredSecrets secrets)
    {
        FileStreamOptions mode = new() { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows())
        {
            // It holds secrets, if only a simulator's.
            mode.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        string beside = path + ".new";
        using (FileStream stream = new(beside, mode))
        {
            foreach (StateRecord record in loaded.Lines(secrets.All))
            {
                stream.Write(record.ToLine());
            }

            stream.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);

        // Without a buffer: what could not be written must not be tried again behind our back.
        FileStream log = new(path, FileMode.Open, FileAccess.Write, FileShare.Read, bufferSize: 0);
        log.Seek(0, SeekOrigin.End);
        return log;
    }

    private void Append(StateRecord[] records)
    {
        byte[] lines = [.. records.SelectMany(static record => record.ToLine())];
        try
        {
            Cut();
            _log.Write(lines);
            _log.Flush(flushToDisk: true);
            _end = _log.Position;
        }
        catch (Exception exception) when (IsFailure(exception))
        {
            TryCut();
            throw exception as IOException ?? new IOException($"The state file cannot be written: {exception.Message}", exception);
        }
    }

    /// <summary>
    /// Takes away what a write that failed has left: half a line in the middle would make the file unreadable, and a whole one, which
    /// only the disk did not confirm, would come back though it was refused.
    /// </summary>
    private void Cut()
    {
        if (_log.Length != _end)
        {
            _log.SetLength(_end);
            _log.Position = _end;
        }
    }

    /// <summary>As far as the disk lets it; the next write and the end try again.</summary>
    private void TryCut()
    {
        try
        {
            Cut();
            _log.Flush(flushToDisk: true);
        }
        catch (Exception exception) when (IsFailure(exception))
        {
            // What failed was reported.
        }
    }

    /// <summary>What the system has no room for comes as one of these at times.</summary>
    private static bool IsFailure(Exception exception) =>
        exception is IOException or ArgumentException or UnauthorizedAccessException or NotSupportedException or ObjectDisposedException;
}
