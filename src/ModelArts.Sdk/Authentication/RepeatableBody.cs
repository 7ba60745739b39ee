namespace ModelArts.Sdk.Authentication;

/// <summary>Makes a body one that can be read for its signature and sent more than once.</summary>
internal static class RepeatableBody
{
    /// <summary>Brings a body into memory, unless it is there; a handler of the application may have put a stream on the request.</summary>
    public static Task EnsureAsync(HttpContent? content, CancellationToken cancellationToken) => content switch
    {
        // Our own bodies, and all whose bytes are in memory anyway: buffering would only copy them.
        null or ByteArrayContent => Task.CompletedTask,
#if NET9_0_OR_GREATER
        _ => content.LoadIntoBufferAsync(cancellationToken),
#else
        _ => content.LoadIntoBufferAsync().WaitAsync(cancellationToken),
#endif
    };
}
