namespace ModelArts.Sdk.Telemetry;

/// <summary>The names of tags. Those without <c>modelarts</c> are OpenTelemetry's own, with its meaning.</summary>
internal static class Tag
{
    public const string ErrorType = "error.type";
    public const string HttpMethod = "http.request.method";
    public const string HttpResendCount = "http.request.resend_count";
    public const string HttpStatusCode = "http.response.status_code";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";
    public const string UrlFull = "url.full";
    public const string UrlTemplate = "url.template";

    public const string Operation = "modelarts.operation";
    public const string InstanceId = "modelarts.instance.id";
    public const string InstanceStatus = "modelarts.instance.status";
    public const string RequestId = "modelarts.request.id";
    public const string RetryDelay = "modelarts.retry.delay";
    public const string Goal = "modelarts.wait.goal";
    public const string Polls = "modelarts.wait.polls";
    public const string Instances = "modelarts.wait.instances";
    public const string Pending = "modelarts.wait.pending";
    public const string Failed = "modelarts.wait.failed";
    public const string Outcome = "modelarts.create.outcome";
}
