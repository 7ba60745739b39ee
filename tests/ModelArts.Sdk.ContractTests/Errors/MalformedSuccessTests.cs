using System.Net;
using System.Text;
using ModelArts.Sdk.ContractTests.Service;
using ModelArts.Sdk.DevEnvironments;
using WireMock.ResponseBuilders;

namespace ModelArts.Sdk.ContractTests.Errors;

/// <summary>A success that is none: its status says yes, its body is not what the tables say.</summary>
public sealed class MalformedSuccessTests
{
    public static TheoryData<string, string> Bodies => new()
    {
        { "empty", "" },
        { "white space", "  \r\n\t" },
        { "null", "null" },
        { "empty object", "{}" },
        { "empty array", "[]" },
        { "array of instances", """[{"id":"DE-1"}]""" },
        { "string", "\"x\"" },
        { "number", "5" },
        { "boolean", "true" },
        { "object without an id", """{"name":"n","status":"RUNNING"}""" },
        { "null id", """{"id":null}""" },
        { "numeric id", """{"id":5}""" },
        { "object as id", """{"id":{}}""" },
        { "empty id", """{"id":""}""" },
        { "blank id", """{"id":" \t"}""" },
        { "id in another case", """{"ID":"DE-1"}""" },
        { "status of a wrong kind", """{"id":"DE-1","status":5}""" },
        { "spec of a wrong kind", """{"id":"DE-1","spec":"x"}""" },
        { "volume size of a wrong kind", """{"id":"DE-1","spec":{"storage":{"location":{"volume_size":"big"}}}}""" },
        { "web page", "<html><head><title>Login</title></head><body></body></html>" },
        { "cut off in a string", """{"id":"DE-1","name":"no""" },
        { "cut off after the id", """{"id":"DE-1",""" },
        { "two objects", """{"id":"DE-1"}{"id":"DE-2"}""" },
        { "comment", """{"id":"DE-1"/*x*/}""" },
        { "half a surrogate pair", """{"id":"DE-1","name":"\ud800"}""" },
        { "half a surrogate pair in an open value", """{"id":"DE-1","status":"\ud800"}""" },
        { "10,000 arrays deep", new string('[', 10_000) },
        { "10,000 objects deep", Deep("{\"id\":\"DE-1\",\"x\":", "{\"x\":", "}") },
        { "10,000 arrays deep and closed", Deep("{\"id\":\"DE-1\",\"x\":", "[", "]") },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Get_BodyIsMalformed_ThrowsMalformedResponse(string what, string body)
    {
        using NotebookService service = new();
        service.AnswerGet(HttpStatusCode.OK, body, ("X-Request-Id", "request-1"));

        MalformedResponseException exception = await Assert.ThrowsAsync<MalformedResponseException>(service.GetAsync);

        AssertDescribed(exception, HttpStatusCode.OK);
        Assert.Equal(NotebookService.InstanceId, exception.InstanceId);
        Assert.True(exception.Snippet.Length > 0 == body.Trim().Length > 0, $"{what}: the snippet is '{exception.Snippet}'.");
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Create_BodyIsMalformed_IsLookedForAndThenUnknown(string what, string body)
    {
        Assert.NotEmpty(what);
        using NotebookService service = new();
        service.AnswerCreate(HttpStatusCode.Created, body, ("X-Request-Id", "request-1"));
        service.AnswerList(HttpStatusCode.OK, """{"instances":[]}""");

        CreateOutcomeUnknownException exception = await Assert.ThrowsAsync<CreateOutcomeUnknownException>(() => service.CreateAsync());

        MalformedResponseException failure = Assert.IsType<MalformedResponseException>(exception.Attempts[^1].Failure);
        AssertDescribed(failure, HttpStatusCode.Created);
        Assert.Contains("Whether the service did what was asked is not known", failure.Message, StringComparison.Ordinal);
        Assert.Equal("request-1", exception.RequestId);
        Assert.Equal(NotebookService.SmallestRequest.Name, exception.Name);
        Assert.Equal(["POST", "GET"], service.Log.Select(entry => entry.RequestMessage!.Method));
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Create_BodyIsMalformedAndTheListShowsTheInstance_IsTheInstance(string what, string body)
    {
        Assert.NotEmpty(what);
        using NotebookService service = new();
        service.AnswerCreate(HttpStatusCode.Created, body);
        service.AnswerList(HttpStatusCode.OK, """{"instances":[{"id":"DE-9","name":"n","status":"CREATING","flavor":"flavor","profile":{"id":"profile"}}]}""");

        InstanceOperation operation = await service.CreateAsync();

        Assert.Equal("DE-9", operation.InstanceId);
        Assert.True(operation.WasReconciled);
        Assert.Equal(["POST", "GET"], service.Log.Select(entry => entry.RequestMessage!.Method));
    }

    [Fact]
    public async Task Get_NoContent_ThrowsMalformedResponse()
    {
        using NotebookService service = new();
        service.AnswerGet(Response.Create().WithStatusCode(204).WithHeader("X-Request-Id", "request-1"));

        MalformedResponseException exception = await Assert.ThrowsAsync<MalformedResponseException>(service.GetAsync);

        AssertDescribed(exception, HttpStatusCode.NoContent);
        Assert.Equal("", exception.Snippet);
    }

    [Fact]
    public async Task Create_BodyHasAnIdBesideWhatIsMalformed_NamesTheInstanceThatWasMade()
    {
        using NotebookService service = new();
        service.AnswerCreate(HttpStatusCode.OK, """{"id":"DE-7","status":"CREATING","flavor_details":{"is_permitted":1}}""");
        service.AnswerList(HttpStatusCode.OK, """{"instances":[]}""");

        CreateOutcomeUnknownException exception = await Assert.ThrowsAsync<CreateOutcomeUnknownException>(() => service.CreateAsync());

        Assert.Equal("DE-7", exception.InstanceId);
        Assert.Contains("DE-7", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_BodyIsHtml_SaysSo()
    {
        using NotebookService service = new();
        service.AnswerGet(HttpStatusCode.OK, "\n <!DOCTYPE html><html><body>Please log in</body></html>", ("Content-Type", "text/html"));

        MalformedResponseException exception = await Assert.ThrowsAsync<MalformedResponseException>(service.GetAsync);

        Assert.Contains("web page", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Please log in", exception.Snippet, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_BodyIsNoUtf8_ThrowsMalformedResponse()
    {
        using NotebookService service = new();
        service.AnswerGet(Response.Create().WithStatusCode(200).WithBody([.. Encoding.ASCII.GetBytes("{\"id\":\"DE-"), 0xFF, 0xC0, (byte)'"', (byte)'}']));

        MalformedResponseException exception = await Assert.ThrowsAsync<MalformedResponseException>(service.GetAsync);

        Assert.Equal(HttpStatusCode.OK, exception.StatusCode);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(202)]
    public async Task Create_AnySuccessWithAnInstance_IsUnderstood(int status)
    {
        using NotebookService service = new();
        service.AnswerCreate((HttpStatusCode)status, """{"id":"DE-1"}""");

        InstanceOperation operation = await service.CreateAsync();

        Assert.Equal("DE-1", operation.InstanceId);
    }

    private static void AssertDescribed(MalformedResponseException exception, HttpStatusCode status)
    {
        Assert.Equal(status, exception.StatusCode);
        Assert.Equal("request-1", exception.RequestId);
        Assert.InRange(exception.Snippet.Length, 0, 200);
        Assert.Contains($"HTTP {(int)status}", exception.Message, StringComparison.Ordinal);
        Assert.Contains("request-1", exception.Message, StringComparison.Ordinal);
    }

    private static string Deep(string begin, string open, string close) =>
        begin + string.Concat(Enumerable.Repeat(open, 10_000)) + "1" + string.Concat(Enumerable.Repeat(close, 10_000)) + "}";
}
