using System.Net;
using ModelArts.Sdk.Errors;
using ModelArts.Sdk.Resilience;

namespace ModelArts.Sdk.Authentication;

/// <summary>What an answer of HTTP 401 or 403 says, and what can be done about it.</summary>
internal sealed class Refusal
{
    private static readonly string[] WordsForTime = ["X-Sdk-Date", "time", "clock", "expired"];

    // By which a gateway or the service says that it is the secret that it does not take. Others (the project, the scope, the account)
    // would be said of a new one as well.
    private static readonly HashSet<ModelArtsErrorCode> CodesOfTheSecret =
    [
        ModelArtsErrorCode.TokenMissing, ModelArtsErrorCode.TokenExpired, ModelArtsErrorCode.TokenInvalid, ModelArtsErrorCode.AccessKeyRefused,
        new("APIGW.0301"), new("APIGW.0307"), new("APIG.0301"), new("APIG.0307"),
    ];

    private readonly HttpStatusCode _status;
    private readonly ModelArtsErrorCode _code;
    private readonly string _text;

    private Refusal(HttpResponseMessage response, string body)
    {
        ErrorBody error = ErrorBody.Parse(body);
        _status = response.StatusCode;
        _code = error.Code is null ? default : new(error.Code);
        _text = error.Message ?? body;
    }

    /// <summary>
    /// Whether the time of the signature may be the reason: the code is one for signatures, or the text speaks of time. This errs on
    /// the side of yes, since it counts only where the service's clock is far from ours: the gateway says "signature expired, signature
    /// time:…,server time:…" under the same code as "verify aksk signature fail".
    /// </summary>
    public bool MayBeAboutTime =>
        SignatureErrors.Includes(_code)
        || Array.Exists(WordsForTime, word => _text.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a new secret may help: with HTTP 401 that is about the secret, or does not say what it is about.</summary>
    public bool MayEndByRenewal => _status == HttpStatusCode.Unauthorized && (_code == default || CodesOfTheSecret.Contains(_code));

    public static bool Is(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;

    /// <summary>Reads a refusal and leaves its body in memory, where the layers above read it again.</summary>
    public static async Task<Refusal> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await ResponseBuffer.LoadAsync(response, ResponseBuffer.MaxErrorBytes, cancellationToken).ConfigureAwait(false);
        return new Refusal(response, await ErrorMapper.ReadTextAsync(response).ConfigureAwait(false));
    }
}
