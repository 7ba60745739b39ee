namespace ModelArts.Sdk;

/// <summary>What is wrong with retry options, in words that name the option and what to set.</summary>
internal static class ModelArtsRetryOptionsRules
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(10);

    public static IEnumerable<string> Check(ModelArtsRetryOptions? retry)
    {
        if (retry is null)
        {
            yield return "Retry: must not be null; new ModelArtsRetryOptions() is the default, and MaxAttempts = 1 switches retries off.";
            yield break;
        }

        if (retry.MaxAttempts is < 1 or > 10)
        {
            yield return "Retry.MaxAttempts: must be from 1, which switches retries off, to 10.";
        }

        if (retry.BaseDelay < TimeSpan.FromMilliseconds(1) || retry.BaseDelay > TimeSpan.FromMinutes(1))
        {
            yield return "Retry.BaseDelay: must be from 1 millisecond to 1 minute.";
        }

        if (retry.MaxDelay < retry.BaseDelay || retry.MaxDelay > LongestDelay)
        {
            yield return "Retry.MaxDelay: must be from BaseDelay to 10 minutes.";
        }

        if (retry.BudgetSize is < 0 or > 10_000)
        {
            yield return "Retry.BudgetSize: must be from 0 to 10,000.";
        }

        // NaN is in no range.
        if (retry.BudgetPerCall is not (>= 0 and <= 1))
        {
            yield return "Retry.BudgetPerCall: must be from 0 to 1.";
        }

        if (retry.CreateVisibilityDelay < TimeSpan.Zero || retry.CreateVisibilityDelay > LongestDelay)
        {
            yield return "Retry.CreateVisibilityDelay: must be from zero to 10 minutes.";
        }

        if (retry.CreateClockTolerance < TimeSpan.Zero || retry.CreateClockTolerance > TimeSpan.FromHours(1))
        {
            yield return "Retry.CreateClockTolerance: must be from zero to 1 hour.";
        }
    }
}
