using ModelArts.Sdk.Authentication;

namespace ModelArts.Sdk.Testing;

/// <summary>Which options are possible.</summary>
internal static class SimulatorOptionsRules
{
    private const string IdRule = "be 1 to 64 letters, digits, hyphens and underscores";
    private const string AccessKeyRule = "not be blank, nor hold a space, a comma, a slash or an equals sign";

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
            IsId(options.ProjectId),
            nameof(options.ProjectId),
            IdRule);
        CheckCredentials(options, Check);
        CheckAccounts(options, Check);
        Check(options.Address is not null, nameof(options.Address), "not be null");
        Check(options.StateFile is null || !string.IsNullOrWhiteSpace(options.StateFile), nameof(options.StateFile), "not be blank");
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
        CheckLifetime(options.TemporaryKeyLifetime, nameof(options.TemporaryKeyLifetime));
        CheckDuration(options.Latency, nameof(options.Latency));
        Check(options.SoldOutFlavors is not null, nameof(options.SoldOutFlavors), "not be null");
        Check(
            options.FlavorCapacities is not null
                && options.FlavorCapacities.Values.All(static capacity => capacity >= 1)
                && AreDistinct(options.FlavorCapacities.Keys, StringComparer.OrdinalIgnoreCase),
            nameof(options.FlavorCapacities),
            "be at least 1 each, and name no flavor twice");
        Check(options.RateLimit >= 1, nameof(options.RateLimit), "be at least 1");
        Check(Enum.IsDefined(options.RateLimitWindow), nameof(options.RateLimitWindow), "be one of its values");
        Check(options.JournalCapacity is null or >= 1, nameof(options.JournalCapacity), "be at least 1");
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), parameterName);
        }
    }

    /// <summary>The SDK's credentials are what clients authenticate with: what they refuse could never arrive.</summary>
    private static void CheckCredentials(SimulatorOptions options, Action<bool, string, string> check)
    {
        CheckSecrets(options.AuthToken, options.SecretKey, options.SecurityToken, options.Password, "", check);
        check(options.AccessKey is not null && IsAccessKey(options.AccessKey), nameof(options.AccessKey), AccessKeyRule);
        check(!string.IsNullOrWhiteSpace(options.UserName), nameof(options.UserName), "not be blank");
        check(!string.IsNullOrWhiteSpace(options.DomainName), nameof(options.DomainName), "not be blank");
        check(!string.IsNullOrWhiteSpace(options.ProjectName), nameof(options.ProjectName), "not be blank");
    }

    private static void CheckSecrets(
        string? token, string? secretKey, string? securityToken, string? password, string of, Action<bool, string, string> check)
    {
        const string rule = "not be blank, nor hold a space or a line break";
        check(token is null || IsPossible(() => new AuthTokenCredential(token)), $"{of}{nameof(SimulatorUser.AuthToken)}", rule);
        check(secretKey is null || IsPossible(() => new AccessKeyCredential("key", secretKey)), $"{of}{nameof(SimulatorUser.SecretKey)}", rule);
        check(
            securityToken is null || IsPossible(() => new AccessKeyCredential("key", "secret", securityToken)),
            $"{of}{nameof(SimulatorUser.SecurityToken)}",
            rule);
        check(password is null || !string.IsNullOrWhiteSpace(password), $"{of}{nameof(SimulatorUser.Password)}", "not be blank");
    }

    private static void CheckAccounts(SimulatorOptions options, Action<bool, string, string> check)
    {
        if (options.Projects is null || options.Users is null || options.Projects.Contains(null!) || options.Users.Contains(null!))
        {
            check(false, $"{nameof(options.Projects)} and {nameof(options.Users)}", "not be null, nor hold null");
            return;
        }

        if (options.Projects.Count == 0 && options.Users.Count == 0)
        {
            // Nothing to tell apart; and what tells it apart would have to be compiled for each test that is the first.
            return;
        }

        (string Domain, string? Name, string? Id)[] projects =
        [
            (options.DomainName, options.ProjectName, options.ProjectId),
            .. options.Projects.Select(project => (project.DomainName ?? options.DomainName, project.Name, project.Id)),
        ];
        check(options.Projects.All(static project => IsId(project.Id)), $"Each id of {nameof(options.Projects)}", IdRule);
        check(options.Projects.All(static project => !string.IsNullOrWhiteSpace(project.Name)), $"Each name of {nameof(options.Projects)}", "not be blank");
        check(AreDistinct(projects.Select(static project => project.Id)), $"The ids of {nameof(options.Projects)}", "differ");
        check(AreDistinct(projects.Select(static project => (project.Domain, project.Name))), $"The names of {nameof(options.Projects)}", "differ in an account");

        check(options.Users.All(static user => !string.IsNullOrWhiteSpace(user.Name)), $"Each name of {nameof(options.Users)}", "not be blank");
        check(
            AreDistinct([(options.DomainName, options.UserName), .. options.Users.Select(user => (user.DomainName ?? options.DomainName, user.Name))]),
            $"The names of {nameof(options.Users)}",
            "differ in an account");
        check(
            AreDistinct([options.AccessKey?.Trim(), .. options.Users.Select(static user => user.AccessKey?.Trim()).Where(static key => key is not null)]),
            $"The access keys of {nameof(options.Users)}",
            "differ");
        check(
            AreDistinct(options.Users.Select(static user => user.AuthToken).Append(options.AuthToken).Where(static token => token is not null).Select(static token => token!.Trim())),
            $"The tokens of {nameof(options.Users)}",
            "differ");
        foreach (SimulatorUser user in options.Users)
        {
            string of = $"{user.Name}: ";
            CheckSecrets(user.AuthToken, user.SecretKey, user.SecurityToken, user.Password, of, check);
            check(user.AccessKey is null || IsAccessKey(user.AccessKey), $"{of}{nameof(user.AccessKey)}", AccessKeyRule);
            check(
                projects.Any(project => project.Domain == (user.DomainName ?? options.DomainName) && (user.ProjectId ?? project.Id) == project.Id),
                $"{of}{nameof(user.ProjectId)}",
                "be that of a project of the user's account, which needs one");
        }
    }

    private static bool AreDistinct<T>(IEnumerable<T> values, IEqualityComparer<T>? comparer = null)
    {
        HashSet<T> seen = new(comparer);
        return values.All(seen.Add);
    }

    private static bool IsAccessKey(string accessKey) => IsPossible(() => new AccessKeyCredential(accessKey, "secret"));

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

    private static bool IsId(string? id) =>
        id is { Length: >= 1 and <= 64 } && id.All(static character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-');
}
