namespace ModelArts.Sdk.Authentication.Caching;

/// <summary>What a fetch brought, and for how long it can be used. A class without members to print: the value may be a secret.</summary>
internal sealed class Fetched<T>(T value, TimeSpan? lifetime)
{
    public T Value { get; } = value;

    /// <summary>How long the value is valid from now on; <see langword="null"/> where it does not expire.</summary>
    public TimeSpan? Lifetime { get; } = lifetime;
}
