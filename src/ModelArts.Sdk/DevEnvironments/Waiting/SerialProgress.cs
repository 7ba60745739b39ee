namespace ModelArts.Sdk.DevEnvironments;

/// <summary>
/// Passes reports on one at a time: a wait for many instances polls several at once, and what a caller writes to show the progress
/// of one wait must do for that too.
/// </summary>
internal sealed class SerialProgress(IProgress<InstanceProgress> inner) : IProgress<InstanceProgress>
{
    private readonly object _gate = new();

    public void Report(InstanceProgress value)
    {
        lock (_gate)
        {
            inner.Report(value);
        }
    }
}
