namespace ModelArts.Sdk.Authentication.Signing;

/// <summary>What a derived key is good for. Region and service may be empty; the day is that of the request's date.</summary>
internal readonly ref struct SigningScope(ReadOnlySpan<char> day, ReadOnlySpan<char> region, ReadOnlySpan<char> service)
{
    public const string Terminator = "sdk_request";

    /// <summary>The day, as <c>yyyyMMdd</c>.</summary>
    public ReadOnlySpan<char> Day { get; } = day;

    public ReadOnlySpan<char> Region { get; } = region;

    public ReadOnlySpan<char> Service { get; } = service;

    public void Append(ref Utf8Buffer target)
    {
        target.Append(Day);
        target.Append((byte)'/');
        target.Append(Region);
        target.Append((byte)'/');
        target.Append(Service);
        target.Append((byte)'/');
        target.Append(Terminator);
    }
}
