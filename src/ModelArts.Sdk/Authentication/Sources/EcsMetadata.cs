using System.Net;
using System.Text.Json;
using ModelArts.Sdk.Authentication.Caching;
using ModelArts.Sdk.Errors;
using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.Authentication.Sources;

/// <summary>
/// Asks the metadata service of an elastic cloud server for the temporary key of the server's agency. All questions of one reading
/// share 3 seconds: a program that runs elsewhere waits no longer to learn that nothing answers.
/// </summary>
internal sealed class EcsMetadata(Uri address, HttpMessageHandler network, CredentialTransport transport, TimeProvider timeProvider)
{
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    private const string NoAgency = "the server has no agency. Give it one that may use ModelArts: in the console, under 'Management Information' of the server";
    private const int MaxTokenLength = 4096;

    private readonly long _start = timeProvider.GetTimestamp();

    public async Task<Fetched<SourceKeys>> ReadAsync()
    {
        string? session = await OpenSessionAsync().ConfigureAwait(false);
        HttpResponseMessage response = await AskForKeyAsync(session).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.Unauthorized && !await SpeaksOfAgencyAsync(response).ConfigureAwait(false))
        {
            response.Dispose();
            session = await OpenSessionAsync().ConfigureAwait(false);
            response = await AskForKeyAsync(session).ConfigureAwait(false);
        }

        using (response)
        {
            return response.StatusCode switch
            {
                HttpStatusCode.OK => await ToKeysAsync(response).ConfigureAwait(false),
                HttpStatusCode.Unauthorized when await SpeaksOfAgencyAsync(response).ConfigureAwait(false) => throw Unavailable(NoAgency),
                HttpStatusCode.NotFound => throw Unavailable("it answered HTTP 404 when asked for a key; a server without an agency has none"),
                HttpStatusCode status => throw Failed($"it answered HTTP {(int)status} when asked for a key"),
            };
        }
    }

    /// <summary>Gets the token of the second version of the service; <see langword="null"/> where only the first is there, which needs none.</summary>
    private async Task<string?> OpenSessionAsync()
    {
        using HttpRequestMessage request = new(HttpMethod.Put, new Uri(address, "/meta-data/latest/api/token"));
        request.Headers.TryAddWithoutValidation("X-Metadata-Token-Ttl-Seconds", "21600");
        using HttpResponseMessage response = await SendAsync(request).ConfigureAwait(false);
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                string token = (await ErrorMapper.ReadTextAsync(response).ConfigureAwait(false)).Trim();
                return token.Length is > 0 and <= MaxTokenLength && !token.AsSpan().ContainsAnyExceptInRange('!', '~')
                    ? token
                    : throw Failed("what it answered to the question for a token is not a token");
            case HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.ServiceUnavailable:
                return null;
            case HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden:
                // No server of Huawei Cloud refuses this question: another cloud's metadata do, and proxies of closed networks.
                throw Unavailable($"it answered HTTP {(int)response.StatusCode} when asked for a token, so this is no server of Huawei Cloud");
            default:
                throw Failed($"it answered HTTP {(int)response.StatusCode} when asked for a token");
        }
    }

    private async Task<HttpResponseMessage> AskForKeyAsync(string? session)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(address, "/openstack/latest/securitykey"));
        if (session is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Metadata-Token", session);
        }

        return await SendAsync(request).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        TimeSpan left = Limit - timeProvider.GetElapsedTime(_start);
        try
        {
            return await transport.SendAsync(network, request, left > TimeSpan.Zero ? left : TimeSpan.FromTicks(1)).ConfigureAwait(false);
        }
        catch (ModelArtsTimeoutException cause)
        {
            throw Unavailable($"it did not answer within {Limit.TotalSeconds:0} s. Either this is no server of Huawei Cloud, or its network is closed to metadata", cause);
        }
        catch (ModelArtsConnectionException cause)
        {
            throw Unavailable("nothing answers there. Either this is no server of Huawei Cloud, or its network is closed to metadata", cause);
        }
        catch (MalformedResponseException cause)
        {
            throw Failed("its answer cannot be read", cause);
        }
    }

    // Nothing of the body is shown, nor the cause: the body is made of secrets.
    private async Task<Fetched<SourceKeys>> ToKeysAsync(HttpResponseMessage response)
    {
        const string Unexpected = "what it answered to the question for a key is not a key";
        EcsKey? key;
        try
        {
            string json = await ErrorMapper.ReadTextAsync(response).ConfigureAwait(false);
            key = JsonSerializer.Deserialize(json, ModelArtsJsonContext.Default.EcsKeyAnswer)?.Key;
        }
        catch (JsonException)
        {
            throw Failed(Unexpected);
        }

        if (string.IsNullOrWhiteSpace(key?.Access) || string.IsNullOrWhiteSpace(key.Secret) || Lifetime.Parse(key.ExpiresAt) is not { } expiresAt)
        {
            throw Failed(Unexpected);
        }

        try
        {
            return new Fetched<SourceKeys>(
                new SourceKeys(key.Access, key.Secret, key.SecurityToken),
                Lifetime.Of(expiresAt, response.Headers.Date, timeProvider.GetUtcNow()));
        }
        catch (ArgumentException)
        {
            throw Failed(Unexpected);
        }
    }

    // A new session would not help, and each refused one counts against the server.
    private static async ValueTask<bool> SpeaksOfAgencyAsync(HttpResponseMessage response) =>
        (await ErrorMapper.ReadTextAsync(response).ConfigureAwait(false)).Contains("agency", StringComparison.OrdinalIgnoreCase);

    /// <summary>There is no key here, so that a chain goes on to its next source: nobody answers, or the server has no agency.</summary>
    private ModelArtsAuthenticationException Unavailable(string what, Exception? cause = null) => new(Describe(what), cause) { IsUnavailable = true };

    /// <summary>There should be a key here, and to go on would quietly use another identity.</summary>
    private ModelArtsAuthenticationException Failed(string what, Exception? cause = null) => new(Describe(what), cause);

    private string Describe(string what) => $"No key from the metadata service of this server ({address.Host}): {what}.";
}
