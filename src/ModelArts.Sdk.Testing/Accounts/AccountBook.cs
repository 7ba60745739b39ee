using ModelArts.Sdk.Testing.Persistence;
using ModelArts.Sdk.Testing.Randomness;

namespace ModelArts.Sdk.Testing.Accounts;

/// <summary>
/// Who may use a simulator, for what, and with which secrets: those of the options, of an earlier run, or random ones. The user and
/// the project of the options come first.
/// </summary>
internal sealed class AccountBook
{
    private const string AccessKeyCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    /// <summary>Those of the API's own examples, for the user and the account of the options.</summary>
    private const string ExampleUserId = "15dda26361214ca2a5953917d2f48ffb";
    private const string ExampleDomainId = "d78cbac186b744899480f25bd022f468";

    private readonly string _domainName;
    private readonly SimulatorRandom _random;
    private readonly StoredSecrets _known;

    public AccountBook(SimulatorOptions options, SimulatorRandom random, StoredSecrets known)
    {
        (_domainName, _random, _known) = (options.DomainName, random, known);
        Projects =
        [
            new SimulatorProject { Id = options.ProjectId, Name = options.ProjectName, DomainName = options.DomainName },
            .. options.Projects.Select(project => project with { DomainName = project.DomainName ?? options.DomainName }),
        ];
        SimulatorUser first = new()
        {
            Name = options.UserName,
            DomainName = options.DomainName,
            ProjectId = options.ProjectId,
            Password = options.Password,
            AccessKey = options.AccessKey,
            SecretKey = options.SecretKey,
            SecurityToken = options.SecurityToken,
            AuthToken = options.AuthToken,
        };
        Users = [Complete(first), .. options.Users.Select(Complete)];
    }

    public IReadOnlyList<SimulatorProject> Projects { get; }

    /// <summary>All users, nothing of theirs left out but security tokens.</summary>
    public IReadOnlyList<SimulatorUser> Users { get; }

    /// <summary>The user of the options, whose agency the metadata service speaks for as well.</summary>
    public SimulatorUser First => Users[0];

    public IEnumerable<SimulatorProject> ProjectsOf(SimulatorUser user) => Projects.Where(project => project.DomainName == user.DomainName);

    /// <summary>The account of a project; <see langword="null"/> where there is no such project.</summary>
    public string? DomainOf(string projectId) => Projects.FirstOrDefault(project => project.Id == projectId)?.DomainName;

    public string UserIdOf(SimulatorUser user) =>
        user == First ? ExampleUserId : DigitsOf($"user/{user.DomainName}/{user.Name}");

    public string DomainIdOf(string domainName) => domainName == _domainName ? ExampleDomainId : DigitsOf($"domain/{domainName}");

    /// <summary>An id of 32 digits that is always the same for the same thing.</summary>
    private static string DigitsOf(string what) =>
        Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(what)), 0, 16).ToLowerInvariant();

    // What the SDK's credentials trim is trimmed here too: otherwise it could never arrive.
    private SimulatorUser Complete(SimulatorUser user)
    {
        string domain = user.DomainName ?? _domainName;
        return user with
        {
            DomainName = domain,
            ProjectId = user.ProjectId ?? Projects.First(project => project.DomainName == domain).Id,
            Password = user.Password ?? Secret("password", domain, user.Name),
            AccessKey = user.AccessKey?.Trim() ?? _known.GetOrAdd($"access key of {domain}/{user.Name}", NewAccessKey),
            SecretKey = user.SecretKey?.Trim() ?? Secret("secret key", domain, user.Name),
            SecurityToken = user.SecurityToken?.Trim(),
            AuthToken = user.AuthToken?.Trim() ?? Secret("token", domain, user.Name),
        };
    }

    private string Secret(string kind, string domain, string name)
    {
        string purpose = $"{kind} of {domain}/{name}";
        return _known.GetOrAdd(purpose, () => $"simulator-{_random.NextGuid(purpose):N}");
    }

    private string NewAccessKey() =>
        new([.. _random.NextBytes("access key", 20).Select(value => AccessKeyCharacters[value % AccessKeyCharacters.Length])]);
}
