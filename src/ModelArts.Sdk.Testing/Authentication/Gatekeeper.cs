using ModelArts.Sdk.Testing.Accounts;
using ModelArts.Sdk.Testing.Requests;

namespace ModelArts.Sdk.Testing.Authentication;

/// <summary>Whether a request may be answered.</summary>
/// <param name="Authentication">What the journal says.</param>
/// <param name="Error">What its sender is told; <see langword="null"/> where it may be answered.</param>
internal sealed record Verdict(SimulatorAuthentication Authentication, ServiceError? Error)
{
    /// <summary>Whose credential it is; <see langword="null"/> where that is not known.</summary>
    public SimulatorUser? User { get; init; }

    /// <summary>The access key that it is signed with, where the signature is good.</summary>
    public string? AccessKey { get; init; }

    /// <summary>The project that its token is for.</summary>
    public string? TokenProjectId { get; init; }
}

/// <summary>Judges who sends a request: by its signature or its token, and by the project that it asks for.</summary>
internal sealed class Gatekeeper(AccountBook accounts, TokenStore tokens, KeyRing keys, TimeProvider clock)
{
    private readonly SignatureCheck _signatures = new(keys, clock);

    /// <summary>Judges a request to ModelArts, about a project.</summary>
    public Verdict Judge(SimulatorRequest request, string projectId)
    {
        Verdict verdict = JudgeSender(request);
        if (verdict.Error is not null)
        {
            return verdict;
        }

        bool isSigned = SignatureHeader.IsIn(request.Authorization);
        return !isSigned && verdict.TokenProjectId is null
                ? verdict with { Authentication = SimulatorAuthentication.TokenWithoutProject, Error = ServiceErrors.TokenWithoutProject }
            : (isSigned ? MayUse(verdict.User!, projectId, request.Header("x-project-id")) : verdict.TokenProjectId == projectId)
                ? verdict
            : verdict with { Authentication = SimulatorAuthentication.ProjectMismatch, Error = ServiceErrors.ProjectMismatch };
    }

    /// <summary>Judges a request about no project: to IAM.</summary>
    public Verdict JudgeSender(SimulatorRequest request)
    {
        if (SignatureHeader.IsIn(request.Authorization))
        {
            return _signatures.Check(request);
        }

        return JudgeToken(request.Header("x-auth-token"));
    }

    /// <summary>Judges whoever has a token; it is empty where there is none.</summary>
    public Verdict JudgeToken(string token) =>
        token.Length == 0 ? new Verdict(SimulatorAuthentication.Missing, ServiceErrors.TokenMissing)
            : tokens.Find(token) is not { } issued ? new Verdict(SimulatorAuthentication.TokenUnknown, ServiceErrors.TokenInvalid)
            : clock.GetUtcNow() >= issued.ExpiresAt
                ? new Verdict(SimulatorAuthentication.TokenExpired, ServiceErrors.TokenExpired) { User = issued.User }
            : new Verdict(SimulatorAuthentication.TokenAccepted, Error: null) { User = issued.User, TokenProjectId = issued.ProjectId };

    /// <summary>A signature is good for each project of the account; its sender may say which one it means.</summary>
    private bool MayUse(SimulatorUser user, string projectId, string named) =>
        accounts.DomainOf(projectId) == user.DomainName && (named.Length == 0 || named == projectId);
}
