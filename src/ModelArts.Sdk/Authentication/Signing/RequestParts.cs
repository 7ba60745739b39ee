namespace ModelArts.Sdk.Authentication.Signing;

/// <summary>What of a request is signed, as it goes on the wire.</summary>
internal readonly ref struct RequestParts
{
    /// <summary>The method, in any case.</summary>
    public required string Method { get; init; }

    /// <summary>Path and query, escaped; without a fragment.</summary>
    public required string Target { get; init; }

    /// <summary>The headers to sign; one of them is <see cref="SignedHeaders.Date"/>, the time of the signature.</summary>
    public required SignedHeaders Headers { get; init; }

    /// <summary>The bytes of the body; empty where there is none.</summary>
    public ReadOnlySpan<byte> Body { get; init; }
}
