using System.Net;
using ModelArts.Sdk.Resilience;
using Polly;
using Polly.Timeout;

namespace ModelArts.Sdk.Tests.Resilience;

/// <summary>Which attempt is worth another: by verb and outcome, in literals.</summary>
public sealed class RetryRulesTests
{
    // G, U, P and D: get, update (PUT), post and delete. What is not named is not sent again.
    [Theory]
    [InlineData("200", "")]
    [InlineData("302", "")]
    [InlineData("400", "")]
    [InlineData("401", "")]
    [InlineData("403", "")]
    [InlineData("404", "")]
    [InlineData("408", "GU")]
    [InlineData("409", "")]
    [InlineData("429", "GUPD")]
    [InlineData("500", "GU")]
    [InlineData("501", "")]
    [InlineData("502", "GU")]
    [InlineData("503", "GU")]
    [InlineData("504", "GU")]
    [InlineData("505", "")]
    [InlineData("NameResolutionError", "GUPD")]
    [InlineData("ConnectionError", "GUPD")]
    [InlineData("SecureConnectionError", "GUPD")]
    [InlineData("ProxyTunnelError", "GUPD")]
    [InlineData("ResponseEnded", "GU")]
    [InlineData("InvalidResponse", "GU")]
    [InlineData("Unknown", "GU")]
    [InlineData("IOException", "GU")]
    [InlineData("attempt timeout", "GU")]
    [InlineData("cancellation", "")]
    [InlineData("ModelArtsException", "")]
    [InlineData("other", "")]
    public void IsWorthAnother_ByVerbAndOutcome(string what, string verbs)
    {
        Outcome<HttpResponseMessage> outcome = Make(what);

        string repeated = string.Concat(new[] { HttpMethod.Get, HttpMethod.Put, HttpMethod.Post, HttpMethod.Delete }
            .Where(method => RetryRules.IsWorthAnother(new HttpRequestMessage(method, "https://h"), outcome))
            .Select(static method => method == HttpMethod.Put ? 'U' : method.Method[0]));

        Assert.Equal(verbs, repeated);
    }

    [Theory]
    [InlineData("408", false)]
    [InlineData("429", true)]
    [InlineData("500", false)]
    [InlineData("503", false)]
    [InlineData("NameResolutionError", true)]
    [InlineData("ConnectionError", true)]
    [InlineData("SecureConnectionError", true)]
    [InlineData("ProxyTunnelError", true)]
    [InlineData("ResponseEnded", false)]
    [InlineData("Unknown", false)]
    [InlineData("IOException", false)]
    [InlineData("attempt timeout", false)]
    [InlineData("other", false)]
    public void IsSurelyNotTaken_ByOutcome(string what, bool expected) => Assert.Equal(expected, RetryRules.IsSurelyNotTaken(Make(what)));

    public static TheoryData<string, bool> Failures => new()
    {
        { "302", false }, { "400", false }, { "403", false }, { "404", false }, { "408", true }, { "429", false }, { "500", true }, { "501", true },
        { "502", true }, { "503", true }, { "504", true }, { "400 ModelArts.6102", true }, { "400 ModelArts.6100", true }, { "400 ModelArts.6301", false },
        { "NameResolutionError", false }, { "ConnectionError", false }, { "SecureConnectionError", false }, { "ProxyTunnelError", false },
        { "ResponseEnded", true }, { "Unknown", true }, { "timeout", true }, { "timeout before it was sent", false }, { "malformed", true }, { "authentication", false },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void CallOutcome_OfAFailure_IsUnknownUnlessItIsSureThatNothingWasDone(string what, bool unknown)
    {
        ModelArtsException failure = what switch
        {
            "timeout" => new ModelArtsTimeoutException("m", TimeSpan.Zero),
            "timeout before it was sent" => new ModelArtsTimeoutException("m", TimeSpan.Zero) { NothingWasSent = true },
            "malformed" => new MalformedResponseException("m", HttpStatusCode.OK),
            "authentication" => new ModelArtsAuthenticationException("m"),
            _ when Enum.TryParse(what, out HttpRequestError error) && !char.IsDigit(what[0]) => new ModelArtsConnectionException("m", error),
            _ => new ModelArtsApiException("m", (HttpStatusCode)int.Parse(what.AsSpan(0, 3), System.Globalization.CultureInfo.InvariantCulture), new ModelArtsErrorCode(what[3..].Trim())),
        };

        Assert.Equal(unknown ? CallOutcome.Unknown : CallOutcome.NothingDone, CallOutcomes.Of(failure));
    }

    private static Outcome<HttpResponseMessage> Make(string what) => what switch
    {
        "IOException" => Outcome.FromException<HttpResponseMessage>(new IOException()),
        "attempt timeout" => Outcome.FromException<HttpResponseMessage>(new TimeoutRejectedException()),
        "cancellation" => Outcome.FromException<HttpResponseMessage>(new OperationCanceledException()),
        "ModelArtsException" => Outcome.FromException<HttpResponseMessage>(new ModelArtsAuthenticationException("m")),
        "other" => Outcome.FromException<HttpResponseMessage>(new TimeZoneNotFoundException()),
        _ when char.IsDigit(what[0]) => Outcome.FromResult(new HttpResponseMessage(Enum.Parse<HttpStatusCode>(what))),
        _ => Outcome.FromException<HttpResponseMessage>(new HttpRequestException(Enum.Parse<HttpRequestError>(what))),
    };
}
