using System.Buffers;
using System.Text.RegularExpressions;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>
/// The rules for a request to create an instance, in the one place where they stand: the builder, the client and the simulator
/// use these. Records can be made by hand, so nothing here relies on a property being set.
/// </summary>
internal static partial class CreateInstanceRules
{
    private const int DescriptionLength = 512;

    private static readonly SearchValues<char> ForbiddenInDescription = SearchValues.Create("&<>\"'/");
    private static readonly TimeSpan MinAutoStop = TimeSpan.FromHours(1);
    private static readonly TimeSpan MaxAutoStop = TimeSpan.FromHours(24);

    public static IReadOnlyList<RequestFailure> Check(CreateInstanceRequest request)
    {
        RuleCheck check = new();
        CheckName(check, request.Name);
        check.That(!string.IsNullOrWhiteSpace(request.ProfileId.Value), "profile_id", "is required", 2, ModelArtsErrorCode.ParameterRequired);
        check.That(!string.IsNullOrWhiteSpace(request.Flavor.Value), "flavor", "is required", 2, ModelArtsErrorCode.ParameterRequired);
        CheckDescription(check, request.Description);
        if (check.That(request.Spec is not null, "spec", "is required", 2, ModelArtsErrorCode.ParameterRequired))
        {
            CheckSpec(check, request.Spec!);
        }

        if (request.Pool is { } pool)
        {
            check.That(!string.IsNullOrWhiteSpace(pool.Id), "pool.id", "is required when a pool is given", 8, ModelArtsErrorCode.ParameterRequired);
        }

        return check.Failures;
    }

    private static void CheckName(RuleCheck check, string? name)
    {
        if (check.That(!string.IsNullOrEmpty(name), "name", "is required", 2, ModelArtsErrorCode.ParameterRequired))
        {
            check.That(name!.Length <= 64, "name", $"must have at most 64 characters, and has {name.Length}", 2, ModelArtsErrorCode.ParameterValueWrong);
            check.That(
                NameCharacters().IsMatch(name),
                "name",
                "may hold letters A to Z and a to z, digits, '-' and '_' only",
                2,
                ModelArtsErrorCode.ForbiddenCharacter);
        }
    }

    public static void CheckDescription(RuleCheck check, string? description)
    {
        if (description is null)
        {
            return;
        }

        // What a person calls a character: an emoji is one, though it is two units of UTF-16.
        int length = description.EnumerateRunes().Count();
        check.That(
            length <= DescriptionLength,
            "description",
            $"must have at most {DescriptionLength} characters, and has {length}",
            2,
            ModelArtsErrorCode.ParameterValueWrong);
        check.That(
            !description.AsSpan().ContainsAny(ForbiddenInDescription),
            "description",
            "must hold none of & < > \" ' /",
            2,
            ModelArtsErrorCode.ForbiddenCharacter);
    }

    private static void CheckSpec(RuleCheck check, NotebookSpec spec)
    {
        if (check.That(spec.Storage is not null, "spec.storage", "is required", 3, ModelArtsErrorCode.StorageRequired))
        {
            StorageRules.Check(check, spec.Storage!, "spec.storage");
        }

        for (int i = 0; i < spec.ExtendStorage?.Count; i++)
        {
            StorageRules.CheckExtension(check, spec.ExtendStorage[i], $"spec.extend_storage[{i}]");
        }

        if (spec.AutoStop is { } autoStop)
        {
            CheckAutoStop(check, autoStop);
        }

        check.That(
            spec.Annotations?.Keys.All(key => !string.IsNullOrWhiteSpace(key)) ?? true,
            "spec.annotations",
            "must have no empty key",
            3,
            ModelArtsErrorCode.ParameterValueWrong);
    }

    public static void CheckAutoStop(RuleCheck check, AutoStopSpec autoStop)
    {
        const string path = "spec.auto_stop.duration";
        check.That(
            autoStop.Duration is not null || autoStop.Enable is not true,
            path,
            "is required when auto-stop is enabled",
            6,
            ModelArtsErrorCode.AutoStopDurationRequired);
        if (autoStop.Duration is { } duration)
        {
            check.That(
                duration >= MinAutoStop && duration <= MaxAutoStop,
                path,
                "must be 3600 to 86400 seconds (1 to 24 hours)",
                6,
                ModelArtsErrorCode.AutoStopDurationOutOfRange);
            check.That(
                duration.Ticks % TimeSpan.TicksPerSecond == 0,
                path,
                "must be a whole number of seconds",
                6,
                ModelArtsErrorCode.ParameterTypeWrong);
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]+\z")]
    private static partial Regex NameCharacters();
}
