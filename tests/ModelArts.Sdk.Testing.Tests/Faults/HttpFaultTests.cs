using System.Net;
using System.Text.Json.Nodes;

namespace ModelArts.Sdk.Testing.Tests.Faults;

/// <summary>What an HTTP client sees of faults that answer in the service's place.</summary>
public sealed class HttpFaultTests : SimulatorTest
{
    public static TheoryData<int> Statuses => [500, 502, 503, 504, 408, 429, 401, 403];

    public static TheoryData<string, string> RetryAfterForms => new()
    {
        { "seconds", "7" },
        { "date", "Sun, 13 Sep 2020 12:27:40 GMT" },
        { "past", "Sun, 13 Sep 2020 12:25:40 GMT" },
        { "negative", "-3" },
        { "garbage", "soon" },
        { "day", "86400" },
    };

    public static TheoryData<string, string, string?> Bodies => new()
    {
        { nameof(FaultBody.Empty), "", null },
        { nameof(FaultBody.EmptyObject), "{}", "application/json" },
        { nameof(FaultBody.Null), "null", "application/json" },
        { nameof(FaultBody.EmptyArray), "[]", "application/json" },
    };

    public static TheoryData<FaultErrorShape, string?, string> Shapes => new()
    {
        { FaultErrorShape.ErrorMessage, "application/json", """{"error_code":"ModelArts.6102","error_message":"No <way>."}""" },
        { FaultErrorShape.ErrorMsg, "application/json", """{"error_code":"ModelArts.6102","error_msg":"No <way>."}""" },
        { FaultErrorShape.Gateway, "application/json", """{"error_code":"ModelArts.6102","error_msg":"No <way>.","request_id":"00000000000000000000000000000000"}""" },
        { FaultErrorShape.CodeAndMessage, "application/json", """{"code":"ModelArts.6102","message":"No <way>."}""" },
        { FaultErrorShape.Nested, "application/json", """{"error":{"code":"ModelArts.6102","message":"No <way>.","title":"Error"}}""" },
        {
            FaultErrorShape.WithAuthorizationMessage,
            "application/json",
            """{"error_code":"ModelArts.6102","error_msg":"No <way>.","encoded_authorization_message":"XXXXXXXX"}"""
        },
        {
            FaultErrorShape.Xml,
            "application/xml",
            """<?xml version="1.0" encoding="UTF-8"?><Error><Code>ModelArts.6102</Code><Message>No &lt;way&gt;.</Message></Error>"""
        },
        { FaultErrorShape.PlainText, "text/plain", "No <way>." },
        { FaultErrorShape.Html, "text/html", "<html><body><h1>No &lt;way&gt;.</h1></body></html>" },
        { FaultErrorShape.Empty, null, "" },
    };

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task Status_BeforeCommit_IsAnsweredAndNothingIsMade(int status)
    {
        Simulator.Faults.On(SimulatorOperation.Create).Do(Fault.Status(status));

        RawAnswer answer = await Client.CreateAsync(RawClient.ValidRequest());

        Assert.Equal(((HttpStatusCode)status, "", null), (answer.Status, answer.Text, answer.MediaType));
        Assert.Empty(Simulator.Instances);
        SimulatorJournalEntry entry = Assert.Single(Simulator.Journal.Entries);
        Assert.Equal((status, null, false), (entry.StatusCode, entry.ServiceStatusCode, entry.Committed));
        Assert.Equal(answer.RequestId, entry.RequestId);
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task Status_AfterCommit_IsAnsweredThoughTheInstanceIsMade(int status)
    {
        Simulator.Faults.On(SimulatorOperation.Create).Do(Fault.Status(status).AfterCommit());

        RawAnswer answer = await Client.CreateAsync(RawClient.ValidRequest());

        Assert.Equal((HttpStatusCode)status, answer.Status);
        string id = Assert.Single(Simulator.Instances).Id;
        SimulatorJournalEntry entry = Assert.Single(Simulator.Journal.Entries);
        Assert.Equal((status, 200, true, id), (entry.StatusCode, entry.ServiceStatusCode, entry.Committed, entry.InstanceId));
    }

    [Fact]
    public async Task GatewayPage_IsHtml()
    {
        Simulator.Faults.On(SimulatorOperation.Create).Do(Fault.GatewayPage(504).AfterCommit());

        RawAnswer answer = await Client.CreateAsync(RawClient.ValidRequest());

        Assert.Equal((HttpStatusCode.GatewayTimeout, "text/html"), (answer.Status, answer.MediaType));
        Assert.Contains("<h1>504</h1>", answer.Text, StringComparison.Ordinal);
        Assert.Single(Simulator.Instances);
    }

    [Theory]
    [MemberData(nameof(RetryAfterForms))]
    public async Task RetryAfter_IsSentAsGiven(string form, string expected)
    {
        DateTimeOffset now = Clock.GetUtcNow();
        Fault fault = form switch
        {
            "seconds" => Fault.RetryAfter(TimeSpan.FromSeconds(7.9), 429),
            "date" => Fault.RetryAfter(now.AddMinutes(1), 429),
            "past" => Fault.RetryAfter(now.AddMinutes(-1), 429),
            "negative" => Fault.RetryAfter(TimeSpan.FromSeconds(-3), 429),
            "garbage" => Fault.RetryAfter("soon", 429),
            _ => Fault.RetryAfter(TimeSpan.FromDays(1), 429),
        };
        Simulator.Faults.OnAny().Do(fault);
        using RawConnection connection = await RawConnection.OpenAsync(Simulator);

        await connection.SendListAsync();
        WireRead read = await connection.ReadAnswerAsync();

        Assert.StartsWith("HTTP/1.1 429 ", read.Head, StringComparison.Ordinal);
        Assert.Contains($"\r\nRetry-After: {expected}\r\n", read.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    public async Task Redirect_NamesTheTarget(int status)
    {
        Simulator.Faults.On(HttpMethod.Get).Do(Fault.Redirect("http://127.0.0.1:9/elsewhere?a=b", status));
        using RawConnection connection = await RawConnection.OpenAsync(Simulator);

        await connection.SendListAsync();
        WireRead read = await connection.ReadAnswerAsync();

        Assert.StartsWith($"HTTP/1.1 {status} ", read.Head, StringComparison.Ordinal);
        Assert.Contains("\r\nLocation: http://127.0.0.1:9/elsewhere?a=b\r\n", read.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_KeepsTheConnection()
    {
        Simulator.Faults.OnAny().Times(1).Do(Fault.Status(500).WithHeader("X-Mine", "a b").WithHeader("WWW-Authenticate", "Basic"));
        using RawConnection connection = await RawConnection.OpenAsync(Simulator);

        await connection.SendListAsync();
        WireRead first = await connection.ReadAnswerAsync();
        await connection.SendListAsync();
        WireRead second = await connection.ReadAnswerAsync();

        Assert.Contains("\r\nX-Mine: a b\r\n", first.Text, StringComparison.Ordinal);
        Assert.Contains("\r\nWWW-Authenticate: Basic\r\n", first.Text, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200 OK", second.Head, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task ReplaceBody_KeepsTheStatusOfTheTrueAnswer(string body, string text, string? mediaType)
    {
        FaultBody replacement = (FaultBody)typeof(FaultBody).GetProperty(body)!.GetValue(null)!;
        Simulator.Faults.On(SimulatorOperation.Create).DoInTurn(Fault.ReplaceBody(replacement).BeforeCommit(), Fault.ReplaceBody(replacement));

        RawAnswer before = await Client.CreateAsync(RawClient.ValidRequest());
        int madeBefore = Simulator.Instances.Count;
        RawAnswer after = await Client.CreateAsync(RawClient.ValidRequest());

        Assert.Equal((0, 1), (madeBefore, Simulator.Instances.Count));
        Assert.All([before, after], answer => Assert.Equal((HttpStatusCode.OK, text, mediaType), (answer.Status, answer.Text, answer.MediaType)));
    }

    [Fact]
    public async Task ReplaceBody_OfARefusal_KeepsTheRefusalsStatus()
    {
        Simulator.Faults.On(SimulatorOperation.Get).Do(Fault.ReplaceBody(FaultBody.EmptyObject).AfterCommit());

        RawAnswer answer = await Client.GetAsync("DE-none");

        Assert.Equal((HttpStatusCode.BadRequest, "{}"), (answer.Status, answer.Text));
        SimulatorJournalEntry entry = Assert.Single(Simulator.Journal.Entries);
        Assert.Equal((400, false, ModelArtsErrorCode.InstanceNotFound), (entry.ServiceStatusCode, entry.Committed, entry.ErrorCode));
    }

    [Fact]
    public async Task ReplaceBody_WrongIdType_IsTheTrueAnswerWithANumber()
    {
        Simulator.Faults.On(SimulatorOperation.Create).DoInTurn(Fault.ReplaceBody(FaultBody.WrongIdType).BeforeCommit(), Fault.ReplaceBody(FaultBody.WrongIdType));
        Simulator.Faults.On(SimulatorOperation.Delete).Do(Fault.ReplaceBody(FaultBody.WrongIdType).AfterCommit());

        JsonObject sample = (await Client.CreateAsync(RawClient.ValidRequest())).Json;
        JsonObject truth = (await Client.CreateAsync(RawClient.ValidRequest("mine"))).Json;
        RawAnswer deleted = await Client.DeleteAsync("DE-1");

        Assert.Equal((42, "sample"), ((int)sample["id"]!, (string?)sample["name"]));
        Assert.Equal((42, "mine", "CREATING"), ((int)truth["id"]!, (string?)truth["name"], (string?)truth["status"]));
        Assert.Equal("ModelArts.6309", deleted.ErrorCode);
    }

    [Fact]
    public async Task ReplaceBody_WrongIdTypeOfAnAnswerThatIsNoObject_IsTheSample()
    {
        Simulator.Faults.On(SimulatorOperation.OpenMetadataSession).Do(Fault.ReplaceBody(FaultBody.WrongIdType));
        HttpRequestMessage request = new(HttpMethod.Put, "/meta-data/latest/api/token");
        request.Headers.Add("X-Metadata-Token-Ttl-Seconds", "60");

        RawAnswer answer = await Client.SendAsync(request);

        Assert.Equal((HttpStatusCode.OK, 42, "sample"), (answer.Status, (int)answer.Json["id"]!, (string?)answer.Json["name"]));
        Assert.Equal((200, true), (Simulator.Journal.Entries[0].ServiceStatusCode, Simulator.Journal.Entries[0].Committed));
    }

    [Fact]
    public async Task ReplaceBody_InARule_IsAfterTheCommitUnlessItSaysOtherwise()
    {
        Simulator.Faults.On(SimulatorOperation.Create).DoInTurn(Fault.ReplaceBody(FaultBody.EmptyObject), Fault.ReplaceBody(FaultBody.EmptyObject).BeforeCommit());

        await Client.CreateAsync(RawClient.ValidRequest("one"));
        await Client.CreateAsync(RawClient.ValidRequest("two"));

        Assert.Equal(["one"], Simulator.Instances.Select(instance => instance.Name));
    }

    [Fact]
    public async Task Condition_Throws_Answers500WithoutAStackAndIsJournaled()
    {
        Simulator.Faults.On(static _ => throw new InvalidTimeZoneException("mine")).Do(Fault.Reset);

        RawAnswer answer = await Client.GetAsync("DE-1");

        Assert.Equal((HttpStatusCode.InternalServerError, "ModelArts.0010"), (answer.Status, answer.ErrorCode));
        Assert.EndsWith("InvalidTimeZoneException: mine", answer.ErrorMessage, StringComparison.Ordinal);
        SimulatorJournalEntry entry = Assert.Single(Simulator.Journal.Entries);
        Assert.Equal((SimulatorOperation.Get, 500, "DE-1"), (entry.Operation, entry.StatusCode, entry.InstanceId));
    }

    [Fact]
    public async Task Date_OfAFault_IsSentAsItIs()
    {
        Simulator.Faults.On(SimulatorOperation.Get).Times(1).Do(Fault.Status(503).WithHeader("date", "Wed, 01 Jan 2020 00:00:00 GMT"));

        RawAnswer skewed = await Client.GetAsync("DE-1");
        RawAnswer after = await Client.GetAsync("DE-1");

        Assert.Equal(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), skewed.Date);
        Assert.Equal(Clock.GetUtcNow().ToUnixTimeSeconds(), after.Date!.Value.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task Answer_ThatCannotBeWritten_IsNoUnreadableRequest()
    {
        Simulator.Faults.On(SimulatorOperation.Get).Do(Fault.Status(200, FaultBody.EmptyObject).WithHeader("Content-Length", "1"));

        RawAnswer answer = await Client.GetAsync("DE-1");

        Assert.Equal((HttpStatusCode.InternalServerError, ""), (answer.Status, answer.Text));
        Assert.Single(Simulator.Journal.Entries);
    }

    [Theory]
    [InlineData(204)]
    [InlineData(205)]
    [InlineData(304)]
    public async Task Status_ThatHasNoBody_IsSentWithoutAndRefusedWithOne(int status)
    {
        Simulator.Faults.On(SimulatorOperation.Get).DoInTurn(Fault.Status(status), Fault.Status(status, FaultBody.Empty));

        RawAnswer[] answers = [await Client.GetAsync("DE-1"), await Client.GetAsync("DE-1")];

        Assert.All(answers, answer => Assert.Equal((status, ""), ((int)answer.Status, answer.Text)));
        Assert.Equal([status, status], Simulator.Journal.Entries.Select(entry => entry.StatusCode));
        Assert.Throws<ArgumentException>(() => Fault.Status(status, FaultBody.EmptyObject));
        Assert.Throws<ArgumentException>(() => Fault.GatewayPage(status));
    }

    [Fact]
    public async Task ReplaceBody_Truncated_IsHalfOfTheTrueAnswer()
    {
        Simulator.Faults.On(SimulatorOperation.Get).DoInTurn(Fault.ReplaceBody(FaultBody.Truncated).AfterCommit());
        string id = await CreateAsync();

        RawAnswer half = await Client.GetAsync(id);
        RawAnswer whole = await Client.GetAsync(id);

        Assert.Equal(whole.Text[..(whole.Text.Length / 2)], half.Text);
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => half.Json);
    }

    [Fact]
    public async Task ReplaceBody_Nested_IsAsDeepAsAsked()
    {
        Simulator.Faults.OnAny().Do(Fault.ReplaceBody(FaultBody.Nested(10_000)));

        RawAnswer answer = await Client.ListAsync("?de_type=Notebook");

        Assert.Equal(10_000, answer.Text.Count(character => character == '['));
        Assert.Equal(10_000, answer.Text.Count(character => character == ']'));
    }

    [Fact]
    public async Task ReplaceBody_LoginPage_IsHtmlWithStatus200()
    {
        Simulator.Faults.OnAny().Do(Fault.ReplaceBody(FaultBody.HtmlLoginPage));

        RawAnswer answer = await Client.ListAsync("?de_type=Notebook");

        Assert.Equal((HttpStatusCode.OK, "text/html"), (answer.Status, answer.MediaType));
        Assert.Contains("type=\"password\"", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReplaceBody_OfYourOwn_IsSentAsGiven()
    {
        Simulator.Faults.OnAny().Do(Fault.Status(418, FaultBody.Of("té", "text/x-tea")));

        RawAnswer answer = await Client.ListAsync("?de_type=Notebook");

        Assert.Equal(((HttpStatusCode)418, "té", "text/x-tea"), (answer.Status, answer.Text, answer.MediaType));
    }

    [Fact]
    public async Task ContentType_OfAFault_IsSentAsItIs()
    {
        Simulator.Faults.OnAny().DoInTurn(
            Fault.Status(500, FaultBody.EmptyObject).WithHeader("content-type", "text/x-mine"), Fault.Status(200).WithHeader("Content-Type", "text/x-mine"));

        RawAnswer[] answers = [await Client.GetAsync("DE-1"), await Client.GetAsync("DE-1")];

        Assert.Equal(["text/x-mine", "text/x-mine"], answers.Select(answer => answer.MediaType));
    }

    [Fact]
    public async Task Error_NestedWithACodeOfIam_HasANumberAsIamHas()
    {
        Simulator.Faults.OnAny().Do(Fault.Error(401, "401", FaultErrorShape.Nested, "No."));

        RawAnswer answer = await Client.SendAsync(HttpMethod.Get, "/v3/projects");

        Assert.Equal("""{"error":{"code":401,"message":"No.","title":"Error"}}""", answer.Text);
    }

    [Fact]
    public async Task ReplaceBody_WrongIdTypeOfAList_IsInEachInstanceOfIt()
    {
        await CreateAsync("one");
        await CreateAsync("two");
        Simulator.Faults.On(SimulatorOperation.List).Do(Fault.ReplaceBody(FaultBody.WrongIdType));

        JsonObject list = (await Client.ListAsync("?de_type=Notebook")).Json;

        Assert.Equal([(42, "one"), (42, "two")], list["instances"]!.AsArray().Select(instance => ((int)instance!["id"]!, (string?)instance["name"])));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Error_ComesInEveryShape(FaultErrorShape shape, string? mediaType, string text)
    {
        Simulator.Faults.OnAny().Do(Fault.Error(500, "ModelArts.6102", shape, "No <way>."));

        RawAnswer answer = await Client.ListAsync("?de_type=Notebook");

        Assert.Equal((HttpStatusCode.InternalServerError, mediaType), (answer.Status, answer.MediaType));
        Assert.Equal(text, mediaType == "application/json" ? Plain(answer.Text) : answer.Text);
    }

    [Fact]
    public void Error_Shapes_AreAllTested() => Assert.Equal(Enum.GetValues<FaultErrorShape>(), Shapes.Select(row => row.Data.Item1));

    private static string Plain(string json) => JsonNode.Parse(json)!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
