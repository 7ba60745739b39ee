using ModelArts.Sdk.Testing.Persistence;
using ModelArts.Sdk.Testing.State;

namespace ModelArts.Sdk.Testing.Tests.Persistence;

/// <summary>The state file is written anew while it is in use, and whatever ends the process meanwhile leaves a whole one.</summary>
public sealed class StateFileGrowthTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("simulator-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string FileName => Path.Combine(_directory.FullName, "state.json");

    private string Beside => FileName + ".new";

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task Append_ThingsThatComeAndGo_StaysShort()
    {
        SimulatedInstance kept = await OneAsync();
        long longest = 0;
        long written = 0;
        using (StateFile file = Open())
        {
            Put(file, kept, sequence: 1);
            for (int sequence = 2; sequence <= 400; sequence++)
            {
                long before = Length;
                SimulatedInstance passing = kept with { Id = $"DE-{sequence}", Sequence = sequence };
                Put(file, passing, sequence);
                written += Math.Max(0, Length - before);
                file.Append([new InstanceChange(passing.Id, passing, After: null)], sequence);
                longest = Math.Max(longest, Length);
            }
        }

        StateLog log = StateLog.Read(FileName);

        Assert.True(written > 3 * longest, $"{written} bytes were written, and the file was {longest} long");
        Assert.Equal(kept.Id, Assert.Single(log.Instances.Values).Id);
        Assert.Equal(400, log.LastSequence);
        Assert.False(File.Exists(Beside));
    }

    [Fact]
    public async Task Append_AfterTheFileWasWrittenAnew_IsInTheNewOne()
    {
        SimulatedInstance one = await OneAsync();
        using StateFile file = Open();
        Put(file, one, sequence: 1);
        GrowUntilWrittenAnew(file, one);

        Put(file, one with { Description = "the last" }, sequence: 2);

        Assert.Equal("the last", StateLog.Read(FileName).Instances[one.Id].Description);
    }

    [Fact]
    public async Task Append_TheFileCannotBeWrittenAnew_IsKeptAllTheSame()
    {
        SimulatedInstance one = await OneAsync();
        using StateFile file = Open();
        Directory.CreateDirectory(Beside);

        for (int number = 1; number <= 200; number++)
        {
            Put(file, one with { Description = $"{number}" }, number);
        }

        Assert.True(Length > 64 * 1024, $"{Length} bytes");
        Assert.Equal("200", StateLog.Read(FileName).Instances[one.Id].Description);
    }

    [Fact]
    public async Task Append_TheNewFileCannotTakeItsPlace_LeavesNothingBeside()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It does not let go of the name of an open file.");
        SimulatedInstance one = await OneAsync();
        using StateFile file = Open();
        File.Delete(FileName);
        Directory.CreateDirectory(FileName);

        for (int number = 1; number <= 200; number++)
        {
            Put(file, one, number);
        }

        Assert.Equal(200, file.Content.LastSequence);
        Assert.False(File.Exists(Beside));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(1.0)]
    public async Task Start_TheProcessEndedWhileTheNewOneWasWritten_TheOldOneCounts(double written)
    {
        SimulatedInstance one = await OneAsync();
        using (StateFile file = Open())
        {
            Put(file, one with { Description = "old" }, sequence: 1);
        }

        byte[] anew = await File.ReadAllBytesAsync(FileName, Cancellation);
        await File.WriteAllBytesAsync(Beside, anew[..(int)(anew.Length * written)], Cancellation);
        using (StateFile file = Open())
        {
            Put(file, one with { Description = "acknowledged" }, sequence: 2);
        }

        using StateFile last = Open();

        Assert.Equal("acknowledged", last.Content.Instances[one.Id].Description);
        Assert.False(File.Exists(Beside));
    }

    private long Length => new FileInfo(FileName).Length;

    private static void Put(StateFile file, SimulatedInstance instance, long sequence) =>
        file.Append([new InstanceChange(instance.Id, Before: null, instance)], sequence);

    private void GrowUntilWrittenAnew(StateFile file, SimulatedInstance instance)
    {
        for (long before = 0; Length > before;)
        {
            before = Length;
            Put(file, instance, sequence: 1);
        }
    }

    private StateFile Open() => StateFile.Open(FileName, static _ => { });

    private async Task<SimulatedInstance> OneAsync()
    {
        string path = FileName + ".one";
        await using (ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(new() { StateFile = path }, Cancellation))
        {
            using RawClient client = new(simulator);
            await client.CreatedAsync();
        }

        return Assert.Single(StateLog.Read(path).Instances.Values);
    }
}
