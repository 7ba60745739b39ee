namespace ModelArts.Sdk.Testing.Tests.Faults;

/// <summary>What a client's socket sees of faults that strike a request's connection.</summary>
public sealed class ConnectionFaultTests : SimulatorTest
{
    [Theory]
    [InlineData(FaultKind.Reset, FaultMoment.BeforeCommit, WireEnd.Rst)]
    [InlineData(FaultKind.Reset, FaultMoment.AfterCommit, WireEnd.Rst)]
    [InlineData(FaultKind.Close, FaultMoment.BeforeCommit, WireEnd.Fin)]
    [InlineData(FaultKind.Close, FaultMoment.AfterCommit, WireEnd.Fin)]
    public async Task ResetOrClose_NotAByteOfAnAnswer(FaultKind kind, FaultMoment moment, WireEnd end)
    {
        Fault fault = kind == FaultKind.Reset ? Fault.Reset : Fault.Close;
        bool commits = moment == FaultMoment.AfterCommit;
        Simulator.Faults.On(SimulatorOperation.Create).Do(commits ? fault.AfterCommit() : fault.BeforeCommit());
        using RawConnection connection = await RawConnection.OpenAsync(Simulator);

        await connection.SendCreateAsync();
        WireRead read = await connection.ReadToEndAsync();

        Assert.Equal(new WireRead("", end), read);
        Assert.Equal(commits ? 1 : 0, Simulator.Instances.Count);
        SimulatorJournalEntry entry = Assert.Single(Simulator.Journal.Entries);
        Assert.Equal((kind, moment, commits, 0), (entry.Fault!.Kind, entry.Fault.Moment, entry.Committed, entry.StatusCode));
        Assert.Equal(commits ? 200 : null, entry.ServiceStatusCode);
    }
}
