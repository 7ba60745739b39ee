namespace ModelArts.Sdk.Resilience;

/// <summary>
/// Lets a request that may not be repeated blindly, a create above all, through to the network once. An application may have retry
/// or hedging handlers of its own around or among ours, set up for all its clients perhaps; they know nothing of what a second
/// create costs. The permit travels in the options of the request, which copies of it share.
/// </summary>
internal sealed class SendPermit
{
    private static readonly HttpRequestOptionsKey<SendPermit> Key = new("ModelArts.Sdk.SendPermit");

    private int _used;
    private volatile bool _sent;

    /// <summary>Whether a request may do harm when it is repeated, and so needs a permit: by its verb.</summary>
    public static bool IsNeededFor(HttpRequestMessage request) => request.Method == HttpMethod.Post || request.Method == HttpMethod.Delete;

    /// <summary>Gives a request its permit, in the outermost handler that is ours.</summary>
    public static void Issue(HttpRequestMessage request)
    {
        if (IsNeededFor(request))
        {
            request.Options.Set(Key, new SendPermit());
        }
    }

    /// <summary>Whether a request went to the network, and is not known not to have been taken.</summary>
    public static bool WasSent(HttpRequestMessage request) => Of(request) is { _sent: true };

    /// <summary>A request goes to the network now. Until then its credential may still be waited for.</summary>
    public static void MarkSent(HttpRequestMessage request)
    {
        if (Of(request) is { } permit)
        {
            permit._sent = true;
        }
    }

    /// <summary>The service has surely not taken the request: it may be sent again.</summary>
    public void Renew()
    {
        _sent = false;
        Volatile.Write(ref _used, 0);
    }

    /// <summary>Uses it; <see langword="false"/>: it is used already.</summary>
    public bool TryUse() => Interlocked.Exchange(ref _used, 1) == 0;

    /// <summary>The permit of a request.</summary>
    internal static SendPermit? Of(HttpRequestMessage request) => request.Options.TryGetValue(Key, out SendPermit? permit) ? permit : null;
}
