using ModelArts.Sdk.Testing.Requests;

namespace ModelArts.Sdk.Testing.Authentication;

/// <summary>Whether a request may be answered.</summary>
/// <param name="Authentication">What the journal says.</param>
/// <param name="Error">What its sender is told; <see langword="null"/> where it may be answered.</param>
internal sealed record Verdict(SimulatorAuthentication Authentication, ServiceError? Error);

/// <summary>Judges who sends a request: by its signature or its token, and by the project that it asks for.</summary>
internal sealed class Gatekeeper(SimulatorAccount account, TokenStore tokens, TimeProvider clock)
{
    private readonly SignatureCheck _signatures = new(account, clock);

    /// <summary>Judges a request to ModelArts, about a project.</summary>
    public Verdict Judge(SimulatorRequest request, string projectId)
    {
        Verdict verdict = JudgeSender(request);
        return verdict.Error is not null ? verdict
            : verdict.Authentication == SimulatorAuthentication.TokenWithoutProject ? verdict with { Error = ServiceErrors.TokenWithoutProject }
            : projectId != account.ProjectId || IsForAnotherProject(request)
                ? new Verdict(SimulatorAuthentication.ProjectMismatch, ServiceErrors.ProjectMismatch)
            : verdict;
    }

    /// <summary>Judges a request about no project: to IAM.</summary>
    public Verdict JudgeSender(SimulatorRequest request)
    {
        if (SignatureHeader.IsIn(request.Authorization))
        {
            return _signatures.Check(request);
        }

        string token = request.Header("x-auth-token");
        if (token.Length == 0)
        {
            return new Verdict(SimulatorAuthentication.Missing, ServiceErrors.TokenMissing);
        }

        SimulatorAuthentication authentication = tokens.Check(token);
        return new Verdict(
            authentication,
            authentication switch
            {
                SimulatorAuthentication.TokenUnknown => ServiceErrors.TokenInvalid,
                SimulatorAuthentication.TokenExpired => ServiceErrors.TokenExpired,
                _ => null,
            });
    }

    /// <summary>With a signature, the sender may say which project it means.</summary>
    private bool IsForAnotherProject(SimulatorRequest request) =>
        SignatureHeader.IsIn(request.Authorization) && request.Header("x-project-id") is { Length: > 0 } named && named != account.ProjectId;
}
