namespace ModelArts.Sdk.Testing.Tests;

public sealed class SimulatorOptionsTests
{
    [Fact]
    public void Defaults_AreThoseOfTheDocumentation()
    {
        SimulatorOptions options = new();

        Assert.Equal(0, options.Port);
        Assert.Null(options.AuthToken);
        Assert.Null(options.TimeProvider);
        Assert.Equal(32, options.ProjectId.Length);
        Assert.Equal(
            [TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3)],
            [options.CreatingDuration, options.StartingDuration, options.StoppingDuration]);
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
        };

        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(() => ModelArtsSimulator.StartAsync(options, TestContext.Current.CancellationToken));

        Assert.Equal("options", exception.ParamName);
        Assert.All(
            [nameof(options.Port), nameof(options.ProjectId), nameof(options.AuthToken), nameof(options.CreatingDuration), nameof(options.StartingDuration), nameof(options.StoppingDuration)],
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
    public void ToString_LeavesTheTokenOut() =>
        Assert.DoesNotContain("canary", new SimulatorOptions { AuthToken = "canary" }.ToString(), StringComparison.Ordinal);
}
