using System.Net;
using System.Text.Json.Nodes;

namespace ModelArts.Sdk.Testing.Tests.Faults;

/// <summary>Which requests rules strike.</summary>
public sealed class FaultRuleTests : SimulatorTest
{
    private const string List = "?de_type=Notebook";

    private SimulatorFaults Faults => Simulator.Faults;

    [Fact]
    public async Task NoRule_NothingGoesWrongAndNothingIsSaid()
    {
        await CreateAsync();

        Assert.Null(Assert.Single(Simulator.Journal.Entries).Decision);
    }

    [Fact]
    public async Task On_AnOperation_StrikesItAlone()
    {
        string id = await CreateStoppedAsync();
        Faults.On(SimulatorOperation.Start).Do(Fault.Status(500));

        Assert.Equal(HttpStatusCode.OK, (await Client.GetAsync(id)).Status);
        Assert.Equal("ModelArts.6307", (await Client.ActAsync(id, "stop")).ErrorCode);
        Assert.Equal(HttpStatusCode.InternalServerError, (await Client.ActAsync(id, "start")).Status);
        Assert.Equal("STOPPED", await Client.StatusAsync(id));
    }

    /// <summary>All that changes something, each committed though its answer is lost.</summary>
    [Theory]
    [InlineData(SimulatorOperation.Start, "STARTING")]
    [InlineData(SimulatorOperation.Stop, "STOPPING")]
    [InlineData(SimulatorOperation.Restart, "RESTARTING")]
    [InlineData(SimulatorOperation.Delete, "DELETING")]
    [InlineData(SimulatorOperation.Update, "RUNNING")]
    public async Task CommitThenReset_OfEveryChange_IsDone(SimulatorOperation operation, string status)
    {
        string id = operation is SimulatorOperation.Start or SimulatorOperation.Delete ? await CreateStoppedAsync() : await CreateRunningAsync();
        FaultRule rule = Faults.On(operation).Times(1).Do(Fault.Reset.AfterCommit());

        Task<RawAnswer> call = operation switch
        {
            SimulatorOperation.Delete => Client.DeleteAsync(id),
            SimulatorOperation.Update => Client.UpdateAsync(id, """{"description":"new"}"""),
            _ => Client.ActAsync(id, operation.ToString().ToLowerInvariant()),
        };
        await Assert.ThrowsAsync<HttpRequestException>(() => call);

        JsonObject read = await Client.GotAsync(id);
        Assert.Equal(status, (string?)read["status"]);
        Assert.Equal(operation == SimulatorOperation.Update ? "new" : "", (string?)read["description"] ?? "");
        SimulatorJournalEntry entry = Assert.Single(Simulator.Journal.ShouldHave(1, operation, entry => entry.Fault is not null));
        Assert.Equal((true, id, 0, 200), (entry.Committed, entry.InstanceId, entry.StatusCode, entry.ServiceStatusCode));
        Assert.Equal(1, rule.Strikes);
    }

