using System.Text.RegularExpressions;
using ModelArts.Sdk.Authentication;

namespace ModelArts.Sdk.Testing;

/// <summary>Which options are possible.</summary>
internal static partial class SimulatorOptionsRules
{
    /// <summary>What a timer of the runtime can hold; more than any instance takes.</summary>
    private static readonly TimeSpan MaxDuration = TimeSpan.FromDays(24);

    /// <summary>Refuses impossible options, all of them at once.</summary>
    public static void ThrowIfInvalid(SimulatorOptions options, string parameterName)
    {
        List<string> problems = [];
        void Check(bool holds, string name, string rule)
        {
            if (!holds)
            {
                problems.Add($"{name} must {rule}.");
            }
        }

        void CheckDuration(TimeSpan duration, string name) =>
            Check(duration >= TimeSpan.Zero && duration <= MaxDuration, name, "be from zero to 24 days");

        void CheckLifetime(TimeSpan lifetime, string name) =>
            Check(lifetime > TimeSpan.Zero && lifetime <= MaxDuration, name, "be more than zero and at most 24 days");

        Check(options.Port is >= 0 and <= ushort.MaxValue, nameof(options.Port), $"be 0 to {ushort.MaxValue}");
        Check(
            options.ProjectId is not null && IdForm().IsMatch(options.ProjectId),
            nameof(options.ProjectId),
            "be 1 to 64 letters, digits, hyphens and underscores");
        CheckCredentials(options, Check);
        CheckDuration(options.CreatingDuration, nameof(options.CreatingDuration));
        CheckDuration(options.StartingDuration, nameof(options.StartingDuration));
        CheckDuration(options.StoppingDuration, nameof(options.StoppingDuration));
        CheckDuration(options.RestartingDuration, nameof(options.RestartingDuration));
        CheckDuration(options.DeletingDuration, nameof(options.DeletingDuration));
        CheckDuration(options.ActionLag, nameof(options.ActionLag));
        Check(options.InstanceLimit >= 1, nameof(options.InstanceLimit), "be at least 1");
        Check(options.FreeCapacity is null or >= 1, nameof(options.FreeCapacity), "be at least 1");
        CheckLifetime(options.FreeRunDuration, nameof(options.FreeRunDuration));
        CheckLifetime(options.TokenLifetime, nameof(options.TokenLifetime));
        Check(options.SoldOutFlavors is not null, nameof(options.SoldOutFlavors), "not be null");
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), parameterName);
        }
    }

    /// <summary>The SDK's credentials are what clients authenticate with: what they refuse could never arrive.</summary>
    private static void CheckCredentials(SimulatorOptions options, Action<bool, string, string> check)
    {
        const string rule = "not be blank, nor hold a space or a line break";
        check(options.AuthToken is not { } token || IsPossible(() => new AuthTokenCredential(token)), nameof(options.AuthToken), rule);
        check(
            options.AccessKey is { } accessKey && IsPossible(() => new AccessKeyCredential(accessKey, "secret")),
            nameof(options.AccessKey),
            "not be blank, nor hold a space, a comma, a slash or an equals sign");
        check(
            options.SecretKey is not { } secretKey || IsPossible(() => new AccessKeyCredential("key", secretKey)), nameof(options.SecretKey), rule);
        check(
            options.SecurityToken is not { } securityToken || IsPossible(() => new AccessKeyCredential("key", "secret", securityToken)),
            nameof(options.SecurityToken),
            rule);
        check(!string.IsNullOrWhiteSpace(options.UserName), nameof(options.UserName), "not be blank");
        check(options.Password is null || !string.IsNullOrWhiteSpace(options.Password), nameof(options.Password), "not be blank");
        check(!string.IsNullOrWhiteSpace(options.DomainName), nameof(options.DomainName), "not be blank");
        check(!string.IsNullOrWhiteSpace(options.ProjectName), nameof(options.ProjectName), "not be blank");
    }

    private static bool IsPossible(Func<ModelArtsCredential> make)
    {
        try
        {
            _ = make();
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z")]
    private static partial Regex IdForm();
}
