using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Tests.DevEnvironments.Create;

public sealed class AutoStopRuleTests
{
    private const string Path = "spec.auto_stop.duration";

    [Theory]
    [InlineData(3600)]
    [InlineData(86400)]
    public void Validate_DurationWithinTheLimits_Passes(int seconds) =>
        Broken.None(ValidRequest.With(new AutoStopSpec { Enable = true, Duration = TimeSpan.FromSeconds(seconds) }));

    [Theory]
    [InlineData(3599)]
    [InlineData(86401)]
    [InlineData(0)]
    [InlineData(-3600)]
    public void Validate_DurationBeyondTheLimits_IsRefused(int seconds) => Broken.Rules(
        ValidRequest.With(new AutoStopSpec { Enable = true, Duration = TimeSpan.FromSeconds(seconds) }),
        new Broken(Path, 6, "ModelArts.6349"));

    [Fact]
    public void Validate_FractionOfASecond_IsRefused() => Broken.Rules(
        ValidRequest.With(new AutoStopSpec { Enable = true, Duration = TimeSpan.FromSeconds(3600.5) }),
        new Broken(Path, 6, "ModelArts.6332"));

    [Fact]
    public void Validate_FractionBeyondTheLimits_ReportsBoth() => Broken.Rules(
        ValidRequest.With(new AutoStopSpec { Enable = true, Duration = TimeSpan.FromSeconds(86400.5) }),
        new Broken(Path, 6, "ModelArts.6349"),
        new Broken(Path, 6, "ModelArts.6332"));

    [Fact]
    public void Validate_EnabledWithoutDuration_IsRequired() =>
        Broken.Rules(ValidRequest.With(new AutoStopSpec { Enable = true }), new Broken(Path, 6, "ModelArts.6348"));

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    public void Validate_NotEnabledWithoutDuration_Passes(bool? enable) => Broken.None(ValidRequest.With(new AutoStopSpec { Enable = enable }));

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    public void Validate_NotEnabledWithWrongDuration_IsRefusedAllTheSame(bool? enable) => Broken.Rules(
        ValidRequest.With(new AutoStopSpec { Enable = enable, Duration = TimeSpan.FromSeconds(3599) }),
        new Broken(Path, 6, "ModelArts.6349"));
}
