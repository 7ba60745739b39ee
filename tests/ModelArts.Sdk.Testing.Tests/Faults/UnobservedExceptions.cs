namespace ModelArts.Sdk.Testing.Tests.Faults;

/// <summary>Counts the task exceptions that nobody looked at, while it lives, of the kind that carries a mark of the test.</summary>
internal sealed class UnobservedExceptions : IDisposable
{
    private readonly string _mark;
    private int _count;

    public UnobservedExceptions(string mark)
    {
        _mark = mark;
        TaskScheduler.UnobservedTaskException += Count;
    }

    /// <summary>Lets the finalizers of lost tasks run, and counts.</summary>
    public int Collect()
    {
        for (int round = 0; round < 3; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return Volatile.Read(ref _count);
    }

    public void Dispose() => TaskScheduler.UnobservedTaskException -= Count;

    private void Count(object? sender, UnobservedTaskExceptionEventArgs args)
    {
        // Other tests run at the same time, and may lose exceptions of their own.
        if (args.Exception.ToString().Contains(_mark, StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _count);
        }
    }
}
