using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelArts.Sdk.Authentication.Caching;
using ModelArts.Sdk.Errors;
using ModelArts.Sdk.Serialization;
using ModelArts.Sdk.Telemetry;

namespace ModelArts.Sdk.Authentication.Iam;

/// <summary>The two calls to IAM that the SDK makes. Whatever goes wrong is a <see cref="ModelArtsAuthenticationException"/> with its cause.</summary>
internal sealed class IamClient(CredentialTransport transport, Uri endpoint, TimeProvider timeProvider)
{
    // Longer than any token is, and short enough for a header.
    private const int MaxTokenLength = 64 * 1024;

    private readonly ErrorMapper _errors = new(timeProvider);

    /// <summary>Gets a token by user and password.</summary>
    public async Task<Fetched<IamToken>> GetTokenAsync(IamTokenRequest body, string password)
    {
        const string Wanted = "IAM gave no token";
        using HttpRequestMessage request = new(HttpMethod.Post, At("/v3/auth/tokens?nocatalog=true"));
        request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, ModelArtsJsonContext.Default.IamTokenRequest));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Options.Set(SecretRedactor.SecretInBody, password);
        using HttpResponseMessage response = await SendAsync(request, Wanted).ConfigureAwait(false);
        IamTokenDetails details = (await ReadAsync(response, ModelArtsJsonContext.Default.IamTokenAnswer, Wanted).ConfigureAwait(false)).Token;
        string token = response.Headers.TryGetValues("X-Subject-Token", out IEnumerable<string>? values) ? string.Concat(values).Trim() : "";
        if (token.Length is 0 or > MaxTokenLength || token.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw Malformed(response, Wanted, "its header X-Subject-Token is missing, or holds no token", cause: null);
        }

        if (Lifetime.Parse(details.ExpiresAt) is not { } expiresAt)
        {
            throw Malformed(response, Wanted, "its expires_at is not a time", cause: null);
        }

        return new Fetched<IamToken>(
            new IamToken(token, details.Project?.Id),
            Lifetime.Of(expiresAt, Lifetime.Parse(details.IssuedAt) ?? response.Headers.Date, timeProvider.GetUtcNow()));
    }

    /// <summary>Finds projects by their exact name.</summary>
    public async Task<IReadOnlyList<IamProject>> FindProjectsAsync(string name)
    {
        const string Wanted = "IAM did not say which project to use (no ProjectId is set)";
        using HttpRequestMessage request = new(HttpMethod.Get, At("/v3/projects?name=" + Uri.EscapeDataString(name)));
        using HttpResponseMessage response = await SendAsync(request, Wanted).ConfigureAwait(false);
        IamProjectList list = await ReadAsync(response, ModelArtsJsonContext.Default.IamProjectList, Wanted).ConfigureAwait(false);
        return [.. list.Projects.OfType<IamProject>()];
    }

    // OS_AUTH_URL, from which many will copy the address, ends in /v3.
    private Uri At(string path)
    {
        string root = endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/');
        return new Uri((root.EndsWith("/v3", StringComparison.Ordinal) ? root[..^3] : root) + path);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string wanted)
    {
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        HttpResponseMessage response;
        try
        {
            response = await transport.SendAsync(request).ConfigureAwait(false);
        }
        catch (ModelArtsAuthenticationException)
        {
            throw;
        }
        catch (ModelArtsException cause)
        {
            throw new ModelArtsAuthenticationException($"{wanted}. {cause.Message}", cause) { RequestId = cause.RequestId };
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        HttpStatusCode status = response.StatusCode;
        ModelArtsException refusal = (ModelArtsException)(await _errors.FromResponseAsync(response).ConfigureAwait(false))!;
        ModelArtsErrorCode code = refusal switch
        {
            ModelArtsApiException api => api.ErrorCode,
            ModelArtsAuthenticationException authentication => authentication.ErrorCode,
            _ => default,
        };

        // A key that is refused for the question of the project would be refused for all that follows: a ProjectId does not help.
        string message = request.Method == HttpMethod.Get && (status == HttpStatusCode.Unauthorized || SignatureErrors.Includes(code))
            ? $"{(request.Headers.NonValidated.Contains("X-Sdk-Date") ? "The access key or its secret is refused: check both" : "The credential is refused: check it")}. {refusal.Message}"
            : $"{wanted}. {refusal.Message}{(Advice(request, status) is { } advice ? " " + advice : "")}";
        throw new ModelArtsAuthenticationException(message, refusal)
        {
            StatusCode = status,
            ErrorCode = code,
            RequestId = refusal.RequestId,
        };
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, string wanted)
    {
        try
        {
            string json = await ErrorMapper.ReadTextAsync(response).ConfigureAwait(false);
            return JsonSerializer.Deserialize(json, type) ?? throw new JsonException("The body is JSON null.");
        }
        catch (JsonException exception)
        {
            throw Malformed(response, wanted, "its body is not what the API describes", exception);
        }
    }

    // Nothing of the body is shown: it may hold a token under any name.
    private static ModelArtsAuthenticationException Malformed(HttpResponseMessage response, string wanted, string what, JsonException? cause)
    {
        string? requestId = ErrorMapper.RequestIdOf(response);
        MalformedResponseException malformed = new(
            $"{ErrorMapper.Operation(response.RequestMessage)} was answered with HTTP {(int)response.StatusCode}, but {what}.", response.StatusCode, cause)
        {
            RequestId = requestId,
        };
        string suffix = requestId is null ? "" : $" (request {requestId})";
        return new ModelArtsAuthenticationException(
            $"{wanted}. {malformed.Message} Check that IamEndpoint is an endpoint of IAM, and that no proxy or login page stands before it.{suffix}", malformed)
        {
            StatusCode = response.StatusCode,
            RequestId = requestId,
        };
    }

    private static string? Advice(HttpRequestMessage request, HttpStatusCode status) => request.Method == HttpMethod.Get
        ? status == HttpStatusCode.Forbidden ? "Or set ProjectId: then IAM need not be asked." : null
        : status switch
        {
            HttpStatusCode.Unauthorized =>
                "Check the user, the password and the domain (the name of the account); only an IAM user has a token, a HUAWEI ID has none.",
            HttpStatusCode.BadRequest or HttpStatusCode.Forbidden => "Check the domain and the project, and that the user may use both.",
            _ => null,
        };
}
