using Microsoft.Extensions.Time.Testing;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Time;

namespace ModelArts.Sdk.Tests.DevEnvironments.Waiting;

public sealed class RequestPacerTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NextAsync_TimeOfDayIsSetBack_PausesNoLonger()
    {
        WallClock clock = new();
        using RequestPacer pacer = new(4, clock);
        await pacer.NextAsync(Token);
        clock.SetBack(TimeSpan.FromHours(1));

        Task turn = pacer.NextAsync(Token);
        Assert.False(turn.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(250));

        await turn.WaitAsync(Guard, Token);
    }

    [Fact]
    public async Task NextAsync_TimersComeLate_TurnsDoNotBunch()
    {
        FakeTimeProvider clock = new();
        using RequestPacer pacer = new(4, clock);
        await pacer.NextAsync(Token);
        Task second = pacer.NextAsync(Token);
        Task third = pacer.NextAsync(Token);

        // As when the machine was busy for a minute.
        clock.Advance(TimeSpan.FromMinutes(1));
        await second.WaitAsync(Guard, Token);

        Assert.False(third.IsCompleted);
    }

    [Fact]
    public async Task NextAsync_LongAfterTheLast_SavesNothingUp()
    {
        FakeTimeProvider clock = new();
        using RequestPacer pacer = new(4, clock);
        await pacer.NextAsync(Token);
        clock.Advance(TimeSpan.FromMinutes(1));

        await pacer.NextAsync(Token).WaitAsync(Guard, Token);

        Assert.False(pacer.NextAsync(Token).IsCompleted);
    }

    [Fact]
    public async Task NextAsync_Cancelled_TakesNoTurn()
    {
        TimerClock clock = new();
        using RequestPacer pacer = new(4, clock);
        using CancellationTokenSource cancellation = new();
        await pacer.NextAsync(Token);
        Task cancelled = pacer.NextAsync(cancellation.Token);
        Assert.NotNull(await clock.PauseBeginsAsync(cancelled));
        Task next = pacer.NextAsync(Token);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        await clock.NextPauseAsync(next);

        await next.WaitAsync(Guard, Token);
        Assert.Equal([TimeSpan.FromMilliseconds(250)], clock.Pauses);
    }

    /// <summary>A clock whose time of day can be set, which is nothing to the time elapsed.</summary>
    private sealed class WallClock : FakeTimeProvider
    {
        private TimeSpan _setBack;

        public void SetBack(TimeSpan span)
        {
            _setBack += span;
            AdjustTime(GetUtcNow() - span);
        }

        public override long GetTimestamp() => base.GetTimestamp() + _setBack.Ticks;
    }
}
