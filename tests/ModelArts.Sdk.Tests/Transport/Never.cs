namespace ModelArts.Sdk.Tests.Transport;

/// <summary>A network that does not answer until it is told to give up.</summary>
internal static class Never
{
    public static async Task<HttpResponseMessage> AnswerAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
        throw new InvalidOperationException("Cannot happen.");
    }
}
