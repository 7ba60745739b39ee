using System.Diagnostics;

namespace ModelArts.Sdk.Telemetry;

/// <summary>The span of the operation that is under way, and what happens within it.</summary>
internal static class Span
{
    public const string Attempt = "modelarts.attempt";
    public const string Retry = "modelarts.retry";
    public const string Poll = "modelarts.poll";
    public const string AnswerLost = "modelarts.answer_lost";
    public const string CreateFound = "modelarts.create.found";
    public const string CreateSentAgain = "modelarts.create.sent_again";
    public const string CredentialRenewed = "modelarts.credential.renewed";
    public const string ClockCorrected = "modelarts.clock.corrected";

    /// <summary>
    /// More than exporters keep of a span. A wait may last for weeks: what it finds later is in the logs, and in the tags of its end.
    /// </summary>
    public const int MaxPollEvents = 128;

    /// <summary>
    /// That of the operation; <see langword="null"/> where nobody wants to know. Handlers of the application may have spans of their
    /// own around the rest of our pipeline.
    /// </summary>
    public static Activity? Current
    {
        get
        {
            if (!Instruments.Source.HasListeners())
            {
                return null;
            }

            Activity? activity = Activity.Current;
            while (activity is not null && activity.Source != Instruments.Source)
            {
                activity = activity.Parent;
            }

            return activity is { IsAllDataRequested: true, IsStopped: false } ? activity : null;
        }
    }

    /// <summary>Begins the span of an operation; the caller disposes of it.</summary>
    public static Activity? Begin(Operation operation, string? instanceId, string address, object port)
    {
        Activity? activity = Instruments.Source.StartActivity(operation.Name, operation.Kind);
        if (activity is not { IsAllDataRequested: true })
        {
            return activity;
        }

        activity.SetTag(Tag.ServerAddress, address);
        activity.SetTag(Tag.ServerPort, port);
        if (operation.Method is not null)
        {
            activity.SetTag(Tag.HttpMethod, operation.Method);
            activity.SetTag(Tag.UrlTemplate, operation.Template);
        }

        if (instanceId is not null)
        {
            activity.SetTag(Tag.InstanceId, instanceId);
        }

        return activity;
    }

    /// <summary>The operation has failed.</summary>
    public static void Fail(this Activity activity, Exception exception, string errorType)
    {
        activity.SetTag(Tag.ErrorType, errorType);

        // The messages of our exceptions hold no secret. Those of others may hold anything: of them the type has to do.
        activity.SetStatus(ActivityStatusCode.Error, exception is ModelArtsException ? exception.Message : null);
        if (exception is ModelArtsException { RequestId: { } requestId })
        {
            activity.SetTag(Tag.RequestId, requestId);
        }

        // Of a create that was answered, but not in full.
        if (exception is ModelArtsException { InstanceId: { } instanceId } && activity.GetTagItem(Tag.InstanceId) is null)
        {
            activity.SetTag(Tag.InstanceId, instanceId);
        }
    }

    /// <summary>Notes an attempt that has ended, on the span of the operation that it belongs to.</summary>
    public static void AddAttempt(this Activity span, HttpRequestMessage request, string? template, int attempt, int? status, string? errorType)
    {
        string method = request.Method.Method;
        if (template is not null && (span.GetTagItem(Tag.UrlTemplate) as string) == template && (span.GetTagItem(Tag.HttpMethod) as string) == method)
        {
            // The operation's own request. A create or an action may send it anew after the pipeline has given up.
            if (span.GetTagItem(Tag.UrlFull) is not null)
            {
                span.SetTag(Tag.HttpResendCount, (span.GetTagItem(Tag.HttpResendCount) as int? ?? 0) + 1);
            }

            span.SetTag(Tag.UrlFull, Shown(request.RequestUri));
            span.SetTag(Tag.HttpStatusCode, status);
        }

        // Of a wait the polls are told: an attempt only adds to that where it has failed.
        if (span.Kind == ActivityKind.Internal && errorType is null)
        {
            return;
        }

        ActivityTagsCollection tags = new() { { Tag.HttpMethod, method } };
        Add(tags, Tag.UrlTemplate, template);
        Add(tags, Tag.HttpResendCount, attempt > 1 ? attempt - 1 : null);
        Add(tags, Tag.HttpStatusCode, status);
        Add(tags, Tag.ErrorType, errorType);
        span.AddEvent(new ActivityEvent(Attempt, tags: tags));
    }

    // As HttpClient shows it: what stands in a query is nobody's business.
    private static string? Shown(Uri? address) => address is not { IsAbsoluteUri: true } ? null
        : address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) + (address.Query.Length > 0 ? "?*" : "");

    private static void Add(ActivityTagsCollection tags, string name, object? value)
    {
        if (value is not null)
        {
            tags.Add(name, value);
        }
    }
}
