using System.Net;
using Microsoft.Extensions.Time.Testing;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Testing.Tests.Sdk;

/// <summary>The simulator through the SDK, as its users meet it.</summary>
public sealed class SdkTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static CreateInstanceRequest ValidRequest => CreateInstanceRequest.For("notebook")
        .WithProfile(InstanceProfileId.MultiEngine1Python3Gpu)
        .WithFlavor(InstanceFlavor.VmGpuP100)
        .WithEvsStorage(sizeGb: 10)
        .WithAutoStop(TimeSpan.FromHours(1))
        .Build();

    [Fact]
    public async Task CreateAndWait_WithAClockThatMovesOnAtEachPoll_SeesEveryStatusOnce()
    {
        FakeTimeProvider clock = new(DateTimeOffset.UnixEpoch);
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(new() { TimeProvider = clock }, Cancellation);
        using ModelArtsClient client = new(OnTheSystemClock(simulator));
        List<InstanceStatus> seen = [];

        InstanceOperation operation = await client.DevEnvironments.CreateAsync(ValidRequest, Cancellation);
        DevEnvironmentInstance instance = await operation.WaitAsync(EveryPoll(seen, clock), Cancellation);

        Assert.Equal([InstanceStatus.Creating, InstanceStatus.Starting, InstanceStatus.Running], seen);
        Assert.Equal(InstanceStatus.Running, instance.Status);
        Assert.Equal(DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(6) + TimeSpan.FromHours(1), instance.Spec!.AutoStop!.StopTimestamp);
        Assert.Equal(TimeSpan.FromHours(1), instance.Spec.AutoStop.RemainTime);
        Assert.Equal(10, instance.Spec.Storage!.Location!.VolumeSize);
        Assert.NotEmpty(instance.Spec.Annotations!["url"]);
        Assert.Equal(simulator.Instances.Select(each => each.Id), [instance.Id]);
        simulator.Journal.ShouldHave(1, SimulatorOperation.Create);
        simulator.Journal.ShouldHave(3, SimulatorOperation.Get);
        simulator.Journal.ShouldHave(0, SimulatorOperation.Unmatched);
    }

    [Fact]
    public async Task CreateAndWait_WillFail_ThrowsWithTheReasonAndTheCode()
    {
        FakeTimeProvider clock = new(DateTimeOffset.UnixEpoch);
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(new() { TimeProvider = clock }, Cancellation);
        using ModelArtsClient client = new(OnTheSystemClock(simulator));
        simulator.NextCreate.WillFail("image pull failed", "ModelArts.6360");

        InstanceOperation operation = await client.DevEnvironments.CreateAsync(ValidRequest, Cancellation);
        InstanceOperationFailedException exception =
            await Assert.ThrowsAsync<InstanceOperationFailedException>(() => operation.WaitAsync(EveryPoll([], clock), Cancellation));

        Assert.Equal(InstanceStatus.CreateFailed, exception.Instance.Status);
        Assert.Equal("image pull failed", exception.Instance.Spec!.FailedReasons!.Message);
        Assert.Equal(ModelArtsErrorCode.CapacityInsufficient, exception.Instance.ErrorCode);
    }

    [Fact]
    public async Task CreateAndWait_OnTheSystemClock_ComesToRun()
    {
        SimulatorOptions options = new() { CreatingDuration = TimeSpan.FromMilliseconds(1), StartingDuration = TimeSpan.FromMilliseconds(1) };
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(options, Cancellation);
        using ModelArtsClient client = new(simulator.CreateClientOptions());

        InstanceOperation operation = await client.DevEnvironments.CreateAsync(ValidRequest, Cancellation);
        Assert.Equal(InstanceStatus.Creating, operation.Instance!.Status);
        DevEnvironmentInstance instance = await operation.WaitAsync(new() { MinInterval = TimeSpan.FromMilliseconds(1) }, Cancellation);

        Assert.Equal(InstanceStatus.Running, instance.Status);
    }

    [Fact]
    public async Task CreateAndWait_OnOneClockForBoth_ComesToRunAsTheClockIsAdvanced()
    {
        FakeTimeProvider clock = new();
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(new() { TimeProvider = clock }, Cancellation);
        ModelArtsClientOptions options = simulator.CreateClientOptions();

        // The clock runs ahead of the network here: with limits of a day and steps of a millisecond, far too little to reach them.
        options.AttemptTimeout = options.TotalTimeout = TimeSpan.FromHours(24);
        using ModelArtsClient client = new(options);
        CreateInstanceRequest request = ValidRequest with { Spec = ValidRequest.Spec with { AutoStop = null } };
        InstanceOperation operation = await client.DevEnvironments.CreateAsync(request, Cancellation);

        Task<DevEnvironmentInstance> wait = operation.WaitAsync(new() { Timeout = Timeout.InfiniteTimeSpan }, Cancellation);
        while (!wait.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }

        Assert.Equal(InstanceStatus.Running, (await wait).Status);
    }

    [Fact]
    public async Task Get_UnknownId_ThrowsWhatTheServiceSays()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using ModelArtsClient client = new(simulator.CreateClientOptions());

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(() => client.DevEnvironments.GetAsync("DE-none", Cancellation));

        Assert.Equal((HttpStatusCode.BadRequest, ModelArtsErrorCode.InstanceNotFound), (exception.StatusCode, exception.ErrorCode));
        Assert.Equal("The instance does not exist.", exception.ErrorMessage);
        Assert.Equal(Assert.Single(simulator.Journal.Entries).RequestId, exception.RequestId);
    }

    [Fact]
    public async Task AnyCall_AnotherToken_ThrowsAuthenticationException()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        ModelArtsClientOptions options = simulator.CreateClientOptions();
        options.Credential = new AuthTokenCredential("another-token");
        using ModelArtsClient client = new(options);

        ModelArtsAuthenticationException exception =
            await Assert.ThrowsAsync<ModelArtsAuthenticationException>(() => client.DevEnvironments.GetAsync("DE-1", Cancellation));

        Assert.Equal((HttpStatusCode.Unauthorized, ModelArtsErrorCode.TokenInvalid), (exception.StatusCode, exception.ErrorCode));
    }

    [Fact]
    public async Task AnyCall_AnotherProject_ThrowsWhatTheServiceSays()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        ModelArtsClientOptions options = simulator.CreateClientOptions();
        options.ProjectId = "another";
        using ModelArtsClient client = new(options);

        ModelArtsAuthenticationException exception = await Assert.ThrowsAsync<ModelArtsAuthenticationException>(() => client.DevEnvironments.CreateAsync(ValidRequest, Cancellation));

        Assert.Equal((HttpStatusCode.Forbidden, ModelArtsErrorCode.ProjectMismatch), (exception.StatusCode, exception.ErrorCode));
    }

    [Fact]
    public async Task CreateClientOptions_ClockOfTheCaller_IsShared()
    {
        FakeTimeProvider clock = new();
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(new() { TimeProvider = clock }, Cancellation);

        TimeProvider shared = simulator.CreateClientOptions().TimeProvider;
        Assert.Same(simulator.TimeProvider, shared);
        Assert.Equal(clock.GetUtcNow(), shared.GetUtcNow());
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(clock.GetUtcNow(), shared.GetUtcNow());
    }

    [Fact]
    public async Task CreateClientOptions_Twice_MakesOptionsThatCanBeChangedApart()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);

        Assert.NotSame(simulator.CreateClientOptions(), simulator.CreateClientOptions());
    }

    /// <summary>The simulator's clock is moved by hand; the client's pauses, of a millisecond, are real.</summary>
    private static ModelArtsClientOptions OnTheSystemClock(ModelArtsSimulator simulator)
    {
        ModelArtsClientOptions options = simulator.CreateClientOptions();
        options.TimeProvider = TimeProvider.System;
        return options;
    }

    private static WaitOptions EveryPoll(List<InstanceStatus> seen, FakeTimeProvider clock) => new()
    {
        MinInterval = TimeSpan.FromMilliseconds(1),
        Progress = new InlineProgress(progress =>
        {
            seen.Add(progress.Status);
            clock.Advance(TimeSpan.FromSeconds(3));
        }),
    };

    /// <summary>Unlike <see cref="Progress{T}"/>, it reports before the wait goes on.</summary>
    private sealed class InlineProgress(Action<InstanceProgress> report) : IProgress<InstanceProgress>
    {
        public void Report(InstanceProgress value) => report(value);
    }
}
