using System.Net;
using System.Reflection;
using Microsoft.Extensions.Logging;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Telemetry;
using ModelArts.Sdk.Tests.DevEnvironments.Create;
using ModelArts.Sdk.Tests.Time;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Telemetry;

/// <summary>The log messages: their levels, their ids, and the scope that they stand in.</summary>
public sealed class LogTests
{
    [Fact]
    public async Task GetAsync_RetriedAndAnswered_LogsAttemptsAtDebugAndTheRetryAtWarning()
    {
        using LogRecorder log = new();
        Queue<Func<HttpResponseMessage>> answers = new([Answer.NoConnection(), Answer.Error(HttpStatusCode.BadGateway), Answer.Status("RUNNING")]);
        using ModelArtsClient client = new(Options(log, _ => answers.Dequeue()(), attempts: 3));

        await client.DevEnvironments.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken);

        Assert.Equal(["Debug 11", "Warning 12", "Debug 10", "Warning 12", "Debug 10", "Debug 1"], log.Ids);
        Assert.All(log.Lines, line => Assert.Equal("Instance DE-1", line.Scope));
        Assert.All(log.Lines, line => Assert.Equal("ModelArts.Sdk", line.Category));
        Assert.Contains("GET /v1/{projectId}/demanager/instances/{instanceId}, attempt 2: HTTP 502 after", log.Lines[2].Text, StringComparison.Ordinal);
        Assert.Equal("GET /v1/{projectId}/demanager/instances/{instanceId}, attempt 1, has failed (connection_error): the next one follows in 0.0 s.", log.Lines[1].Text);
    }

    [Fact]
    public async Task GetAsync_Fails_LogsTheExceptionAtErrorOnce()
    {
        using LogRecorder log = new(LogLevel.Information);
        using ModelArtsClient client = new(Options(log, _ => Answer.Error(HttpStatusCode.BadRequest, "ModelArts.6309")()));

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(
            () => client.DevEnvironments.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken));

        Assert.Equal(["Error 2"], log.Ids);
        Assert.Same(exception, log.Lines[0].Exception);
        Assert.EndsWith("ms: ModelArts.6309.", log.Lines[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_Cancelled_IsNoError()
    {
        using LogRecorder log = new();
        using CancellationTokenSource cancellation = new();
        ModelArtsClientOptions options = TestClient.Options(new RecordingTransport((_, token) => Never.AnswerAsync(token)));
        options.LoggerFactory = log;
        using ModelArtsClient client = new(options);
        Task<DevEnvironmentInstance> call = client.DevEnvironments.GetAsync(Answer.InstanceId, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(["Debug 11", "Debug 3"], log.Ids);
    }

    [Fact]
    public async Task Instance_FromCreationToDeletion_LogsWhatHappensToItAtInformation()
    {
        using LogRecorder log = new(LogLevel.Information);
        string[] statuses = ["RUNNING"];
        using ModelArtsClient client = new(Options(log, request => request.Method == HttpMethod.Get ? Answer.Status(statuses[0])()
            : RecordingTransport.Json("""{"id":"DE-1","name":"notebook","status":"CREATING"}""")));
        CancellationToken token = TestContext.Current.CancellationToken;

        InstanceOperation creation = await client.DevEnvironments.CreateAsync(ValidRequest.Create(), token);
        await creation.WaitAsync(cancellationToken: token);
        await client.DevEnvironments.StopAsync(Answer.InstanceId, token);
        statuses[0] = "DELETED";
        await (await client.DevEnvironments.DeleteAsync(Answer.InstanceId, token)).WaitAsync(cancellationToken: token);

        Assert.Equal(["Information 20", "Information 32", "Information 24", "Information 24", "Information 32"], log.Ids);
        Assert.Equal("Instance DE-1, named 'notebook', is created: CREATING.", log.Lines[0].Text);
        Assert.StartsWith("Instance DE-1 is Running, after ", log.Lines[1].Text, StringComparison.Ordinal);
        Assert.Equal("Instance DE-1: DevEnvironments.Stop is accepted.", log.Lines[2].Text);
    }

    [Fact]
    public async Task CreateAsync_AnswerLost_WarnsOfTheSearchAndOfWhatItFound()
    {
        using LogRecorder log = new(LogLevel.Information);
        using ModelArtsClient client = new(Options(log, static request => request.Method == HttpMethod.Post
            ? throw new HttpRequestException(HttpRequestError.ResponseEnded, "reset")
            : RecordingTransport.Json(LostAnswer.ListThatShowsIt)));

        await client.DevEnvironments.CreateAsync(ValidRequest.Create(), TestContext.Current.CancellationToken);

        Assert.Equal(["Warning 21", "Warning 22", "Information 20"], log.Ids);
    }

    [Fact]
    public async Task StopAsync_AnswerLost_WarnsAndAsksAgain()
    {
        using LogRecorder log = new(LogLevel.Information);
        int posts = 0;
        using ModelArtsClient client = new(Options(
            log,
            request => request.Method == HttpMethod.Post && ++posts == 1 ? throw new HttpRequestException(HttpRequestError.ResponseEnded, "reset") : RecordingTransport.Json("{}"),
            attempts: 2));

        await client.DevEnvironments.StopAsync(Answer.InstanceId, TestContext.Current.CancellationToken);

        Assert.Equal(["Warning 25", "Information 24"], log.Ids);
    }

    [Fact]
    public async Task GetAsync_CredentialRefusedAndRenewed_Warns()
    {
        using LogRecorder log = new(LogLevel.Information);
        Queue<Func<HttpResponseMessage>> answers = new([Answer.Error(HttpStatusCode.Unauthorized, "ModelArts.0203"), Answer.Status("RUNNING")]);
        ModelArtsClientOptions options = Options(log, _ => answers.Dequeue()());
        options.Credential = new Renewable();
        using ModelArtsClient client = new(options);

        await client.DevEnvironments.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken);

        Assert.Equal(["Warning 13"], log.Ids);
    }

    [Fact]
    public async Task WaitAsync_PollsThatFailAndAnEnd_HaveTheirLevels()
    {
        using LogRecorder log = new();
        TimerClock clock = new();
        Queue<Func<HttpResponseMessage>> answers = new([Answer.Status("STARTING"), Answer.Error(HttpStatusCode.BadGateway), Answer.Failure("START_FAILED", "c", "m")]);
        ModelArtsClientOptions options = Options(log, _ => answers.Dequeue()());
        options.TimeProvider = clock;
        foreach (TimeSpan limit in new[] { options.AttemptTimeout, options.TotalTimeout, new WaitOptions().Timeout })
        {
            clock.AddLimit(limit);
        }

        using ModelArtsClient client = new(options);

        await Assert.ThrowsAsync<InstanceOperationFailedException>(() => clock.RunAsync(
            client.DevEnvironments.GetOperation(Answer.InstanceId, InstanceGoal.Running).WaitAsync(cancellationToken: TestContext.Current.CancellationToken)));

        Assert.Equal(["Debug 30", "Warning 31", "Debug 30", "Error 33"], log.Ids.Where(id => !id.EndsWith(" 10", StringComparison.Ordinal)));
        Assert.All(log.Lines, line => Assert.Equal("Instance DE-1", line.Scope));
    }

    [Fact]
    public async Task WaitAllAsync_OneFailsAndOneRuns_LogsBothAndTheEnd()
    {
        using LogRecorder log = new(LogLevel.Information);
        using ModelArtsClient client = new(Options(log, static _ => RecordingTransport.Json("""{"instances":[{"id":"a","status":"RUNNING"},{"id":"b","status":"START_FAILED"}]}""")));

        await client.DevEnvironments.WaitAllAsync(
            "ab".Select(id => client.DevEnvironments.GetOperation(id.ToString(), InstanceGoal.Running)), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["Information 32", "Error 33", "Information 35"], log.Ids);
    }

    [Fact]
    public void Messages_HaveIdsOfTheirOwnThatTheTableOfTheDocumentationNames()
    {
        (int Id, string Level, string Name)[] messages =
        [
            .. typeof(LogMessages).GetMethods(BindingFlags.Public | BindingFlags.Static)
                .Select(method => (method.Name, Message: method.GetCustomAttribute<LoggerMessageAttribute>()))
                .Where(method => method.Message is not null)
                .Select(method => (method.Message!.EventId, method.Message.Level.ToString(), method.Name)),
        ];

        Assert.Equal(messages.Length, messages.Select(message => message.Id).Distinct().Count());
        string[] rows = [.. File.ReadAllLines(Documentation()).Where(line => line.StartsWith("| ", StringComparison.Ordinal))];
        Assert.All(messages, message => Assert.Single(rows, row => row.StartsWith($"| {message.Id} | {message.Name} | {message.Level} |", StringComparison.Ordinal)));
    }

    internal static string Documentation()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "docs", "observability.md")))
        {
            directory = directory.Parent;
        }

        return Path.Combine(Assert.IsType<DirectoryInfo>(directory).FullName, "docs", "observability.md");
    }

    private static ModelArtsClientOptions Options(LogRecorder log, Func<RecordedRequest, HttpResponseMessage> answer, int attempts = 1)
    {
        ModelArtsClientOptions options = TestClient.Options(new RecordingTransport(answer));
        options.Retry.MaxAttempts = attempts;
        options.LoggerFactory = log;
        return options;
    }

    private sealed class Renewable : ModelArtsCredential
    {
        public override ValueTask AuthenticateAsync(
            HttpRequestMessage request, CredentialContext context, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

        protected internal override ValueTask<bool> TryRenewAsync(
            HttpRequestMessage request, CredentialContext context, CancellationToken cancellationToken = default) => ValueTask.FromResult(true);
    }
}
