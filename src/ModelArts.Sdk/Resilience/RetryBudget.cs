namespace ModelArts.Sdk.Resilience;

/// <summary>
/// How many retries the calls of a client may still make, all together: when a service is down, retries of every call would
/// multiply what it has to bear. Thread-safe. After Finagle's retry budget
/// (https://twitter.github.io/finagle/guide/Clients.html#retries), with the difference that what led to success is given back.
/// </summary>
internal sealed class RetryBudget
{
    private const long OneRetry = 1000;

    private readonly long _size;
    private readonly long _perCall;
    private long _left;

    public RetryBudget(ModelArtsRetryOptions options)
    {
        _size = options.BudgetSize * OneRetry;
        _perCall = (long)Math.Round(options.BudgetPerCall * OneRetry);
        _left = _size;
    }

    /// <summary>A call begins.</summary>
    public void Earn() => Add(_perCall);

    /// <summary>A call has succeeded after so many retries.</summary>
    public void GiveBack(int retries) => Add(retries * OneRetry);

    /// <summary>Takes one retry; <see langword="false"/>: there is none left.</summary>
    public bool TryTake() => TryTake(OneRetry);

    /// <summary>
    /// Takes one retry that is a call of its own, and so earns what it must not gain; from a store that cannot hold both, all that it
    /// holds.
    /// </summary>
    public bool TryTakeCall() => TryTake(Math.Clamp(_size, OneRetry, OneRetry + _perCall));

    private bool TryTake(long amount)
    {
        while (true)
        {
            long left = Volatile.Read(ref _left);
            if (left < amount)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _left, left - amount, left) == left)
            {
                return true;
            }
        }
    }

    private void Add(long amount)
    {
        while (true)
        {
            // Mostly full, and then nothing is written that other processors would have to hear of.
            long left = Volatile.Read(ref _left);
            long more = Math.Min(left + amount, _size);
            if (more == left || Interlocked.CompareExchange(ref _left, more, left) == left)
            {
                return;
            }
        }
    }
}
