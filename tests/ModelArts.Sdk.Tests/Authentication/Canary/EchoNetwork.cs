using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using ModelArts.Sdk.Tests.Authentication.Surroundings;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Authentication.Canary;

/// <summary>A cloud that repeats in its answers all that it was sent; like some networks, it does not name the request that it answers.</summary>
internal sealed class EchoNetwork(string outcome, string where) : HttpMessageHandler
{
    public const string Service = "service";
    public const string Iam = "IAM";
    public const string Metadata = "metadata";
    public const string Success = "success";
    public const string Timeout = "timeout";

    public static readonly string[] Outcomes =
        [Success, "error 400", "refusal 401", "refusal 403", "plain 403", "malformed", "malformed text", "no connection", Timeout, "redirect"];

    private readonly ConcurrentQueue<string> _signatures = [];
    private int _secretsSent;

    public IEnumerable<string> Signatures => _signatures;

    public int SecretsSent => Volatile.Read(ref _secretsSent);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        string headers = string.Join("\r\n", request.Headers.NonValidated.Select(header => $"{header.Key}: {header.Value}").Order(StringComparer.Ordinal));
        List<string> secrets = [.. CanaryCredentials.Secrets.Where(secret => headers.Contains(secret, StringComparison.Ordinal))];
        foreach (Match signature in Regex.Matches(headers, "Signature=([0-9a-f]+)"))
        {
            _signatures.Enqueue(signature.Groups[1].Value);
            secrets.Add(signature.Groups[1].Value);
        }

        if (body.Contains("\"password\"", StringComparison.Ordinal))
        {
            secrets.Add(CanaryCredentials.Password);
        }

        Interlocked.Add(ref _secretsSent, secrets.Count);

        // The bare values first: without a name before them nothing but what was sent tells that they are secrets.
        string echo = $"you sent {string.Join(" and ", secrets)} by {headers}\r\n{body}";

        string at = request.RequestUri!.Host == FakeCloud.MetadataHost ? Metadata
            : request.RequestUri.AbsolutePath.StartsWith("/v3/", StringComparison.Ordinal) ? Iam
            : Service;
        return at == where && outcome != Success
            ? await AnswerAsync($"{echo}\r\n{SecretsOfTheAnswer(at)}", request.RequestUri, cancellationToken)
            : Good(request);
    }

    // What an answer would have held, and an error may repeat, though nobody has sent it.
    private static string SecretsOfTheAnswer(string at) => at == Metadata
        ? JsonSerializer.Serialize(new { secret = CanaryCredentials.SecretKey, securitytoken = CanaryCredentials.SecurityToken })
        : "";

    private static HttpResponseMessage Good(HttpRequestMessage request)
    {
        switch (request.RequestUri!.AbsolutePath)
        {
            case "/meta-data/latest/api/token":
                return new HttpResponseMessage { Content = new StringContent(CanaryCredentials.Session) };
            case "/openstack/latest/securitykey":
                return RecordingTransport.Json(JsonSerializer.Serialize(new
                {
                    credential = new
                    {
                        access = CanaryCredentials.AccessKey,
                        secret = CanaryCredentials.SecretKey,
                        securitytoken = CanaryCredentials.SecurityToken,
                        expires_at = FakeCloud.Text(TimeProvider.System.GetUtcNow().AddHours(1)),
                    },
                }));
            case "/v3/auth/tokens":
                HttpResponseMessage response = RecordingTransport.Json(
                    $$$"""{"token":{"expires_at":"{{{FakeCloud.Text(TimeProvider.System.GetUtcNow().AddHours(24))}}}"}}""", HttpStatusCode.Created);
                response.Headers.Add("X-Subject-Token", CanaryCredentials.IamToken);
                return response;
            case "/v3/projects":
                return RecordingTransport.Json("""{"projects":[{"id":"p-looked-up","name":"cn-north-4"}]}""");
            default:
                return Answer.Status("RUNNING")();
        }
    }

    private async Task<HttpResponseMessage> AnswerAsync(string echo, Uri uri, CancellationToken cancellationToken)
    {
        switch (outcome)
        {
            case "error 400":
                return Error(HttpStatusCode.BadRequest, "ModelArts.0100", echo);
            case "refusal 401":
                return Error(HttpStatusCode.Unauthorized, "ModelArts.0203", echo);
            case "refusal 403":
                return Error(HttpStatusCode.Forbidden, "APIGW.0301", echo);
            case "plain 403":
                return new HttpResponseMessage(HttpStatusCode.Forbidden) { Content = new StringContent(echo) };
            case "malformed":
                return RecordingTransport.Json(JsonSerializer.Serialize(new Dictionary<string, object>
                {
                    ["id"] = new Dictionary<string, object> { [echo] = 1 },
                    ["token"] = echo,
                    ["projects"] = echo,
                    ["credential"] = new Dictionary<string, object> { ["access"] = new Dictionary<string, object> { [echo] = 1 } },
                }));
            case "malformed text":
                return new HttpResponseMessage { Content = new StringContent(echo) };
            case "no connection":
                throw new HttpRequestException(HttpRequestError.ConnectionError, "nobody answers");
            case Timeout:
                return await Never.AnswerAsync(cancellationToken);
            default:
                HttpResponseMessage redirect = new(HttpStatusCode.Found) { Content = new StringContent(echo) };
                redirect.Headers.Location = new Uri($"https://elsewhere.example{uri.AbsolutePath}?sent={Uri.EscapeDataString(echo)}");
                return redirect;
        }
    }

    private static HttpResponseMessage Error(HttpStatusCode status, string code, string echo) =>
        RecordingTransport.Json(JsonSerializer.Serialize(new { error_code = code, error_message = echo }), status);
}
