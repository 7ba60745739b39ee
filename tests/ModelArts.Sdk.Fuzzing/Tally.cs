using System.Globalization;

namespace ModelArts.Sdk.Fuzzing;

/// <summary>What the answers came to. Thread-safe.</summary>
internal sealed class Tally
{
    private long _values;
    private long _malformed;
    private long _errors;

    public long Values => Volatile.Read(ref _values);

    public long Malformed => Volatile.Read(ref _malformed);

    public long Errors => Volatile.Read(ref _errors);

    public void CountValue() => Interlocked.Increment(ref _values);

    public void Count(ModelArtsException exception) =>
        Interlocked.Increment(ref exception is ModelArtsApiException or ModelArtsAuthenticationException ? ref _errors : ref _malformed);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Values + Malformed + Errors} answers: {Values} values, {Malformed} malformed, {Errors} errors");
}
