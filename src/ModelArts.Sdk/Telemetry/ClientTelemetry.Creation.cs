using System.Diagnostics;
using Microsoft.Extensions.Logging;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Telemetry;

/// <content>Creates and actions, and what becomes of those whose answer is lost.</content>
internal sealed partial class ClientTelemetry
{
    private const string Found = "found";
    private const string SentAgain = "sent_again";
    private const string Unknown = "unknown";

    /// <summary>It is not known what has become of a create.</summary>
    public void CreateAnswerLost(string name, ModelArtsException failure)
    {
        if (_log.IsEnabled(LogLevel.Warning))
        {
            _log.CreateAnswerLost(name, ErrorType.Of(failure));
        }

        Span.Current?.AddEvent(new ActivityEvent(Span.AnswerLost, tags: new() { { Tag.ErrorType, ErrorType.Of(failure) } }));
    }

    /// <summary>The instance of a create that was not answered was found.</summary>
    public void CreateFound(string name, string instanceId)
    {
        _log.CreateFound(name, instanceId);
        CountReconciliation(Found);
        Span.Current?.AddEvent(new ActivityEvent(Span.CreateFound, tags: new() { { Tag.InstanceId, instanceId } }));
    }

    /// <summary>There is no such instance: the create is sent again.</summary>
    public void CreateSentAgain(string name, int attempt, ModelArtsException lastFailure)
    {
        _log.CreateSentAgain(name, attempt);
        CountReconciliation(SentAgain);
        CountRetry(Operation.Create, lastFailure);
        Span.Current?.AddEvent(new ActivityEvent(Span.CreateSentAgain));
    }

    /// <summary>It could not be found out what has become of a create.</summary>
    public void CreateOutcomeUnknown() => CountReconciliation(Unknown);

    /// <summary>It is not known what has become of an action: it is sent again.</summary>
    public void ActionAnswerLost(string instanceId, OperationKind kind, ModelArtsException failure, TimeSpan delay)
    {
        CountRetry(Operations.Of(kind), failure);
        if (_log.IsEnabled(LogLevel.Warning))
        {
            _log.ActionAnswerLost(instanceId, Operations.Of(kind).Name, ErrorType.Of(failure), delay.TotalSeconds);
        }

        Span.Current?.AddEvent(new ActivityEvent(
            Span.AnswerLost, tags: new() { { Tag.ErrorType, ErrorType.Of(failure) }, { Tag.RetryDelay, delay.TotalSeconds } }));
    }

    /// <summary>What goes on by itself from now on.</summary>
    private void Begun(Operation operation, InstanceOperation begun, Activity? activity)
    {
        if (operation != Operation.Create)
        {
            _log.ActionAccepted(begun.InstanceId, operation.Name);
            return;
        }

        activity?.SetTag(Tag.InstanceId, begun.InstanceId);
        if (_log.IsEnabled(LogLevel.Information) && begun.Instance is { } instance)
        {
            _log.Created(instance.Id, instance.Name, Shown(instance.Status));
        }
    }

    // A status is the service's word, and may be any.
    private static string Shown(InstanceStatus status) => SecretRedactor.Shorten(status.Value, 40);

    private void CountRetry(Operation operation, ModelArtsException failure)
    {
        if (Instruments.Retries.Enabled)
        {
            CountRetry(operation.Method, operation.Template, ErrorType.Of(failure));
        }
    }

    private void CountReconciliation(string outcome)
    {
        if (Instruments.Reconciliations.Enabled)
        {
            TagList tags = new() { { Tag.Outcome, outcome }, { Tag.ServerAddress, _address }, { Tag.ServerPort, _port } };
            Instruments.Reconciliations.Add(1, tags);
        }
    }
}
