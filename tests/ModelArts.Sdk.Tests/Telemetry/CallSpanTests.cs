using System.Diagnostics;
using System.Net;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.DevEnvironments.Create;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Telemetry;

/// <summary>The span of a call: its name and tags are what dashboards and alerts are made of.</summary>
public sealed class CallSpanTests
{
    private const string Attempt = "modelarts.attempt: http.request.method=GET http.response.status_code=200 url.template=/v1/{projectId}/demanager/instances/{instanceId}";

    [Fact]
    public async Task GetAsync_Answered_IsOneSpanWithTheTagsOfTheConventions()
    {
        using TelemetryCapture capture = new();
        using ModelArtsClient client = new(capture.Options(new RecordingTransport(_ => Answer.Status("RUNNING")())));

        await client.DevEnvironments.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken);

        Activity span = capture.Span;
        Assert.Equal("DevEnvironments.Get", span.DisplayName);
        Assert.Equal(ActivityKind.Client, span.Kind);
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
        Assert.Equal("ModelArts.Sdk", span.Source.Name);
        Assert.Equal(typeof(ModelArtsClient).Assembly.GetName().Version!.ToString(3), span.Source.Version);
        Assert.Equal(
            [
                "http.request.method=GET",
                "http.response.status_code=200",
                "modelarts.instance.id=DE-1",
                $"server.address={capture.Host}",
                "server.port=443",
                $"url.full=https://{capture.Host}/v1/p1/demanager/instances/DE-1",
                "url.template=/v1/{projectId}/demanager/instances/{instanceId}",
            ],
            TelemetryCapture.Tags(span));
        Assert.Equal([Attempt], TelemetryCapture.Events(span));
    }

    [Fact]
    public async Task GetAsync_AnsweredAtTheSecondAttempt_CountsTheResendAndTellsOfBoth()
    {
        using TelemetryCapture capture = new();
        Queue<Func<HttpResponseMessage>> answers = new([Answer.Error(HttpStatusCode.ServiceUnavailable), Answer.Status("RUNNING")]);
        ModelArtsClientOptions options = capture.Options(new RecordingTransport(_ => answers.Dequeue()()));
        options.Retry.MaxAttempts = 2;
        using ModelArtsClient client = new(options);

        await client.DevEnvironments.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken);

        Assert.Contains("http.request.resend_count=1", TelemetryCapture.Tags(capture.Span));
        Assert.Contains("http.response.status_code=200", TelemetryCapture.Tags(capture.Span));
        Assert.Equal(ActivityStatusCode.Unset, capture.Span.Status);
        Assert.Equal(
            [
                Attempt.Replace("modelarts.attempt: ", "modelarts.attempt: error.type=503 ", StringComparison.Ordinal).Replace("=200", "=503", StringComparison.Ordinal),
                "modelarts.retry: error.type=503 modelarts.retry.delay=0",
                Attempt.Replace("http.response", "http.request.resend_count=1 http.response", StringComparison.Ordinal),
            ],
            TelemetryCapture.Events(capture.Span));
    }

    [Theory]
    [InlineData("ModelArts.6309", HttpStatusCode.BadRequest, "ModelArts.6309")]
    [InlineData(null, HttpStatusCode.BadGateway, "502")]
    [InlineData("a code of the\\nserver's own making", HttpStatusCode.Conflict, "409")]
    [InlineData("ModelArts.123456789", HttpStatusCode.Conflict, "409")]
    [InlineData("AnythingThatIsTooLongToBeAName.1", HttpStatusCode.Conflict, "409")]
    [InlineData("Nonsense", HttpStatusCode.Conflict, "409")]
    [InlineData("ModelArts.0203", HttpStatusCode.Unauthorized, "ModelArts.0203")]
    public async Task GetAsync_Refused_NamesTheErrorAndTheStatus(string? code, HttpStatusCode status, string errorType)
    {
        using TelemetryCapture capture = new();
        using ModelArtsClient client = new(capture.Options(new RecordingTransport(_ =>
        {
            HttpResponseMessage response = Answer.Error(status, code)();
            response.Headers.Add("X-Request-Id", "r-1");
            return response;
        })));

        ModelArtsException exception = await Assert.ThrowsAnyAsync<ModelArtsException>(
            () => client.DevEnvironments.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken));

        Assert.Equal(ActivityStatusCode.Error, capture.Span.Status);
        Assert.Equal(exception.Message, capture.Span.StatusDescription);
        Assert.Contains($"error.type={errorType}", TelemetryCapture.Tags(capture.Span));
        Assert.Contains($"http.response.status_code={(int)status}", TelemetryCapture.Tags(capture.Span));
        Assert.Contains("modelarts.request.id=r-1", TelemetryCapture.Tags(capture.Span));
    }

    [Fact]
    public async Task GetAsync_NoConnection_NamesTheTypeOfTheFailureAndNoStatus()
    {
        using TelemetryCapture capture = new();
        using ModelArtsClient client = new(capture.Options(new RecordingTransport(_ => Answer.NoConnection()())));

        await Assert.ThrowsAsync<ModelArtsConnectionException>(
            () => client.DevEnvironments.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken));

        Assert.Contains("error.type=ModelArts.Sdk.ModelArtsConnectionException", TelemetryCapture.Tags(capture.Span));
        Assert.DoesNotContain(TelemetryCapture.Tags(capture.Span), tag => tag.StartsWith("http.response", StringComparison.Ordinal));
        Assert.Contains("error.type=connection_error", Assert.Single(TelemetryCapture.Events(capture.Span)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_Cancelled_SaysSoWhicheverTokenWasFoundFirst()
    {
        using TelemetryCapture capture = new();
        using CancellationTokenSource cancellation = new();
        using ModelArtsClient client = new(capture.Options(new RecordingTransport((_, token) => Never.AnswerAsync(token))));
        Task<DevEnvironmentInstance> call = client.DevEnvironments.GetAsync(Answer.InstanceId, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Contains("error.type=System.OperationCanceledException", TelemetryCapture.Tags(capture.Span));
        Assert.Null(capture.Span.StatusDescription);
    }

    [Fact]
    public async Task ListPageAsync_WithAQuery_DoesNotShowIt()
    {
        using TelemetryCapture capture = new();
        using ModelArtsClient client = new(capture.Options(new RecordingTransport(_ => RecordingTransport.Json("""{"instances":[]}"""))));

        await client.DevEnvironments.ListPageAsync(new ListInstancesQuery { AiProject = "hush" }, TestContext.Current.CancellationToken);

        Assert.Contains($"url.full=https://{capture.Host}/v1/p1/demanager/instances?*", TelemetryCapture.Tags(capture.Span));
    }

    [Fact]
    public async Task ListAsync_TwoPages_IsASpanForEach()
    {
        using TelemetryCapture capture = new();
        using ModelArtsClient client = new(capture.Options(new RecordingTransport(request => RecordingTransport.Json(
            request.Uri.Query.Contains("offset=0", StringComparison.Ordinal) ? """{"instances":[{"id":"a"}],"total_count":1}""" : """{"instances":[]}"""))));

        await foreach (DevEnvironmentInstance instance in client.DevEnvironments.ListAsync(new ListInstancesQuery { PageSize = 1 }, TestContext.Current.CancellationToken))
        {
            // While the caller has an instance in hand, no span is open around it.
            Assert.NotEqual("ModelArts.Sdk", Activity.Current?.Source.Name);
        }

        Assert.Equal(["DevEnvironments.ListPage", "DevEnvironments.ListPage"], capture.Spans.Select(span => span.DisplayName));
    }

    [Theory]
    [InlineData("Create", "POST", "")]
    [InlineData("Get", "GET", "/{instanceId}")]
    [InlineData("UpdateOperation", "GET", "/{instanceId}")]
    [InlineData("FindByName", null, null)]
    [InlineData("Update", "PUT", "/{instanceId}")]
    [InlineData("Start", "POST", "/{instanceId}/action")]
    [InlineData("Stop", "POST", "/{instanceId}/action")]
    [InlineData("Restart", "POST", "/{instanceId}/action")]
    [InlineData("Queue", "POST", "/{instanceId}/action")]
    [InlineData("Dequeue", "POST", "/{instanceId}/action")]
    [InlineData("Delete", "DELETE", "/{instanceId}")]
    [InlineData("GetAccessToken", "GET", "/{instanceId}/token")]
    public async Task Operation_OfTheClient_HasASpanOfItsName(string operation, string? method, string? path)
    {
        using TelemetryCapture capture = new();
        using ModelArtsClient client = new(capture.Options(new RecordingTransport(static request =>
            request.Uri.AbsolutePath.EndsWith("/instances", StringComparison.Ordinal) && request.Method == HttpMethod.Get
                ? RecordingTransport.Json("""{"instances":[]}""")
                : RecordingTransport.Json("""{"id":"DE-1","status":"RUNNING","token":"t"}"""))));

        await RunAsync(client.DevEnvironments, operation);

        Activity span = capture.Span;
        Assert.Equal($"DevEnvironments.{(operation == "UpdateOperation" ? "Get" : operation)}", span.DisplayName);
        Assert.Equal(ActivityKind.Client, span.Kind);
        Assert.Equal(method, span.GetTagItem("http.request.method"));
        Assert.Equal(path is null ? null : $"/v1/{{projectId}}/demanager/instances{path}", span.GetTagItem("url.template"));

        // The template of the tag is that of the request, or its outcome would not be found there.
        Assert.Equal(method is null ? null : 200, span.GetTagItem("http.response.status_code"));
        Assert.Equal(operation == "FindByName" ? null : Answer.InstanceId, span.GetTagItem("modelarts.instance.id"));
    }

    [Fact]
    public async Task GetAsync_HandlerOfTheApplicationHasASpanOfItsOwn_FindsTheRightOne()
    {
        using ActivitySource theirs = new("Tests.Theirs");
        using TelemetryCapture capture = new("Tests.Theirs");
        using ModelArtsClient client = new(capture.Options(new RecordingTransport(_ =>
        {
            using Activity? inner = theirs.StartActivity("inner");
            return Answer.Status("RUNNING")();
        })));

        await client.DevEnvironments.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken);

        Assert.Equal(["inner", "DevEnvironments.Get"], capture.Spans.Select(span => span.DisplayName));
        Assert.Equal(capture.Spans[1].SpanId, capture.Spans[0].ParentSpanId);
        Assert.Equal(200, capture.Spans[1].GetTagItem("http.response.status_code"));
    }

    [Fact]
    public async Task CreateAsync_AnswerLost_TellsOfTheSearchAndOfWhatWasFound()
    {
        using TelemetryCapture capture = new();
        using ModelArtsClient client = new(capture.Options(new RecordingTransport(static request => request.Method == HttpMethod.Post
            ? throw new HttpRequestException(HttpRequestError.ResponseEnded, "reset")
            : RecordingTransport.Json(LostAnswer.ListThatShowsIt))));

        InstanceOperation operation = await client.DevEnvironments.CreateAsync(ValidRequest.Create(), TestContext.Current.CancellationToken);

        Assert.True(operation.WasReconciled);
        Assert.Equal("DevEnvironments.Create", capture.Span.DisplayName);
        Assert.Equal(ActivityStatusCode.Unset, capture.Span.Status);
        Assert.Equal(
            ["modelarts.attempt", "modelarts.answer_lost", "modelarts.attempt", "modelarts.create.found"],
            capture.Span.Events.Select(happened => happened.Name));
        Assert.Contains($"modelarts.create.found: modelarts.instance.id={LostAnswer.Id}", TelemetryCapture.Events(capture.Span));
        Assert.Contains($"modelarts.instance.id={LostAnswer.Id}", TelemetryCapture.Tags(capture.Span));
    }

    [Fact]
    public async Task CreateAsync_LostAndNotThere_CountsTheSecondRequestAsAResend()
    {
        using TelemetryCapture capture = new();
        int posts = 0;
        ModelArtsClientOptions options = capture.Options(new RecordingTransport(request => request.Method != HttpMethod.Post ? RecordingTransport.Json("""{"instances":[]}""")
            : posts++ == 0 ? throw new HttpRequestException(HttpRequestError.ResponseEnded, "reset")
            : Answer.Status("CREATING")()));
        options.Retry.MaxAttempts = 2;
        using ModelArtsClient client = new(options);

        await client.DevEnvironments.CreateAsync(ValidRequest.Create(), TestContext.Current.CancellationToken);

        Assert.Equal(2, posts);
        Assert.Contains("http.request.resend_count=1", TelemetryCapture.Tags(capture.Span));
        Assert.Contains("modelarts.create.sent_again", TelemetryCapture.Events(capture.Span));
        Assert.Equal(1, capture.Metric("modelarts.client.create.reconciliations", out _)["modelarts.create.outcome=sent_again"]);
        Assert.Equal(1, capture.Metric("modelarts.client.call.retries", out _).Values.Sum());
    }

    private static Task RunAsync(DevEnvironmentsClient client, string operation)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        return operation switch
        {
            "Create" => client.CreateAsync(ValidRequest.Create(), token),
            "Get" => client.GetAsync(Answer.InstanceId, token),
            "UpdateOperation" => client.GetOperation(Answer.InstanceId, InstanceGoal.Running).UpdateAsync(token),
            "FindByName" => client.FindByNameAsync("a", token),
            "Update" => client.UpdateAsync(Answer.InstanceId, new UpdateInstanceRequest { Description = "d" }, token),
            "Start" => client.StartAsync(Answer.InstanceId, token),
            "Stop" => client.StopAsync(Answer.InstanceId, token),
            "Restart" => client.RestartAsync(Answer.InstanceId, token),
            "Queue" => client.QueueAsync(Answer.InstanceId, token),
            "Dequeue" => client.DequeueAsync(Answer.InstanceId, token),
            "Delete" => client.DeleteAsync(Answer.InstanceId, token),
            "GetAccessToken" => client.GetAccessTokenAsync(Answer.InstanceId, token),
            _ => throw new ArgumentOutOfRangeException(nameof(operation)),
        };
    }
}
