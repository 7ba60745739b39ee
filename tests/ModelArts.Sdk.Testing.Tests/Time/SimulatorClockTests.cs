using Microsoft.Extensions.Time.Testing;
using ModelArts.Sdk.Testing.Time;

namespace ModelArts.Sdk.Testing.Tests.Time;

public sealed class SimulatorClockTests
{
    private readonly FakeTimeProvider _below = new(DateTimeOffset.UnixEpoch);
    private readonly SimulatorClock _clock;
    private readonly List<string> _calls = [];

    public SimulatorClockTests() => _clock = new SimulatorClock(_below);

    [Fact]
    public void Timer_IsCalledWhenBothClocksTogetherHaveGoneFarEnough()
    {
        using ITimer timer = Timer("a", 10);

        _below.Advance(TimeSpan.FromSeconds(4));
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Empty(_calls);
        _below.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["a"], _calls);
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(["a"], _calls);
    }

    [Fact]
    public void Advance_ManyTimers_CallsThoseThatAreDueInTheirOrder()
    {
        using ITimer c = Timer("c", 3);
        using ITimer a = Timer("a", 1);
        using ITimer d = Timer("d", 4);
        using ITimer b = Timer("b", 2);

        _clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(["a", "b", "c"], _calls);
    }

    [Fact]
    public void Advance_PeriodicTimer_CallsItOncePerPeriod()
    {
        using ITimer timer = _clock.CreateTimer(_ => _calls.Add("p"), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));

        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(3, _calls.Count);
        _below.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(4, _calls.Count);
    }

    [Fact]
    public void Timer_DisposedOrStopped_IsNotCalled()
    {
        ITimer disposed = Timer("disposed", 1);
        disposed.Dispose();
        using ITimer stopped = Timer("stopped", 1);
        stopped.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        _clock.Advance(TimeSpan.FromSeconds(1));
        _below.Advance(TimeSpan.FromSeconds(1));

        Assert.Empty(_calls);
        Assert.False(disposed.Change(TimeSpan.Zero, TimeSpan.Zero));
    }

    [Fact]
    public void Timer_ThatSetsItselfAnewInItsCallback_IsCalledOnlyWhenThatIsDue()
    {
        ITimer? timer = null;
        timer = _clock.CreateTimer(
            _ =>
            {
                _calls.Add("again");
                timer!.Change(TimeSpan.FromSeconds(10), Timeout.InfiniteTimeSpan);
            },
            null,
            TimeSpan.FromSeconds(1),
            Timeout.InfiniteTimeSpan);
        using ITimer dispose = timer;

        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Single(_calls);
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(2, _calls.Count);
    }

    [Fact]
    public async Task Delay_OnTheSystemClock_EndsWhenItIsMoved()
    {
        SimulatorClock clock = new(TimeProvider.System);
        Task delay = Task.Delay(TimeSpan.FromDays(1), clock, TestContext.Current.CancellationToken);
        using CancellationTokenSource limit = new(TimeSpan.FromDays(2), clock);

        clock.Advance(TimeSpan.FromDays(1));
        await delay;

        Assert.False(limit.IsCancellationRequested);
        clock.Advance(TimeSpan.FromDays(1));
        Assert.True(limit.IsCancellationRequested);
    }

    [Fact]
    public void Clock_Moved_TellsTimeAndTimestampsAlike()
    {
        long before = _clock.GetTimestamp();

        _clock.Advance(TimeSpan.FromMilliseconds(1500));
        _below.Advance(TimeSpan.FromMilliseconds(500));

        Assert.Equal(TimeSpan.FromSeconds(2), _clock.GetElapsedTime(before));
        Assert.Equal(DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(2), _clock.GetUtcNow());
    }

    private ITimer Timer(string name, int seconds) =>
        _clock.CreateTimer(_ => _calls.Add(name), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
}
