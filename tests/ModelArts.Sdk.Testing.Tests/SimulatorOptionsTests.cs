using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelArts.Sdk.Testing.Tests;

public sealed class SimulatorOptionsTests
{
    [Fact]
    public void Defaults_AreThoseOfTheDocumentation()
    {
        SimulatorOptions options = new();

        Assert.Equal(0, options.Port);
        Assert.All([options.AuthToken, options.SecretKey, options.SecurityToken, options.Password], Assert.Null);
        Assert.Equal(
            ("cn-north-4", 20, "simulator-user", "simulator-domain", TimeSpan.FromHours(24)),
            (options.ProjectName, options.AccessKey.Length, options.UserName, options.DomainName, options.TokenLifetime));
        Assert.Null(options.TimeProvider);
        Assert.Equal(32, options.ProjectId.Length);
        Assert.Equal(
            Enumerable.Repeat(TimeSpan.FromSeconds(3), 5),
            [options.CreatingDuration, options.StartingDuration, options.StoppingDuration, options.RestartingDuration, options.DeletingDuration]);
        Assert.Equal((TimeSpan.Zero, TimeSpan.FromHours(1)), (options.ActionLag, options.FreeRunDuration));
        Assert.Equal((10, null, true), (options.InstanceLimit, options.FreeCapacity, options.StartsAfterQueue));
        Assert.Empty(options.SoldOutFlavors);
        Assert.Empty(options.FlavorCapacities);
        Assert.Empty(options.Projects);
        Assert.Empty(options.Users);
        Assert.Equal((1_000_000, SimulatorRateLimitWindow.Minute, TimeSpan.Zero), (options.RateLimit, options.RateLimitWindow, options.Latency));
        Assert.Equal((System.Net.IPAddress.Loopback, null, null, null), (options.Address, options.Seed, options.StateFile, options.JournalCapacity));
        Assert.Equal((TimeSpan.FromHours(1), false), (options.TemporaryKeyLifetime, options.ServeDashboard));
    }

    [Fact]
    public async Task Start_ImpossibleOptions_ListsAllOfThem()
    {
        SimulatorOptions options = new()
        {
            Port = 65536,
            ProjectId = "a/b",
            AuthToken = "two words",
            CreatingDuration = TimeSpan.FromTicks(-1),
            StartingDuration = TimeSpan.MaxValue,
            StoppingDuration = TimeSpan.MinValue,
            RestartingDuration = TimeSpan.FromTicks(-1),
            DeletingDuration = TimeSpan.FromTicks(-1),
            ActionLag = TimeSpan.FromDays(25),
            InstanceLimit = 0,
            FreeCapacity = 0,
            FreeRunDuration = TimeSpan.Zero,
            SoldOutFlavors = null!,
            ProjectName = " ",
            AccessKey = "a,b",
            SecretKey = "two words",
            SecurityToken = "",
            UserName = "",
            Password = "",
            DomainName = " ",
            TokenLifetime = TimeSpan.Zero,
            TemporaryKeyLifetime = TimeSpan.Zero,
            FlavorCapacities = new Dictionary<string, int> { ["f"] = 0 },
            RateLimit = 0,
            RateLimitWindow = (SimulatorRateLimitWindow)9,
            Latency = TimeSpan.FromTicks(-1),
            JournalCapacity = 0,
            Address = null!,
            StateFile = " ",
        };

        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(() => ModelArtsSimulator.StartAsync(options, TestContext.Current.CancellationToken));

        Assert.Equal("options", exception.ParamName);
        Assert.All(
            [
                nameof(options.Port), nameof(options.ProjectId), nameof(options.AuthToken), nameof(options.CreatingDuration),
                nameof(options.StartingDuration), nameof(options.StoppingDuration), nameof(options.RestartingDuration),
                nameof(options.DeletingDuration), nameof(options.ActionLag), nameof(options.InstanceLimit), nameof(options.FreeCapacity),
                nameof(options.FreeRunDuration), nameof(options.SoldOutFlavors), nameof(options.ProjectName), nameof(options.AccessKey),
                nameof(options.SecretKey), nameof(options.SecurityToken), nameof(options.UserName), nameof(options.Password),
                nameof(options.DomainName), nameof(options.TokenLifetime), nameof(options.TemporaryKeyLifetime), nameof(options.FlavorCapacities),
                nameof(options.RateLimit), nameof(options.RateLimitWindow), nameof(options.Latency), nameof(options.JournalCapacity),
                nameof(options.Address), nameof(options.StateFile),
            ],
            name => Assert.Contains($"{name} must", exception.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("two words", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65536)]
    public async Task Start_PortOutOfRange_Throws(int port) => await Assert.ThrowsAsync<ArgumentException>(
        () => ModelArtsSimulator.StartAsync(new() { Port = port }, TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("..")]
    public async Task Start_ProjectIdThatIsNoPathSegment_Throws(string projectId) => await Assert.ThrowsAsync<ArgumentException>(
        () => ModelArtsSimulator.StartAsync(new() { ProjectId = projectId }, TestContext.Current.CancellationToken));

    [Fact]
    public void ToString_LeavesSecretsOut() => Assert.DoesNotContain(
        "canary",
        new SimulatorOptions { AuthToken = "canary", SecretKey = "canary", SecurityToken = "canary", Password = "canary" }.ToString(),
        StringComparison.Ordinal);

    [Fact]
    public void Json_LeavesSecretsOut() => Assert.DoesNotContain(
        "canary",
        JsonSerializer.Serialize(new SimulatorOptions { AuthToken = "canary", SecretKey = "canary", SecurityToken = "canary", Password = "canary" }),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(typeof(SimulatorOptions))]
    [InlineData(typeof(ModelArtsSimulator))]
    public void Secrets_AreHiddenFromJsonAndFromTheDebugger(Type type)
    {
        string[] secrets = ["AuthToken", "SecretKey", "SecurityToken", "Password"];

        Assert.All(secrets.Select(name => type.GetProperty(name)!), property =>
        {
            Assert.NotNull(property.GetCustomAttribute<JsonIgnoreAttribute>());
            Assert.Equal(DebuggerBrowsableState.Never, property.GetCustomAttribute<DebuggerBrowsableAttribute>()?.State);
        });
    }
}
