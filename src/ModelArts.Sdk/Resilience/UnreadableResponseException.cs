namespace ModelArts.Sdk.Resilience;

/// <summary>A success whose body cannot be had. Does not leave the library: it becomes a <see cref="MalformedResponseException"/>.</summary>
internal sealed class UnreadableResponseException(string reason, Exception? innerException = null) : Exception(reason, innerException)
{
    public static UnreadableResponseException TooLarge(long limit) => new($"the body is larger than MaxResponseBytes ({limit} bytes)");

    public static UnreadableResponseException Damaged(Exception cause) => new("the body cannot be decompressed", cause);
}
