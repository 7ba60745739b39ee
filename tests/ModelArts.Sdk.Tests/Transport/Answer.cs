using System.Net;

namespace ModelArts.Sdk.Tests.Transport;

/// <summary>What the service answers to a question about an instance.</summary>
internal static class Answer
{
    public const string InstanceId = "DE-1";

    public static Func<HttpResponseMessage> Status(string status) =>
        () => RecordingTransport.Json($$"""{"id":"{{InstanceId}}","status":"{{status}}"}""");

    public static Func<HttpResponseMessage> Queue(string status, int rank, long remainSeconds) =>
        () => RecordingTransport.Json(
            $$$"""{"id":"{{{InstanceId}}}","status":"{{{status}}}","queuing_info":{"rank":{{{rank}}},"remain_time":{{{remainSeconds}}}}}""");

    public static Func<HttpResponseMessage> Failure(string status, string code, string message) =>
        () => RecordingTransport.Json(
            $$$$"""{"id":"{{{{InstanceId}}}}","status":"{{{{status}}}}","spec":{"failed_reasons":{"code":"{{{{code}}}}","message":"{{{{message}}}}"}}}""");

    public static Func<HttpResponseMessage> Error(HttpStatusCode status, string? code = null, string? retryAfter = null) => () =>
    {
        HttpResponseMessage response = RecordingTransport.Json(code is null ? "" : $$"""{"error_code":"{{code}}","error_message":"no"}""", status);
        if (retryAfter is not null)
        {
            response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        }

        return response;
    };

    public static Func<HttpResponseMessage> NoConnection() =>
        () => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused");
}
