using System.Collections.Concurrent;
using ModelArts.Sdk.Testing.State;

namespace ModelArts.Sdk.Testing;

/// <summary>
/// What is to become of the next requests for one operation. Thread-safe. Outcomes form a queue: each is used up by one request
/// that the simulator accepts; requests beyond the queue succeed, and refused ones use nothing up.
/// </summary>
public sealed class ScriptedOutcomes
{
    private readonly ConcurrentQueue<ScriptedFailure> _failures = new();

    internal ScriptedOutcomes()
    {
    }

    /// <summary>
    /// One more request is accepted, but its instance comes to nothing: a create ends as CREATE_FAILED, after
    /// <see cref="SimulatorOptions.CreatingDuration"/>; a start, or a request to queue for one, as START_FAILED, after
    /// <see cref="SimulatorOptions.StartingDuration"/>.
    /// </summary>
    /// <param name="message">Why, as <c>failed_reasons.message</c> says it.</param>
    /// <param name="errorCode">Why, as <c>failed_reasons.code</c> and <c>error_code</c> say it.</param>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="message"/> or <paramref name="errorCode"/> is blank.</exception>
    public void WillFail(string message, ModelArtsErrorCode errorCode)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(message);
        ArgumentException.ThrowIfNullOrWhiteSpace(errorCode.Value, nameof(errorCode));
        _failures.Enqueue(new ScriptedFailure(message, errorCode));
    }

    /// <summary>
    /// The next failure; <see langword="null"/> where the next request succeeds. It is used up only once the request is kept.
    /// </summary>
    internal ScriptedFailure? Take(InstanceTable table)
    {
        if (!_failures.TryPeek(out ScriptedFailure? failure))
        {
            return null;
        }

        // The table is one request's at a time: nobody else takes it in between.
        table.OnceKept(() => _failures.TryDequeue(out _));
        return failure;
    }
}
