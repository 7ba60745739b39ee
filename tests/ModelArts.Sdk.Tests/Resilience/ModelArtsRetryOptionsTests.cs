using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Resilience;

public sealed class ModelArtsRetryOptionsTests
{
    [Fact]
    public void Defaults_AreThoseOfTheDocumentation()
    {
        ModelArtsRetryOptions retry = new ModelArtsClientOptions().Retry;

        Assert.Equal(4, retry.MaxAttempts);
        Assert.Equal(TimeSpan.FromMilliseconds(500), retry.BaseDelay);
        Assert.Equal(TimeSpan.FromSeconds(20), retry.MaxDelay);
        Assert.Equal(50, retry.BudgetSize);
        Assert.Equal(0.1, retry.BudgetPerCall);
        Assert.Equal(TimeSpan.FromSeconds(10), retry.CreateVisibilityDelay);
        Assert.Equal(TimeSpan.FromSeconds(30), retry.CreateClockTolerance);
        Assert.False(retry.MarkCreates);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public void NewClient_MaxAttempts_IsFrom1To10(int value, bool allowed) => AssertAllowed(allowed, "MaxAttempts", retry => retry.MaxAttempts = value);

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(60_000, true)]
    [InlineData(60_001, false)]
    public void NewClient_BaseDelay_IsFrom1MillisecondTo1Minute(int milliseconds, bool allowed) =>
        AssertAllowed(allowed, "BaseDelay", retry =>
        {
            retry.BaseDelay = TimeSpan.FromMilliseconds(milliseconds);
            retry.MaxDelay = TimeSpan.FromMinutes(10);
        });

