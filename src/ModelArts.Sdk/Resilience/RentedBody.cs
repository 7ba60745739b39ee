using System.Buffers;

namespace ModelArts.Sdk.Resilience;

/// <summary>
/// A body while it is read. It lies in rented arrays, with a further one when the last is full: nothing is copied as it grows, what is
/// given up half-way has allocated nothing, and many large bodies at once take little more than they are long.
/// </summary>
/// <param name="firstBytes">How much is rented to begin with.</param>
internal sealed class RentedBody(int firstBytes) : IDisposable
{
    /// <summary>What is rented at once at most: what a large body gives back is of use to small ones too.</summary>
    public const int MaxSegmentBytes = 1024 * 1024;

    private byte[] _last = ArrayPool<byte>.Shared.Rent(Math.Min(firstBytes, MaxSegmentBytes));
    private int _lastCount;
    private List<byte[]>? _full;
    private int _fullCount;

    /// <summary>How much has been read.</summary>
    public int Count => _fullCount + _lastCount;

    /// <summary>Where the next bytes go: at least one, not more than <paramref name="most"/>.</summary>
    public Memory<byte> Room(int most)
    {
        if (_lastCount == _last.Length)
        {
            (_full ??= []).Add(_last);
            _fullCount += _lastCount;
            _last = ArrayPool<byte>.Shared.Rent(Math.Min(_last.Length * 2, MaxSegmentBytes));
            _lastCount = 0;
        }

        return _last.AsMemory(_lastCount, Math.Min(_last.Length - _lastCount, most));
    }

    /// <summary>So many bytes have come into <see cref="Room"/>.</summary>
    public void Add(int count) => _lastCount += count;

    /// <summary>Writes the body, or its beginning where it is longer than <paramref name="count"/>.</summary>
    public async Task WriteToAsync(Stream stream, int count)
    {
        foreach (byte[] full in _full ?? [])
        {
            int part = Math.Min(full.Length, count);
            await stream.WriteAsync(full.AsMemory(0, part)).ConfigureAwait(false);
            count -= part;
        }

        await stream.WriteAsync(_last.AsMemory(0, Math.Min(_lastCount, count))).ConfigureAwait(false);
    }

    /// <summary>Gives the arrays back, emptied: the body may hold a token.</summary>
    public void Dispose()
    {
        _full?.ForEach(static full => ArrayPool<byte>.Shared.Return(full, clearArray: true));
        _last.AsSpan(0, _lastCount).Clear();
        ArrayPool<byte>.Shared.Return(_last);
        _full = null;
        _last = [];
        _fullCount = _lastCount = 0;
    }
}
