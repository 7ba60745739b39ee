namespace ModelArts.Sdk.Soak.Figures;

/// <summary>A body without end.</summary>
internal sealed class EndlessStream : Stream
{
    public long BytesRead { get; private set; }

    /// <summary>The read that would come to so many bytes waits.</summary>
    public long WaitsFor { get; init; } = long.MaxValue;

    /// <summary>What it waits for.</summary>
    public Func<Task> Until { get; init; } = static () => Task.CompletedTask;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (BytesRead < WaitsFor && BytesRead + buffer.Length >= WaitsFor)
        {
            await Until().ConfigureAwait(false);
        }

        buffer.Span.Fill((byte)' ');
        BytesRead += buffer.Length;
        return buffer.Length;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
