namespace ModelArts.Sdk;

/// <summary>
/// When and how often a <see cref="ModelArtsClient"/> sends a request again. What may be repeated without harm (a get, a list, an
/// update) is sent again after HTTP 408, 429, 500, 502, 503 and 504, after a connection that failed, and after
/// <see cref="ModelArtsClientOptions.AttemptTimeout"/>. What may not (a create, an action, a deletion) is sent again only when the
/// service surely did not take it: HTTP 429, or no connection at all. Where that is not known, a create is looked for first, and an
/// action that the service then refuses as already done counts as done.
/// </summary>
/// <example>
/// <code>
/// ModelArtsClientOptions options = new()
/// {
///     Region = ModelArtsRegion.CnNorth4,
///     Retry = { MaxAttempts = 6, MaxDelay = TimeSpan.FromSeconds(5) },
/// };
/// </code>
/// </example>
public sealed class ModelArtsRetryOptions
{
    /// <summary>
    /// How often a request is sent at most. Default: 4. From 1, which switches retries off, to 10. A create whose outcome is unknown is
    /// looked for even then.
    /// </summary>
    public int MaxAttempts { get; set; } = 4;

    /// <summary>
    /// The longest pause before the second attempt; it doubles with each further one, and a random part of it is taken (full
    /// jitter). Default: 500 milliseconds. From 1 millisecond to 1 minute.
    /// </summary>
    public TimeSpan BaseDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// The longest pause between two attempts. Default: 20 seconds. From <see cref="BaseDelay"/> to 10 minutes. A
    /// <c>Retry-After</c> of the service counts beyond it; one that reaches beyond <see cref="ModelArtsClientOptions.TotalTimeout"/>
    /// ends the call at once, with the value in <see cref="ModelArtsApiException.RetryAfter"/>.
    /// </summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How many retries all calls of the client together may have in store, so that a service that is down is not asked the more for
    /// it. A retry takes one; a call that succeeds after retries gives them back. The search for a create whose outcome is unknown goes on
    /// without: not to know costs more than to ask. Default: 50. From 0 to 10,000.
    /// </summary>
    public int BudgetSize { get; set; } = 50;

    /// <summary>
    /// How many retries each call adds to the store, up to <see cref="BudgetSize"/>: with it empty, there are so many retries for each
    /// call. Default: 0.1, one for ten calls. From 0 to 1.
    /// </summary>
    public double BudgetPerCall { get; set; } = 0.1;

    /// <summary>
    /// How long the service may take to show a new instance in its list. A create whose outcome is unknown is sent again only when the
    /// list does not show the instance so long afterwards. Default: 10 seconds. From zero to 10 minutes.
    /// </summary>
    public TimeSpan CreateVisibilityDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How much earlier than the first attempt, by the service's clock as its answers show it, an instance may seem to be created and
    /// still be taken for that attempt's. Default: 30 seconds. From zero to 1 hour.
    /// </summary>
    public TimeSpan CreateClockTolerance { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether to add the annotation <c>modelarts-sdk-create-id</c>, a random id, to each create, and to know the instance again by it
    /// where the service shows annotations. It makes sure that an instance is this caller's own when several create the same name
    /// at once. Default: <see langword="false"/>: the service documents no annotation of the user's.
    /// </summary>
    public bool MarkCreates { get; set; }

    internal ModelArtsRetryOptions Copy() => (ModelArtsRetryOptions)MemberwiseClone();
}
