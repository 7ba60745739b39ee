using System.Net;
using System.Text.Json.Nodes;

namespace ModelArts.Sdk.Testing.Tests.Wire;

public sealed class ListTests : SimulatorTest
{
    [Fact]
    public async Task List_NoInstances_AnswersAnEmptyList() =>
        Assert.Equal("""{"total_count":0,"instances":[]}""", (await Client.ListAsync("?de_type=Notebook")).Text);

    [Fact]
    public async Task List_EachInstance_IsWrittenAsGetWritesIt()
    {
        string id = await CreateAsync();

        JsonObject listed = await DoneAsync(Client.ListAsync("?de_type=Notebook"));

        Assert.Equal(1, (int)listed["total_count"]!);
        Assert.True(JsonNode.DeepEquals(await Client.GotAsync(id), Assert.Single(listed["instances"]!.AsArray())));
        Assert.Null(Assert.Single(Simulator.Journal.ShouldHave(1, SimulatorOperation.List)).InstanceId);
    }

    [Theory]
    [InlineData("", "B,a,c")]
    [InlineData("&sortby=name", "B,a,c")]
    [InlineData("&sortby=name&order=asc", "B,a,c")]
    [InlineData("&order=desc", "c,a,B")]
    [InlineData("&sortby=creation_timestamp", "c,a,B")]
    [InlineData("&sortby=creation_timestamp&order=desc", "B,a,c")]
    [InlineData("&limit=2", "B,a")]
    [InlineData("&limit=2&offset=2", "c")]
    [InlineData("&offset=1", "a,c")]
    [InlineData("&limit=0", "B,a,c")]
    [InlineData("&offset=3&limit=3", "")]
    [InlineData("&offset=2147483647", "")]
    [InlineData("&sortby=creation_timestamp&offset=1&limit=1", "a")]
    public async Task List_SortAndPage_AnswersThatPageAndTheTotal(string query, string names)
    {
        // All at one time by the clock: the order of creation must not depend on it.
        foreach (string name in new[] { "c", "a", "B" })
        {
            await CreateAsync(name);
        }

        JsonObject listed = await DoneAsync(Client.ListAsync($"?de_type=Notebook{query}"));

        Assert.Equal(names, string.Join(',', listed["instances"]!.AsArray().Select(instance => (string?)instance!["name"])));
        Assert.Equal(3, (int)listed["total_count"]!);
    }

    [Theory]
    [InlineData("", "early,late")]
    [InlineData("&status=RUNNING", "early")]
    [InlineData("&status=CREATING", "late")]
    [InlineData("&status=STOPPED", "")]
    [InlineData("&provision_type=Docker", "early,late")]
    [InlineData("&provision_type=Other", "")]
    [InlineData("&workspace_id=0", "early,late")]
    [InlineData("&workspace_id=w1", "elsewhere")]
    [InlineData("&ai_project=a1", "early")]
    [InlineData("&ai_project=default-ai-project", "late")]
    [InlineData("&pool_id=p1", "late")]
    [InlineData("&pool_id=p2", "")]
    [InlineData("&show_self=true", "early,late")]
    [InlineData("&show_self=False", "early,late")]
    [InlineData("&status=&sortby=&limit=&tomorrow=1", "early,late")]
    public async Task List_Filter_AnswersAndCountsWhatPassesIt(string query, string names)
    {
        JsonObject early = RawClient.ValidRequest("early");
        early["ai_project"] = new JsonObject { ["id"] = "a1" };
        JsonObject late = RawClient.ValidRequest("late");
        late["pool"] = new JsonObject { ["id"] = "p1" };
        JsonObject elsewhere = RawClient.ValidRequest("elsewhere");
        elsewhere["workspace"] = new JsonObject { ["id"] = "w1" };
        await Client.CreatedAsync(early);
        Advance(30);
        await Client.CreatedAsync(late);
        await Client.CreatedAsync(elsewhere);

        JsonObject listed = await DoneAsync(Client.ListAsync($"?de_type=Notebook{query}"));

        string[] found = [.. listed["instances"]!.AsArray().Select(instance => (string)instance!["name"]!)];
        Assert.Equal(names, string.Join(',', found));
        Assert.Equal(found.Length, (int)listed["total_count"]!);
    }

    [Theory]
    [InlineData("", "6335", "'de_type' is a required property.")]
    [InlineData("?de_type=", "6335", "'de_type' is a required property.")]
    [InlineData("?de_type=notebook", "6336", "'de_type' property value is incorrect.")]
    [InlineData("?de_type=Notebook&sortby=status", "6303", "The field does not support sorting.")]
    [InlineData("?de_type=Notebook&order=up", "6336", "'order' property value is incorrect.")]
    [InlineData("?de_type=Notebook&show_self=1", "6336", "'show_self' property value is incorrect.")]
    [InlineData("?de_type=Notebook&limit=-1", "6336", "'limit' property value is incorrect.")]
    [InlineData("?de_type=Notebook&offset=-1", "6336", "'offset' property value is incorrect.")]
    [InlineData("?de_type=Notebook&limit=ten", "6332", "Incorrect parameter type. The 'limit' parameter must be of the 'Integer' type.")]
    [InlineData("?de_type=Notebook&offset=9999999999", "6332", "Incorrect parameter type. The 'offset' parameter must be of the 'Integer' type.")]
    public async Task List_ImpossibleQuery_Answers400(string query, string code, string message)
    {
        RawAnswer answer = await Client.ListAsync(query);

        Assert.Equal((HttpStatusCode.BadRequest, $"ModelArts.{code}", message), (answer.Status, answer.ErrorCode, answer.ErrorMessage));
    }
}
