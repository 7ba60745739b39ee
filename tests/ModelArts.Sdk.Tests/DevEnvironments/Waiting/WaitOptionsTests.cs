using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments.Waiting;

public sealed class WaitOptionsTests
{
    [Fact]
    public void Defaults_Are30MinutesAnd2To30Seconds() => Assert.Equal(
        new WaitOptions { Timeout = TimeSpan.FromMinutes(30), MinInterval = TimeSpan.FromSeconds(2), MaxInterval = TimeSpan.FromSeconds(30), Progress = null },
        new WaitOptions());

    [Fact]
    public async Task WaitAsync_EverythingWrong_IsOneArgumentErrorAndSendsNothing()
    {
        using WaitScenario scenario = new(Answer.Status("RUNNING"));
        InstanceOperation operation = await scenario.CreateAsync();
        WaitOptions options = new() { Timeout = TimeSpan.Zero, MinInterval = TimeSpan.Zero, MaxInterval = TimeSpan.FromHours(2) };

        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(
            "options", () => operation.WaitAsync(options, TestContext.Current.CancellationToken));

        Assert.Contains("Timeout must be", exception.Message, StringComparison.Ordinal);
        Assert.Contains("MinInterval must be", exception.Message, StringComparison.Ordinal);
        Assert.Contains("MaxInterval must be", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, scenario.Polls);
    }

    public static TheoryData<WaitOptions> Wrong =>
    [
        new WaitOptions { Timeout = TimeSpan.Zero },
        new WaitOptions { Timeout = TimeSpan.FromTicks(-1) },
        new WaitOptions { Timeout = TimeSpan.FromDays(24) + TimeSpan.FromTicks(1) },
        new WaitOptions { MinInterval = TimeSpan.Zero },
        new WaitOptions { MinInterval = TimeSpan.FromSeconds(31) },
        new WaitOptions { MaxInterval = TimeSpan.FromSeconds(1) },
        new WaitOptions { MaxInterval = TimeSpan.FromHours(1) + TimeSpan.FromTicks(1) },
    ];

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task WaitAsync_OneThingWrong_IsAnArgumentError(WaitOptions options)
    {
        using WaitScenario scenario = new(Answer.Status("RUNNING"));
        InstanceOperation operation = await scenario.CreateAsync();

        await Assert.ThrowsAsync<ArgumentException>(nameof(options), () => operation.WaitAsync(options, TestContext.Current.CancellationToken));
    }

    public static TheoryData<WaitOptions> Extreme =>
    [
        new WaitOptions { Timeout = TimeSpan.FromMilliseconds(1) },
        new WaitOptions { Timeout = TimeSpan.FromDays(24) },
        new WaitOptions { MinInterval = TimeSpan.FromTicks(1) },
        new WaitOptions { MinInterval = TimeSpan.FromSeconds(30) },
        new WaitOptions { MaxInterval = TimeSpan.FromHours(1) },
    ];

    [Theory]
    [MemberData(nameof(Extreme), DisableDiscoveryEnumeration = true)]
    public async Task WaitAsync_AtTheLimits_IsAllowed(WaitOptions options)
    {
        using WaitScenario scenario = new(Answer.Status("RUNNING"));

        Assert.Equal(InstanceStatus.Running, (await scenario.WaitAsync(options)).Status);
    }
}