    [Fact]
    public async Task On_CallsOfIam_StrikesThemToo()
    {
        Faults.On(SimulatorOperation.CreateToken).Times(1).Do(Fault.Status(503));
        Faults.On(SimulatorOperation.FindProjects).Times(1).Do(Fault.ReplaceBody(FaultBody.HtmlLoginPage).AfterCommit());

        RawAnswer token = await Client.SendAsync(HttpMethod.Post, "/v3/auth/tokens", "{}");
        RawAnswer projects = await Client.SendAsync(HttpMethod.Get, "/v3/projects");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, ""), (token.Status, token.Text));
        Assert.Equal((HttpStatusCode.OK, "text/html"), (projects.Status, projects.MediaType));
    }

    [Fact]
    public async Task Drip_OfAToken_KeepsItsHeaders()
    {
        Faults.On(SimulatorOperation.CreateToken).Do(Fault.Drip(TimeSpan.Zero));
        JsonObject user = new() { ["name"] = Simulator.UserName, ["password"] = Simulator.Password, ["domain"] = new JsonObject { ["name"] = Simulator.DomainName } };
        JsonObject identity = new() { ["methods"] = new JsonArray("password"), ["password"] = new JsonObject { ["user"] = user } };
        JsonObject scope = new() { ["project"] = new JsonObject { ["name"] = Simulator.ProjectName } };

        RawAnswer token = await Client.SendAsync(HttpMethod.Post, "/v3/auth/tokens", new JsonObject { ["auth"] = new JsonObject { ["identity"] = identity, ["scope"] = scope } }.ToJsonString());

        Assert.Equal(HttpStatusCode.Created, token.Status);
        Assert.NotNull(token.SubjectToken);
        Assert.Equal(token.RequestId, token.IamTraceId);
    }

    [Fact]
    public async Task On_AMethod_StrikesAllOfIt()
    {
        Faults.On(HttpMethod.Get).Do(Fault.Status(500));

        Assert.Equal(HttpStatusCode.InternalServerError, (await Client.ListAsync(List)).Status);
        Assert.Equal(HttpStatusCode.InternalServerError, (await Client.SendAsync(HttpMethod.Get, "/unknown")).Status);
        await CreateAsync();
    }

    [Fact]
    public async Task On_ACondition_SeesTheRequest()
    {
        List<string> seen = [];
        Faults.On(request =>
        {
            seen.Add($"{request.Operation} {request.Method} {request.Path} {request.Query} {request.InstanceId} {request.InstanceName} {request.Body.Length > 0} {request.Header("x-auth-TOKEN") == Simulator.AuthToken}");
            return false;
        }).Do(Fault.Reset);

        string id = await CreateAsync("mine");
        await Client.ListAsync(List);
        await Client.GetAsync(id);
        await Client.GetAsync("DE-other");
        await Client.ActAsync(id, "queue");
        await Client.ActAsync(id, "fly");

        string path = Client.InstancesPath;
        Assert.Equal(
            [
                $"Create POST {path}   mine True True",
                $"List GET {path} {List}   False True",
                $"Get GET {path}/{id}  {id} mine False True",
                $"Get GET {path}/DE-other  DE-other  False True",
                $"Queue POST {path}/{id}/action  {id} mine True True",
                $"Act POST {path}/{id}/action  {id} mine True True",
            ],
            seen);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"name":7}""")]
    [InlineData("""{"name":"\ud800"}""")]
    [InlineData("""{"spec":{"name":"inner"}}""")]
    public async Task Condition_OnABodyThatNamesNothing_SeesNoName(string body)
    {
        List<string?> names = [];
        Faults.On(SimulatorOperation.Create).Where(request =>
        {
            names.Add(request.InstanceName);
            return false;
        }).Do(Fault.Reset);

        Assert.Equal(HttpStatusCode.BadRequest, (await Client.CreateAsync(body)).Status);
        Assert.Equal([null], names);
    }

    [Fact]
    public async Task Where_NarrowsTheRule()
    {
        Faults.On(SimulatorOperation.Create).Where(request => request.InstanceName == "unlucky").Times(1).Do(Fault.Status(500));

        await CreateAsync("lucky");
        Assert.Equal(HttpStatusCode.InternalServerError, (await Client.CreateAsync(RawClient.ValidRequest("unlucky"))).Status);
        await CreateAsync("unlucky");
    }

    [Fact]
    public async Task Times_StrikesSoOftenAndNoMore()
    {
        FaultRule rule = Faults.On(SimulatorOperation.List).Times(2).Do(Fault.Status(500));

        Assert.Equal<int>([500, 500, 200, 200], await ListAsync(4));
        Assert.Equal(2, rule.Strikes);
    }

    [Fact]
    public async Task Skip_LetsTheFirstPass()
    {
        Faults.On(SimulatorOperation.List).Skip(2).Times(1).Do(Fault.Status(500));

        Assert.Equal<int>([200, 200, 500, 200], await ListAsync(4));
        Assert.Equal(3, Assert.Single(Simulator.Journal.Entries, entry => entry.Fault is not null).Decision!.Ordinal);
    }

    [Fact]
    public async Task Nth_StrikesThatOne()
    {
        Faults.On(SimulatorOperation.List).Nth(3).Do(Fault.Status(500));

        Assert.Equal<int>([200, 200, 500, 200], await ListAsync(4));
    }

    [Fact]
    public async Task DoInTurn_EachOnce_OrSoOftenAsAsked()
    {
        Faults.On(SimulatorOperation.List).DoInTurn(Fault.Status(500), Fault.Status(502));
        Faults.On(SimulatorOperation.List).Times(3).DoInTurn(Fault.Status(503), Fault.Status(504));

        Assert.Equal<int>([500, 502, 503, 504, 503, 200], await ListAsync(6));
    }

    [Fact]
    public async Task TheFirstRuleThatStrikes_Counts_AndTheNextDoesNotCountThatRequest()
    {
        Faults.On(SimulatorOperation.List).Times(1).Do(Fault.Status(501));
        Faults.OnAny().Nth(2).Do(Fault.Status(502));

        Assert.Equal<int>([501, 200, 502, 200], await ListAsync(4));
    }

    [Fact]
    public async Task Rules_StrikeBeforeTheMix()
    {
        Faults.UseRandomMix(new FaultMix { Seed = 1, Rate = 1, AfterCommitShare = 0, Faults = [Fault.Status(503)] });
        Faults.On(SimulatorOperation.List).Nth(2).Do(Fault.Status(502));

        Assert.Equal<int>([503, 502, 503], await ListAsync(3));
    }

    [Fact]
    public async Task Dispose_TakesARuleAway_AndClearAll()
    {
        FaultRule first = Faults.On(SimulatorOperation.List).Do(Fault.Status(501));
        Faults.On(SimulatorOperation.List).Do(Fault.Status(502));
        Faults.UseRandomMix(new FaultMix { Seed = 1, Rate = 1, AfterCommitShare = 0, Faults = [Fault.Status(503)] });

        List<int> both = await ListAsync(1);
        first.Dispose();
        first.Dispose();
        List<int> second = await ListAsync(1);
        Faults.Clear();

        List<int> none = await ListAsync(1);

        Assert.Equal((501, 502, 200), (both[0], second[0], none[0]));
    }

    [Fact]
    public async Task Times_UnderManyAtOnce_StrikesExactlySoOften()
    {
        FaultRule rule = Faults.On(SimulatorOperation.List).Skip(5).Times(7).Do(Fault.Status(500));

        RawAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Client.ListAsync(List)));

        Assert.Equal((7, 57, 7), (answers.Count(answer => answer.Status == HttpStatusCode.InternalServerError), answers.Count(answer => answer.Status == HttpStatusCode.OK), rule.Strikes));
        Assert.Equal(Enumerable.Range(6, 7), Simulator.Journal.Entries.Where(entry => entry.Fault is not null).Select(entry => entry.Decision!.Ordinal).Order());
    }

    [Fact]
    public void ImpossibleRules_AreRefused()
    {
        FaultTrigger trigger = Faults.OnAny();

        Assert.Throws<ArgumentOutOfRangeException>(() => trigger.Times(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => trigger.Nth(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => trigger.Skip(-1));
        Assert.Throws<ArgumentException>(() => trigger.DoInTurn());
        Assert.Throws<ArgumentNullException>(() => trigger.Do(null!));
        Assert.Throws<ArgumentNullException>(() => trigger.DoInTurn(Fault.Reset, null!));
        Assert.Throws<ArgumentNullException>(() => trigger.Where(null!));
        Assert.Throws<ArgumentNullException>(() => Faults.On((HttpMethod)null!));
    }

    [Fact]
    public async Task StubsAndAdmin_AreNotJudged()
    {
        Faults.OnAny().Do(Fault.Status(500));
        Simulator.Server.Given(WireMock.RequestBuilders.Request.Create().WithPath("/mine"))
            .RespondWith(WireMock.ResponseBuilders.Response.Create().WithStatusCode(204));

        Assert.Equal(HttpStatusCode.NoContent, (await Client.SendAsync(HttpMethod.Get, "/mine")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Client.SendAsync(HttpMethod.Get, "/__admin/settings")).Status);
        Assert.Equal(HttpStatusCode.InternalServerError, (await Client.ListAsync(List)).Status);
    }

    private async Task<List<int>> ListAsync(int times)
    {
        List<int> statuses = [];
        for (int index = 0; index < times; index++)
        {
            statuses.Add((int)(await Client.ListAsync(List)).Status);
        }

        return statuses;
    }
}