    [Theory]
    [InlineData(499, false)]
    [InlineData(500, true)]
    [InlineData(600_000, true)]
    [InlineData(600_001, false)]
    public void NewClient_MaxDelay_IsFromBaseDelayTo10Minutes(int milliseconds, bool allowed) =>
        AssertAllowed(allowed, "MaxDelay", retry => retry.MaxDelay = TimeSpan.FromMilliseconds(milliseconds));

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(10_000, true)]
    [InlineData(10_001, false)]
    public void NewClient_BudgetSize_IsFrom0To10000(int value, bool allowed) => AssertAllowed(allowed, "BudgetSize", retry => retry.BudgetSize = value);

    [Theory]
    [InlineData(-0.001, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(1.001, false)]
    [InlineData(double.NaN, false)]
    [InlineData(double.PositiveInfinity, false)]
    public void NewClient_BudgetPerCall_IsFrom0To1(double value, bool allowed) => AssertAllowed(allowed, "BudgetPerCall", retry => retry.BudgetPerCall = value);

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(600_000, true)]
    [InlineData(600_001, false)]
    public void NewClient_CreateVisibilityDelay_IsFromZeroTo10Minutes(int milliseconds, bool allowed) =>
        AssertAllowed(allowed, "CreateVisibilityDelay", retry => retry.CreateVisibilityDelay = TimeSpan.FromMilliseconds(milliseconds));

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(3_600_000, true)]
    [InlineData(3_600_001, false)]
    public void NewClient_CreateClockTolerance_IsFromZeroTo1Hour(int milliseconds, bool allowed) =>
        AssertAllowed(allowed, "CreateClockTolerance", retry => retry.CreateClockTolerance = TimeSpan.FromMilliseconds(milliseconds));

    [Fact]
    public void NewClient_NoRetryOptions_IsAProblemThatSaysHowToSwitchOff()
    {
        ModelArtsClientOptions options = TestClient.Options();
        options.Retry = null!;

        ArgumentException exception = Assert.Throws<ArgumentException>("options", () => new ModelArtsClient(options));

        Assert.Contains("\n  - Retry: must not be null; new ModelArtsRetryOptions() is the default, and MaxAttempts = 1 switches retries off.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NewClient_EverythingWrong_ListsAllOfItAtOnce()
    {
        ModelArtsClientOptions options = TestClient.Options();
        options.Retry = new ModelArtsRetryOptions
        {
            MaxAttempts = 0,
            BaseDelay = TimeSpan.Zero,
            MaxDelay = TimeSpan.FromHours(1),
            BudgetSize = -1,
            BudgetPerCall = 2,
            CreateVisibilityDelay = TimeSpan.FromHours(1),
            CreateClockTolerance = TimeSpan.FromHours(2),
        };

        ArgumentException exception = Assert.Throws<ArgumentException>("options", () => new ModelArtsClient(options));

        Assert.Equal(
            ["MaxAttempts", "BaseDelay", "MaxDelay", "BudgetSize", "BudgetPerCall", "CreateVisibilityDelay", "CreateClockTolerance"],
            exception.Message.Split("\n  - Retry.").Skip(1).Select(problem => problem[..problem.IndexOf(':', StringComparison.Ordinal)]));
    }

    [Fact]
    public async Task NewClient_OptionsChangedAfterwards_TheClientKeepsItsCopy()
    {
        ModelArtsRetryOptions retry = new();
        using RetryScenario scenario = new(options => options.Retry = retry, Answer.NoConnection());

        retry.MaxAttempts = 1;

        await Assert.ThrowsAsync<ModelArtsConnectionException>(() => scenario.GetAsync());
        Assert.Equal(4, scenario.Times.Count);
    }

    [Fact]
    public async Task AddModelArts_RetrySection_SetsEveryOption()
    {
        ModelArtsRetryOptions retry = await ReadAsync(new()
        {
            ["MaxAttempts"] = "7",
            ["BaseDelay"] = "00:00:00.25",
            ["MaxDelay"] = "00:00:05",
            ["BudgetSize"] = "9",
            ["BudgetPerCall"] = "0.25",
            ["CreateVisibilityDelay"] = "00:00:40",
            ["CreateClockTolerance"] = "00:02:00",
            ["MarkCreates"] = "true",
        });

        Assert.Equal(7, retry.MaxAttempts);
        Assert.Equal(TimeSpan.FromSeconds(0.25), retry.BaseDelay);
        Assert.Equal(TimeSpan.FromSeconds(5), retry.MaxDelay);
        Assert.Equal(9, retry.BudgetSize);
        Assert.Equal(0.25, retry.BudgetPerCall);
        Assert.Equal(TimeSpan.FromSeconds(40), retry.CreateVisibilityDelay);
        Assert.Equal(TimeSpan.FromMinutes(2), retry.CreateClockTolerance);
        Assert.True(retry.MarkCreates);
    }

    [Fact]
    public async Task AddModelArts_NoRetrySection_LeavesTheDefaults()
    {
        ModelArtsRetryOptions retry = await ReadAsync([]);

        Assert.Equal(4, retry.MaxAttempts);
        Assert.Equal(0.1, retry.BudgetPerCall);
        Assert.False(retry.MarkCreates);
    }

    [Fact]
    public async Task AddModelArts_RetrySectionThatCannotBeRead_NamesEveryKey()
    {
        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(() => ReadAsync(new()
        {
            ["MaxAttempts"] = "-1",
            ["BaseDelay"] = "1",
            ["BudgetSize"] = "1.5",
            ["BudgetPerCall"] = "1,5",
            ["MarkCreates"] = "yes",
        }));

        Assert.Contains("Retry:MaxAttempts: '-1' is not a whole number.", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Retry:BaseDelay: '1' is not a span of time", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Retry:BudgetSize: '1.5' is not a whole number.", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Retry:BudgetPerCall: '1,5' is not a number such as 0.1.", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Retry:MarkCreates: 'yes' is neither true nor false.", exception.Message, StringComparison.Ordinal);
    }

    private static void AssertAllowed(bool allowed, string name, Action<ModelArtsRetryOptions> change)
    {
        ModelArtsClientOptions options = TestClient.Options();
        options.Retry = new ModelArtsRetryOptions();
        change(options.Retry);

        Exception? exception = Record.Exception(() => new ModelArtsClient(options).Dispose());

        Assert.Equal(allowed, exception is null);
        Assert.True(allowed || (exception is ArgumentException && exception.Message.Contains($"Retry.{name}: must be", StringComparison.Ordinal)), exception?.ToString());
    }

    private static async Task<ModelArtsRetryOptions> ReadAsync(Dictionary<string, string?> retry)
    {
        ConfigurationBuilder configuration = new();
        configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Region"] = "cn-north-4", ["ProjectId"] = "p1", ["AuthToken"] = "t" });
        configuration.AddInMemoryCollection(retry.ToDictionary(entry => $"Retry:{entry.Key}", entry => entry.Value));
        ServiceCollection services = new();
        services.AddModelArts(configuration.Build());
        await using ServiceProvider provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<ModelArtsClientOptions>>().Value.Retry;
    }
}
