namespace ModelArts.Sdk.Testing.Tests.Wire;

/// <summary>Every action in every status that is not of a queue.</summary>
public sealed class ActionTableTests : SimulatorTest
{
    /// <summary>How an instance comes to a status, and what each action says to it there; <c>ok</c>, or a code.</summary>
    public static TheoryData<string, string, string, string, string> Table => new()
    {
        { "CREATING", "6357", "6357", "6357", "6304" },
        { "STARTING", "6306", "6306", "6306", "6304" },
        { "RUNNING", "6305", "ok", "ok", "6304" },
        { "RESTARTING", "6357", "6357", "6357", "6304" },
        { "STOPPING", "6308", "6308", "6308", "6304" },
        { "STOPPED", "ok", "6307", "6327", "ok" },
        { "DELETING", "6357", "6357", "6357", "6357" },
        { "CREATE_FAILED", "6357", "6327", "6327", "ok" },
        { "START_FAILED", "ok", "6327", "6327", "ok" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task AnyAction_AnyStatus_IsDoneOrRefusedAsTheTableSays(string status, string start, string stop, string restart, string delete)
    {
        (string Name, string Expected, Func<string, Task<RawAnswer>> Act)[] actions =
        [
            ("start", start, id => Client.ActAsync(id, "start")),
            ("stop", stop, id => Client.ActAsync(id, "stop")),
            ("restart", restart, id => Client.ActAsync(id, "restart")),
            ("delete", delete, id => Client.DeleteAsync(id)),
        ];
        foreach ((string name, string expected, Func<string, Task<RawAnswer>> act) in actions)
        {
            string id = await BringToAsync(status, name);
            Assert.Equal(status, await Client.StatusAsync(id));
            if (expected == "ok")
            {
                await DoneAsync(act(id));
                Assert.NotEqual(status, await Client.StatusAsync(id));
            }
            else
            {
                await RefusedAsync(expected, act(id));
                Assert.Equal(status, await Client.StatusAsync(id));
            }
        }
    }

    private async Task<string> BringToAsync(string status, string name)
    {
        if (status is "CREATE_FAILED")
        {
            Simulator.NextCreate.WillFail("scripted", "ModelArts.6360");
        }

        string id = status is "STOPPED" or "DELETING" or "START_FAILED" ? await CreateStoppedAsync(name)
            : status is "RUNNING" or "RESTARTING" or "STOPPING" ? await CreateRunningAsync(name)
            : await CreateAsync(name);
        switch (status)
        {
            case "STARTING" or "CREATE_FAILED":
                Advance(10);
                break;
            case "RESTARTING":
                await DoneAsync(Client.ActAsync(id, "restart"));
                break;
            case "STOPPING":
                await DoneAsync(Client.ActAsync(id, "stop"));
                break;
            case "DELETING":
                await DoneAsync(Client.DeleteAsync(id));
                break;
            case "START_FAILED":
                Simulator.NextStart.WillFail("scripted", "ModelArts.6360");
                await DoneAsync(Client.ActAsync(id, "start"));
                Advance(20);
                break;
        }

        return id;
    }
}
