using ModelArts.Sdk.Testing.State;

namespace ModelArts.Sdk.Testing.Persistence;

/// <summary>
/// The file that a simulator keeps its state in: a log that is only ever added to, so that whatever stops the process loses at most
/// what nobody was told of. It is made short at each start, and whenever it has grown to several times of what it then was. Not
/// thread-safe: <see cref="InstanceStore"/> guards it.
/// </summary>
internal sealed class StateFile : IDisposable
{
    /// <summary>Shorter ones are not worth it.</summary>
    private const long MinLengthToCompact = 64 * 1024;
    private const int GrowthToCompact = 4;

    private readonly string _path;
    private readonly FileStream _lock;
    private FileStream _log;
    private long _end;
    private long _endToCompact;

    private StateFile(string path, FileStream theLock, FileStream log, StateLog content, StoredSecrets secrets)
    {
        (_path, _lock, _log, _end, Content, Secrets) = (path, theLock, log, log.Length, content, secrets);
        SetNextCompaction();
    }

    /// <summary>What it says: at first, what an earlier run has left.</summary>
    public StateLog Content { get; }

    public StoredSecrets Secrets { get; }

    /// <summary>Opens a file, or begins one. Its secrets are complete once somebody has asked for them by <paramref name="complete"/>.</summary>
    /// <exception cref="InvalidOperationException">Another simulator has it, or it cannot be opened.</exception>
    /// <exception cref="InvalidDataException">It is no state file, or damaged before its end.</exception>
    public static StateFile Open(string path, Action<StoredSecrets> complete)
    {
        FileStream theLock = StateFileLock.Take(path);
        try
        {
            StateLog loaded = StateLog.Read(path);
            StoredSecrets secrets = new(loaded.Secrets);
            complete(secrets);
            return new StateFile(path, theLock, WriteAnew(path, loaded, secrets), loaded, secrets);
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
    /// Writes the file anew beside itself, and puts that in its place when the disk has it: at each moment, what has the name is whole.
    /// It stays open all the while, so that nothing can be added to a file that has no name any more.
    /// </summary>
    private static FileStream WriteAnew(string path, StateLog content, StoredSecrets secrets)
    {
        // Without a buffer: what could not be written must not be tried again behind our back.
        FileStreamOptions mode = new() { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.Read | FileShare.Delete, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            // It holds secrets, if only a simulator's.
            mode.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        string beside = path + ".new";
        FileStream stream = new(beside, mode);
        try
        {
            stream.Write([.. content.Lines(secrets.All).SelectMany(static record => record.ToLine())]);
            stream.Flush(flushToDisk: true);
            File.Move(beside, path, overwrite: true);
            return stream;
        }
        catch
        {
            // On a full disk, the half of it would take the room of what is to be kept next.
            stream.Dispose();
            File.Delete(beside);
            throw;
        }
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

        Array.ForEach(records, Content.Apply);
        if (_end >= _endToCompact)
        {
            TryCompact();
        }
    }

    /// <summary>Where it cannot be done, the long file is as good as before, and it is tried again when that has grown much longer.</summary>
    private void TryCompact()
    {
        try
        {
            FileStream anew = WriteAnew(_path, Content, Secrets);
            _log.Dispose();
            (_log, _end) = (anew, anew.Length);
        }
        catch (Exception exception) when (IsFailure(exception))
        {
            // What was to be kept is kept.
        }

        SetNextCompaction();
    }

    private void SetNextCompaction() => _endToCompact = Math.Max(MinLengthToCompact, GrowthToCompact * _end);

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
