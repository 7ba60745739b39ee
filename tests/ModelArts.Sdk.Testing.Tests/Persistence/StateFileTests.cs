using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Testing.Persistence;
using ModelArts.Sdk.Testing.State;

namespace ModelArts.Sdk.Testing.Tests.Persistence;

public sealed class StateFileTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("simulator-");
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.FromUnixTimeMilliseconds(1_600_000_000_000));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string FileName => Path.Combine(_directory.FullName, "state.json");

    private SimulatorOptions Options => new() { StateFile = FileName, TimeProvider = _clock };

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task Restart_EveryFieldOfAnInstance_IsAsItWas()
    {
        string before;
        string id;
        await using (ModelArtsSimulator first = await StartAsync())
        {
            using RawClient client = new(first);
            id = (string)(await client.CreatedAsync(await RawClient.FixtureAsync("create-request-full.json")))["id"]!;
            _clock.Advance(TimeSpan.FromSeconds(6));
            await client.UpdateAsync(id, """{"description":"another","spec":{"auto_stop":{"enable":true,"duration":7200}}}""");
            before = (await client.GotAsync(id)).ToJsonString();
        }

        await using ModelArtsSimulator second = await StartAsync();
        using RawClient again = new(second);

        Assert.Equal(before, (await again.GotAsync(id)).ToJsonString());
    }

    [Fact]
    public async Task Restart_TimeHasPassed_InstancesHaveGoneOn()
    {
        await using (ModelArtsSimulator first = await StartAsync())
        {
            using RawClient client = new(first);
            JsonObject request = RawClient.ValidRequest();
            request["spec"]!["auto_stop"] = new JsonObject { ["enable"] = true, ["duration"] = 3600 };
            await client.CreatedAsync(request);
        }

        _clock.Advance(TimeSpan.FromMinutes(30));
        await using (ModelArtsSimulator second = await StartAsync())
        {
            Assert.Equal(InstanceStatus.Running, Assert.Single(second.Instances).Status);
            await second.AdvanceAsync(TimeSpan.FromMinutes(31), Cancellation);
            Assert.Equal(InstanceStatus.Stopped, Assert.Single(second.Instances).Status);
        }

        // A clock that was moved ahead does not go back.
        await using ModelArtsSimulator third = await StartAsync();
        Assert.Equal(InstanceStatus.Stopped, Assert.Single(third.Instances).Status);
        Assert.Equal(_clock.GetUtcNow() + TimeSpan.FromMinutes(31), third.TimeProvider.GetUtcNow());
    }

    [Fact]
    public async Task Restart_ClientsGoOnWithTheKeysTheyHave()
    {
        ModelArtsClientOptions[] options;
        SimulatorUser[] users;
        await using (ModelArtsSimulator first = await ModelArtsSimulator.StartAsync(Options with { Users = [new() { Name = "bob" }] }, Cancellation))
        {
            users = [.. first.Users];
        }

        await using ModelArtsSimulator second = await ModelArtsSimulator.StartAsync(Options with { Users = [new() { Name = "bob" }] }, Cancellation);
        Assert.Equal(users, second.Users);
        options = [.. users.Select(user => second.CreateClientOptions(user, SimulatorSignIn.AccessKey))];
        Assert.Equal(2, options.Length);
    }

    [Fact]
    public async Task Restart_SecretsOfTheOptions_CountBeforeThoseOfTheFile()
    {
        await (await StartAsync()).DisposeAsync();

        await using ModelArtsSimulator second = await ModelArtsSimulator.StartAsync(Options with { AuthToken = "given" }, Cancellation);

        Assert.Equal("given", second.AuthToken);
    }

    [Fact]
    public async Task Restart_TheQueue_GoesOnInItsOrder()
    {
        SimulatorOptions options = Options with { FreeCapacity = 1, FreeRunDuration = TimeSpan.FromMinutes(10) };
        await using (ModelArtsSimulator first = await ModelArtsSimulator.StartAsync(options, Cancellation))
        {
            using RawClient client = new(first);
            foreach (string name in new[] { "one", "two", "three" })
            {
                JsonObject request = RawClient.ValidRequest(name, "modelarts.vm.cpu.free");
                await client.CreatedAsync(request);
            }
        }

        _clock.Advance(TimeSpan.FromMinutes(11));
        await using ModelArtsSimulator second = await ModelArtsSimulator.StartAsync(options, Cancellation);

        Assert.Equal(
            [InstanceStatus.Stopped, InstanceStatus.Running, InstanceStatus.CreateQueuing], second.Instances.Select(instance => instance.Status));
        Assert.Equal(1, second.Instances[2].QueuingInfo!.Rank);
        using RawClient again = new(second);
        JsonObject fourth = RawClient.ValidRequest("four");
        fourth["flavor"] = "modelarts.vm.cpu.free";
        Assert.Equal(2, (int)(await again.CreatedAsync(fourth))["queuing_info"]!["rank"]!);
    }

    [Fact]
    public async Task Restart_QueuedUnderACapacityThatIsNoMore_HasItsTurn()
    {
        await using (ModelArtsSimulator first = await ModelArtsSimulator.StartAsync(Options with { FreeCapacity = 1 }, Cancellation))
        {
            using RawClient client = new(first);
            foreach (string name in new[] { "one", "two" })
            {
                JsonObject request = RawClient.ValidRequest(name, "modelarts.vm.cpu.free");
                await client.CreatedAsync(request);
            }
        }

        _clock.Advance(TimeSpan.FromMinutes(1));
        await using ModelArtsSimulator second = await StartAsync();

        Assert.Equal([InstanceStatus.Running, InstanceStatus.Running], second.Instances.Select(instance => instance.Status));
    }

    [Fact]
    public async Task Restart_AnInstanceThatIsGone_StaysGoneAndItsNameIsFree()
    {
        await using (ModelArtsSimulator first = await StartAsync())
        {
            using RawClient client = new(first);
            string id = (string)(await client.CreatedAsync(RawClient.ValidRequest("again")))["id"]!;
            _clock.Advance(TimeSpan.FromMinutes(1));
            await client.ActAsync(id, "stop");
            _clock.Advance(TimeSpan.FromMinutes(1));
            await client.DeleteAsync(id);
            _clock.Advance(TimeSpan.FromMinutes(1));
            await client.CreatedAsync(RawClient.ValidRequest("again"));
        }

        await using ModelArtsSimulator second = await StartAsync();
        using RawClient again = new(second);

        Assert.Single(second.Instances);
        Assert.Equal("ModelArts.6301", (await again.CreateAsync(RawClient.ValidRequest("again"))).ErrorCode);
    }

    [Fact]
    public async Task Restart_WithASeed_GivesNoIdTwice()
    {
        HashSet<string> ids = [];
        for (int run = 0; run < 3; run++)
        {
            await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(Options with { Seed = 1 }, Cancellation);
            using RawClient client = new(simulator);
            Assert.True(ids.Add((string)(await client.CreatedAsync(RawClient.ValidRequest($"n-{run}")))["id"]!));
            Assert.Equal(run + 1, simulator.Instances.Count);
        }
    }

    [Fact]
    public async Task Restart_FaultsKnowTheInstancesByName()
    {
        await CreateAsync("one", "two");

        await using ModelArtsSimulator second = await StartAsync();
        second.Faults.On(SimulatorOperation.Get).Where(request => request.InstanceName == "two").Do(Fault.Status(503));
        using RawClient client = new(second);

        Assert.Equal(["OK", "ServiceUnavailable"], [.. (await Task.WhenAll(second.Instances.Select(instance => client.GetAsync(instance.Id)))).Select(answer => answer.Status.ToString())]);
    }

    [Fact]
    public async Task Start_TornLastLine_LosesOnlyThat()
    {
        await CreateAsync("one", "two");
        byte[] bytes = await File.ReadAllBytesAsync(FileName, Cancellation);
        int lastLine = bytes.AsSpan(0, bytes.Length - 1).LastIndexOf((byte)'\n') + 1;

        // Wherever the last line breaks off; and never anything but the second create is lost.
        for (int length = lastLine; length < bytes.Length; length += 17)
        {
            await File.WriteAllBytesAsync(FileName, bytes[..length], Cancellation);
            await using ModelArtsSimulator simulator = await StartAsync();
            Assert.Equal(["one"], simulator.Instances.Select(instance => instance.Name));
        }
    }

    [Fact]
    public async Task Start_TornLastLine_IsNotInTheWayOfWhatFollows()
    {
        await CreateAsync("one");
        await File.AppendAllTextAsync(FileName, """{"put":{"id":"DE-""", Cancellation);

        await CreateAsync("two");

        await using ModelArtsSimulator simulator = await StartAsync();
        Assert.Equal(["one", "two"], simulator.Instances.Select(instance => instance.Name));
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("hello\n")]
    [InlineData("{}\n")]
    [InlineData("{\"version\":2}\n")]
    [InlineData("null\n")]
    [InlineData("{\"version\":1}\nnull\n")]
    [InlineData("{\"version\":1}\n{\"put\":{\"id\":\"DE-1\"}}\n")]
    [InlineData("{\"version\":1}\nnot json\n{\"sequence\":1}\n")]
    public async Task Start_AFileThatIsNoStateOrDamaged_IsRefusedAndLeftAsItIs(string content)
    {
        await File.WriteAllTextAsync(FileName, content, Cancellation);

        InvalidDataException exception = await Assert.ThrowsAsync<InvalidDataException>(StartAsync);

        Assert.StartsWith($"The state file '{FileName}' cannot be used: line ", exception.Message, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(FileName, Cancellation));
    }

    [Theory]
    [InlineData("steps")]
    [InlineData("end")]
    [InlineData("request")]
    [InlineData("owner")]
    public async Task Start_AnInstanceThatIsNotWhole_IsDamageAndTheFileIsGivenBack(string what)
    {
        await CreateAsync("one");
        string[] lines = await File.ReadAllLinesAsync(FileName, Cancellation);
        JsonObject line = JsonNode.Parse(lines[1])!.AsObject();
        JsonObject instance = line["put"]!.AsObject();
        switch (what)
        {
            case "steps":
                instance["timeline"]!["steps"] = new JsonArray();
                break;
            case "end":
                JsonArray steps = instance["timeline"]!["steps"]!.AsArray();
                steps.RemoveAt(steps.Count - 1);
                break;
            default:
                instance[what] = null;
                break;
        }

        await File.WriteAllTextAsync(FileName, $"{lines[0]}\n{line.ToJsonString()}\n", Cancellation);

        InvalidDataException exception = await Assert.ThrowsAsync<InvalidDataException>(StartAsync);
        Assert.Contains("line 2: it is damaged", exception.Message, StringComparison.Ordinal);
        await File.WriteAllLinesAsync(FileName, lines, Cancellation);
        await (await StartAsync()).DisposeAsync();
    }

    [Fact]
    public async Task Start_ALockThatCannotBeOpened_IsNotSaidToBeInUse()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Symbolic links take a privilege there.");
        File.CreateSymbolicLink(FileName + ".lock", FileName + ".lock");

        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(StartAsync);

        Assert.StartsWith($"The state file '{FileName}' cannot be opened: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_ThatCannotBeKept_UsesNoScriptedOutcomeUp()
    {
        ScriptedOutcomes outcomes = new();
        outcomes.WillFail("image pull", "ModelArts.6361");
        StateFile file = StateFile.Open(FileName, static _ => { });
        InstanceStore store = new(Options, _clock, file);
        InstanceStore unkept = new(Options, _clock, file: null);
        SimulatedInstance instance = await OneAsync();
        file.Dispose();

        Assert.Throws<IOException>(() => store.Do(table => table.Put(instance with { Failure = outcomes.Take(table) })));
        ScriptedFailure? next = unkept.Do(table => table.Put(instance with { Failure = outcomes.Take(table) })).Instance.Failure;
        ScriptedFailure? last = unkept.Do(table => table.Put(instance with { Failure = outcomes.Take(table) })).Instance.Failure;

        Assert.Equal(("image pull", null), (next?.Message, last?.Message));
    }

    [Fact]
    public async Task Start_AFileThatAnotherSimulatorHas_IsRefused()
    {
        await using ModelArtsSimulator first = await StartAsync();

        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(StartAsync);

        Assert.Equal($"The state file '{FileName}' is in use by another simulator. Stop that one, or name another file.", exception.Message);
        using RawClient client = new(first);
        await client.CreatedAsync();
    }

    [Fact]
    public async Task Start_PortInUse_GivesTheFileBack()
    {
        await using ModelArtsSimulator other = await ModelArtsSimulator.StartAsync(null, Cancellation);
        await Assert.ThrowsAsync<InvalidOperationException>(() => ModelArtsSimulator.StartAsync(Options with { Port = other.Endpoint.Port }, Cancellation));

        await (await StartAsync()).DisposeAsync();
    }

    [Fact]
    public async Task Start_InADirectoryThatIsNot_SaysSo()
    {
        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(
            () => ModelArtsSimulator.StartAsync(new() { StateFile = Path.Combine(_directory.FullName, "none", "state.json") }, Cancellation));

        Assert.Contains("cannot be opened", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_MakesTheFileShort()
    {
        await using (ModelArtsSimulator first = await StartAsync())
        {
            using RawClient client = new(first);
            string id = (string)(await client.CreatedAsync())["id"]!;
            for (int change = 0; change < 50; change++)
            {
                await client.UpdateAsync(id, $$"""{"description":"change {{change}}"}""");
            }
        }

        long before = new FileInfo(FileName).Length;
        await (await StartAsync()).DisposeAsync();

        Assert.True(new FileInfo(FileName).Length < before / 10, $"{before} and then {new FileInfo(FileName).Length}");
        Assert.Equal(2, (await File.ReadAllLinesAsync(FileName, Cancellation)).Length);
    }

    [Fact]
    public async Task Reading_WritesNothing()
    {
        await using ModelArtsSimulator simulator = await StartAsync();
        using RawClient client = new(simulator);
        string id = (string)(await client.CreatedAsync())["id"]!;
        long length = new FileInfo(FileName).Length;

        _clock.Advance(TimeSpan.FromMinutes(1));
        await client.GotAsync(id);
        await client.ListAsync("?de_type=Notebook");
        await client.CreateAsync(RawClient.ValidRequest());

        Assert.Equal(length, new FileInfo(FileName).Length);
    }

    [Fact]
    public async Task Create_Acknowledged_IsInTheFileByThen()
    {
        await using ModelArtsSimulator simulator = await StartAsync();
        using RawClient client = new(simulator);

        string id = (string)(await client.CreatedAsync())["id"]!;

        using FileStream stream = new(FileName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader reader = new(stream, Encoding.UTF8);
        Assert.Contains(id, await reader.ReadToEndAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_IsForItsOwnerOnly()
    {
        await (await StartAsync()).DisposeAsync();

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FileName));
        }
    }

    private Task<ModelArtsSimulator> StartAsync() => ModelArtsSimulator.StartAsync(Options, Cancellation);

    /// <summary>An instance as a simulator has kept it; the file is as it was before.</summary>
    private async Task<SimulatedInstance> OneAsync()
    {
        string path = FileName + ".one";
        await using (ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(Options with { StateFile = path }, Cancellation))
        {
            using RawClient client = new(simulator);
            await client.CreatedAsync();
        }

        return Assert.Single(StateLog.Read(path).Instances.Values);
    }

    private async Task CreateAsync(params string[] names)
    {
        await using ModelArtsSimulator simulator = await StartAsync();
        using RawClient client = new(simulator);
        foreach (string name in names)
        {
            await client.CreatedAsync(RawClient.ValidRequest(name));
        }
    }
}
