namespace ModelArts.Sdk.DevEnvironments;

/// <summary>The rules for a change: those of the same fields at creation, and that something changes.</summary>
internal static class UpdateInstanceRules
{
    public static IReadOnlyList<RequestFailure> Check(UpdateInstanceRequest request)
    {
        RuleCheck check = new();
        check.That(
            request.Description is not null || ChangesSomething(request.AutoStop) || request.AdditionalProperties.Count > 0,
            "description",
            "or auto-stop must be set: the update is empty",
            2,
            ModelArtsErrorCode.ParameterRequired);
        CreateInstanceRules.CheckDescription(check, request.Description);
        if (request.AutoStop is { } autoStop)
        {
            CreateInstanceRules.CheckAutoStop(check, autoStop);
        }

        return check.Failures;
    }

    private static bool ChangesSomething(AutoStopSpec? autoStop) =>
        autoStop is { Enable: not null } or { Duration: not null } or { Prompt: not null } or { AdditionalProperties.Count: > 0 };
}
