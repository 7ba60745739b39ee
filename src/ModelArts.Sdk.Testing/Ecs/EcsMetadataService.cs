using System.Collections.Concurrent;
using System.Globalization;
using ModelArts.Sdk.Testing.Accounts;
using ModelArts.Sdk.Testing.Authentication;
using ModelArts.Sdk.Testing.Randomness;
using ModelArts.Sdk.Testing.Requests;
using ModelArts.Sdk.Testing.Wire;

namespace ModelArts.Sdk.Testing.Ecs;

/// <summary>
/// The metadata service that a cloud server finds at 169.254.169.254: a session, and with it (or, as in its first version, without) a
/// temporary key of the server's agency, which is that of the first user here. Thread-safe.
/// </summary>
internal sealed class EcsMetadataService(AccountBook accounts, KeyRing keys, SimulatorRandom random, TimeProvider clock, TimeSpan lifetime)
{
    private const int MaxSessionSeconds = 21600;

    private readonly ConcurrentDictionary<string, DateTimeOffset> _sessions = new(StringComparer.Ordinal);

    public SimulatorAnswer OpenSession(SimulatorRequest request)
    {
        if (!int.TryParse(request.Header("X-Metadata-Token-Ttl-Seconds"), NumberStyles.None, CultureInfo.InvariantCulture, out int seconds)
            || seconds is < 1 or > MaxSessionSeconds)
        {
            return Text(400, $"X-Metadata-Token-Ttl-Seconds must be 1 to {MaxSessionSeconds}.");
        }

        string session = Convert.ToBase64String(random.NextBytes("session of the metadata service", 42));
        _sessions[session] = clock.GetUtcNow() + TimeSpan.FromSeconds(seconds);
        return Text(200, session);
    }

    public SimulatorAnswer GetKey(SimulatorRequest request)
    {
        string session = request.Header("X-Metadata-Token");
        DateTimeOffset now = clock.GetUtcNow();
        if (session.Length > 0 && (!_sessions.TryGetValue(session, out DateTimeOffset end) || now >= end))
        {
            return Text(401, "The metadata token is invalid or has expired.");
        }

        return new SimulatorAnswer { StatusCode = 200, Body = KeyJson.Write(keys.IssueTemporary(accounts.First, lifetime, now)) };
    }

    private static SimulatorAnswer Text(int status, string text) => new() { StatusCode = status, Text = text, ContentType = "text/plain" };
}
