using System.Net;
using System.Net.Sockets;

namespace ModelArts.Sdk.Testing.Tests.Faults;

/// <summary>Faults that strike connections as they are made, and a service that is down.</summary>
public sealed class NewConnectionFaultTests : SimulatorTest
{
    [Theory]
    [InlineData(FaultKind.Reset, WireEnd.Rst)]
    [InlineData(FaultKind.Close, WireEnd.Fin)]
    public async Task Connect_ResetOrClosed_BeforeAByteIsSent(FaultKind kind, WireEnd end)
    {
        Simulator.Faults.On(SimulatorOperation.Connect).Times(1).Do(kind == FaultKind.Reset ? Fault.Reset : Fault.Close);

        WireRead read = await OpenAndReadAsync();
        using RawConnection next = await RawConnection.OpenAsync(Simulator);
        await next.SendListAsync();

        Assert.Equal(new WireRead("", end), read);
        Assert.StartsWith("HTTP/1.1 200 OK", (await next.ReadAnswerAsync()).Head, StringComparison.Ordinal);
        Assert.Collection(
            Simulator.Journal.Entries,
            entry => Assert.Equal(
                (SimulatorOperation.Connect, kind, "", 0, null, false),
                (entry.Operation, entry.Fault!.Kind, entry.Method, entry.StatusCode, entry.ServiceStatusCode, entry.Committed)),
            entry => Assert.Equal((SimulatorOperation.List, null), (entry.Operation, entry.Decision)));
    }

    [Fact]
    public async Task Connect_Closed_StillTakesWhatIsSent()
    {
        Simulator.Faults.On(SimulatorOperation.Connect).Do(Fault.Close);
        using RawConnection connection = await RawConnection.OpenAsync(Simulator);

        Assert.Equal("", await connection.ReadSomeAsync());
        await connection.SendCreateAsync();
        await connection.SendCreateAsync();

        Assert.False(connection.Socket.Poll(0, SelectMode.SelectError));
        Assert.Equal("", await connection.ReadSomeAsync());
        Assert.Empty(Simulator.Instances);
    }

    [Fact]
    public async Task Connect_Hang_TakesTheRequestAndNeverAnswers()
    {
        Simulator.Faults.On(SimulatorOperation.Connect).Nth(1).Do(Fault.HangFor(TimeSpan.FromSeconds(9)));
        using RawConnection hanging = await RawConnection.OpenAsync(Simulator);
        await hanging.SendCreateAsync();
        Task<WireRead> read = hanging.ReadToEndAsync();

        Assert.Equal(HttpStatusCode.OK, (await Client.ListAsync("?de_type=Notebook")).Status);
        Assert.False(read.IsCompleted);
        Advance(9);

        Assert.Equal(new WireRead("", WireEnd.Rst), await read);
        Assert.Empty(Simulator.Instances);
    }

    [Fact]
    public async Task Connect_SlowHandshake_ServesTheRequestLate()
    {
        Simulator.Faults.On(SimulatorOperation.Connect).Nth(1).Do(Fault.DelayBy(TimeSpan.FromSeconds(9)));
        using RawConnection slow = await RawConnection.OpenAsync(Simulator);
        await slow.SendCreateAsync();
        Task<WireRead> read = slow.ReadAnswerAsync();

        Assert.Equal(HttpStatusCode.OK, (await Client.ListAsync("?de_type=Notebook")).Status);
        Assert.False(read.IsCompleted);
        Assert.Empty(Simulator.Instances);
        Advance(9);

        Assert.StartsWith("HTTP/1.1 200 OK", (await read).Head, StringComparison.Ordinal);
        Assert.Single(Simulator.Instances);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("drip")]
    [InlineData("after commit")]
    public void Connect_AFaultThatNeedsARequest_IsRefused(string kind)
    {
        Fault fault = kind switch { "status" => Fault.Status(500), "drip" => Fault.Drip(TimeSpan.Zero), _ => Fault.Reset.AfterCommit() };
        FaultTrigger trigger = Simulator.Faults.On(SimulatorOperation.Connect);

        Assert.Throws<ArgumentException>(() => trigger.Do(fault));
        Assert.Throws<InvalidOperationException>(() => trigger.Where(_ => true));
    }

    [Fact]
    public async Task AnyAndMethodRules_LeaveConnectionsAlone()
    {
        FaultRule rule = Simulator.Faults.OnAny().Do(Fault.Status(500));

        await Client.ListAsync("?de_type=Notebook");

        Assert.Equal(1, rule.Strikes);
        Assert.Equal(SimulatorOperation.List, Assert.Single(Simulator.Journal.Entries).Operation);
    }

    [Fact]
    public async Task StopListening_TheOperatingSystemRefuses_UntilItListensAgain()
    {
        using RawConnection open = await RawConnection.OpenAsync(Simulator);
        await open.SendListAsync();
        await open.ReadAnswerAsync();

        SocketException refusal;
        using (Simulator.Faults.StopListening())
        {
            refusal = await Assert.ThrowsAsync<SocketException>(() => RawConnection.OpenAsync(Simulator));
            Assert.Equal(new WireRead("", WireEnd.Rst), await open.ReadToEndAsync());
        }

        Assert.Equal(SocketError.ConnectionRefused, refusal.SocketErrorCode);
        await CreateAsync();
        Assert.Equal(
            [SimulatorOperation.List, SimulatorOperation.Connect, SimulatorOperation.Create],
            Simulator.Journal.Entries.Select(entry => entry.Operation));
        Assert.Equal(FaultKind.NotListening, Simulator.Journal.Entries[1].Fault!.Kind);
    }

    [Fact]
    public async Task StopListening_OpenConnectionsKept_AreServed()
    {
        using RawConnection open = await RawConnection.OpenAsync(Simulator);
        await open.SendListAsync();
        await open.ReadAnswerAsync();

        using (Simulator.Faults.StopListening(resetConnections: false))
        {
            await Assert.ThrowsAsync<SocketException>(() => RawConnection.OpenAsync(Simulator));
            await open.SendListAsync();
            Assert.StartsWith("HTTP/1.1 200 OK", (await open.ReadAnswerAsync()).Head, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task StopListening_Several_ListensAgainAfterTheLast()
    {
        IDisposable first = Simulator.Faults.StopListening();
        IDisposable second = Simulator.Faults.StopListening();

        first.Dispose();
        first.Dispose();
        await Assert.ThrowsAsync<SocketException>(() => RawConnection.OpenAsync(Simulator));
        second.Dispose();

        Assert.Equal(HttpStatusCode.OK, (await Client.ListAsync("?de_type=Notebook")).Status);
    }

    /// <summary>A reset that comes at once can end the attempt to connect as well as the first read.</summary>
    private async Task<WireRead> OpenAndReadAsync()
    {
        try
        {
            using RawConnection connection = await RawConnection.OpenAsync(Simulator);
            return await connection.ReadToEndAsync();
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionReset)
        {
            return new WireRead("", WireEnd.Rst);
        }
    }
}
