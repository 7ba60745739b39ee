using System.Globalization;
using System.Net.Http.Headers;
using ModelArts.Sdk.Resilience;
using ModelArts.Sdk.Telemetry;

namespace ModelArts.Sdk.Authentication;

/// <summary>
/// Authenticates each attempt anew. The innermost of our handlers, so that what it signs is what goes on the wire; and the last
/// gate before a secret leaves. What a refusal allows to be put right, a wrong clock or a secret that has run out, it puts right once.
/// </summary>
internal sealed class AuthHandler(ModelArtsCredential credential, CredentialContext context, bool allowInsecureHttp) : DelegatingHandler
{
    /// <summary>A third of what the service allows (15 minutes): a smaller difference is not what it refuses.</summary>
    private static readonly TimeSpan MaxClockSkew = TimeSpan.FromMinutes(5);

    private DateHeader? _lastDate;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is not { } target || !EndpointRules.IsSecure(target, allowInsecureHttp))
        {
            throw new ModelArtsAuthenticationException(
                $"Nothing was sent to {request.RequestUri?.Host}: a credential goes over https only. "
                + "For a simulator on this machine set AllowInsecureHttp and use a loopback address.");
        }

        await RepeatableBody.EnsureAsync(request.Content, cancellationToken).ConfigureAwait(false);
        bool clockCorrected = false;
        bool renewed = false;
        while (true)
        {
            TraceHeaders.Prepare(request, isFirst: !clockCorrected && !renewed && Call.AttemptsOf(request) <= 1);

            // Before the credential reads it: a call beside this one may correct the clock meanwhile.
            DateTimeOffset time = context.UtcNow;
            await credential.AuthenticateAsync(request, context, cancellationToken).ConfigureAwait(false);
            SendPermit.MarkSent(request);
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);

            // By it what was sent is known, and masked in what comes back; not every network sets it.
            response.RequestMessage ??= request;
            RedirectRules.ThrowIfFollowed(response, target);
            context.ObserveServiceTime(DateOf(response));
            if (!Refusal.Is(response))
            {
                return response;
            }

            bool again = false;
            try
            {
                Refusal refusal = await Refusal.ReadAsync(response, cancellationToken).ConfigureAwait(false);
                if (!clockCorrected && IsSigned(request) && IsFarFrom(time, response.Headers.Date) && refusal.MayBeAboutTime)
                {
                    context.CorrectClock(response.Headers.Date!.Value);
                    context.Telemetry.ClockCorrected(response.Headers.Date!.Value - time);
                    again = clockCorrected = true;
                }
                else if (!renewed && refusal.MayEndByRenewal)
                {
                    renewed = true;
                    again = await credential.TryRenewAsync(request, context, cancellationToken).ConfigureAwait(false);
                    if (again)
                    {
                        context.Telemetry.CredentialRenewed(response);
                    }
                }
            }
            catch
            {
                response.Dispose();
                throw;
            }

            if (!again)
            {
                return response;
            }

            response.Dispose();
        }
    }

    /// <summary>
    /// When the answer was given. Every answer is asked: parsed in place, in the one format that is still to be written (RFC 9110, section
    /// 5.6.7), and once for all answers of a second.
    /// </summary>
    private DateTimeOffset? DateOf(HttpResponseMessage response)
    {
        if (!response.Headers.NonValidated.TryGetValues("Date", out HeaderStringValues values))
        {
            return null;
        }

        string text = values.ToString();
        if (_lastDate is { } last && last.Text == text)
        {
            return last.Time;
        }

        if (!DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time))
        {
            return response.Headers.Date;
        }

        _lastDate = new DateHeader(text, time);
        return time;
    }

    private static bool IsSigned(HttpRequestMessage request) => request.Headers.NonValidated.Contains("X-Sdk-Date");

    private static bool IsFarFrom(DateTimeOffset time, DateTimeOffset? date) => date is { } other && (other - time).Duration() > MaxClockSkew;

    private sealed record DateHeader(string Text, DateTimeOffset Time);
}
