using System.Globalization;
using System.Net;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Testing;

namespace ModelArts.Sdk.ContractTests.Reliability;

/// <summary>Cases 4 to 9 and 16: answers that are none, too large, too slow, from elsewhere, or errors in any shape.</summary>
public sealed class AnswerCases : ReliabilityTest
{
    private static readonly Dictionary<string, FaultBody> Bodies = new()
    {
        ["{}"] = FaultBody.EmptyObject,
        ["empty"] = FaultBody.Empty,
        ["null"] = FaultBody.Null,
        ["[]"] = FaultBody.EmptyArray,
        ["wrong id"] = FaultBody.WrongIdType,
        ["truncated"] = FaultBody.Truncated,
        ["10,000 levels"] = FaultBody.Nested(),
        ["login page"] = FaultBody.HtmlLoginPage,
    };

    public static TheoryData<string> Malformed => [.. Bodies.Keys];

    public static TheoryData<FaultErrorShape> Shapes => [.. Enum.GetValues<FaultErrorShape>()];

    [Theory]
    [InlineData(429, "0")]
    [InlineData(503, "0")]
    [InlineData(429, "-5")]
    [InlineData(503, "soon")]
    [InlineData(503, "past")]
    [InlineData(429, "now")]
    public async Task Case04_GetAsync_RetryAfterThatIsShortPastOrGarbage_IsSentAgain(int status, string value)
    {
        string id = await CreateAsync();
        string header = value switch
        {
            "past" => DateTimeOffset.UnixEpoch.ToString("R", CultureInfo.InvariantCulture),
            "now" => TimeProvider.System.GetUtcNow().ToString("R", CultureInfo.InvariantCulture),
            _ => value,
        };
        Simulator.Faults.On(SimulatorOperation.Get).Times(1).Do(Fault.RetryAfter(header, status));

        await Client.GetAsync(id, Cancellation);

        Simulator.Journal.ShouldHave(2, SimulatorOperation.Get);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Case04_GetAsync_RetryAfterOfADay_FailsAtOnceAndCarriesIt(int status)
    {
        string id = await CreateAsync();
        Simulator.Faults.On(SimulatorOperation.Get).Do(Fault.RetryAfter(TimeSpan.FromDays(1), status));

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(() => Client.GetAsync(id, Cancellation));

        Assert.Equal(TimeSpan.FromDays(1), exception.RetryAfter);
        Simulator.Journal.ShouldHave(1, SimulatorOperation.Get);
    }

    [Fact]
    public async Task Case05_GetAsync_LoginPageWith200_IsMalformedAndSaysSo()
    {
        string id = await CreateAsync();
        Simulator.Faults.On(SimulatorOperation.Get).Do(Fault.ReplaceBody(FaultBody.HtmlLoginPage));

        MalformedResponseException exception = await Assert.ThrowsAsync<MalformedResponseException>(() => Client.GetAsync(id, Cancellation));

        Assert.Equal(id, exception.InstanceId);
        Assert.Contains("web page", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Case05_GetAsync_GatewaysPageWith502_IsThatError()
    {
        string id = await CreateAsync();
        Simulator.Faults.On(SimulatorOperation.Get).Do(Fault.GatewayPage());

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(() => Client.GetAsync(id, Cancellation));

        Assert.Equal(HttpStatusCode.BadGateway, exception.StatusCode);
        Assert.DoesNotContain("<", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Case05_GetAsync_400WithoutBodyAndContentType_IsThatError()
    {
        string id = await CreateAsync();
        Simulator.Faults.On(SimulatorOperation.Get).Do(Fault.Status(400, FaultBody.Empty));

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(() => Client.GetAsync(id, Cancellation));

        Assert.Equal(HttpStatusCode.BadRequest, exception.StatusCode);
        Simulator.Journal.ShouldHave(1, SimulatorOperation.Get);
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task Case06_GetAsync_MalformedSuccess_IsTypedAndKeepsTheId(string what)
    {
        string id = await CreateAsync();
        Simulator.Faults.On(SimulatorOperation.Get).Do(Fault.ReplaceBody(Bodies[what]));

        MalformedResponseException exception = await Assert.ThrowsAsync<MalformedResponseException>(() => Client.GetAsync(id, Cancellation));

        Assert.Equal(id, exception.InstanceId);
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task Case06_CreateAsync_MalformedSuccess_SendsOnePostAndFindsTheInstance(string what)
    {
        Simulator.Faults.On(SimulatorOperation.Create).Times(1).Do(Fault.ReplaceBody(Bodies[what]).AfterCommit());

        InstanceOperation operation = await Client.CreateAsync(Request, Cancellation);

        Assert.Equal(Assert.Single(Simulator.Instances).Id, operation.InstanceId);
        Assert.True(operation.WasReconciled);
        Simulator.Journal.ShouldHave(1, SimulatorOperation.Create);
    }

    [Theory]
    [InlineData("endless")]
    [InlineData("gzip bomb")]
    public async Task Case07_GetAsync_BodyWithoutEnd_IsReadUpToTheLimitAndMalformed(string what)
    {
        using ModelArtsClient client = MakeClient(static options => options.MaxResponseBytes = 64 * 1024);
        string id = await CreateAsync();
        Simulator.Faults.On(SimulatorOperation.Get).Do(what == "endless" ? Fault.EndlessBody() : Fault.GzipBomb());

        MalformedResponseException exception = await Assert.ThrowsAsync<MalformedResponseException>(() => client.DevEnvironments.GetAsync(id, Cancellation));

        Assert.Contains("larger than MaxResponseBytes (65536 bytes)", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Case08_GetAsync_BodyThatDrips_EndsWithTheTimeoutOfTheAttempt()
    {
        using ModelArtsClient client = MakeClient(static options =>
        {
            options.AttemptTimeout = TimeSpan.FromMilliseconds(100);
            options.Retry.MaxAttempts = 2;
        });
        string id = await CreateAsync();
        Simulator.Faults.On(SimulatorOperation.Get).Do(Fault.Drip(TimeSpan.FromMilliseconds(30)));

        ModelArtsTimeoutException exception = await Assert.ThrowsAsync<ModelArtsTimeoutException>(() => client.DevEnvironments.GetAsync(id, Cancellation));

        Assert.Equal(TimeSpan.FromMilliseconds(100), exception.Timeout);
        Assert.Equal(id, exception.InstanceId);
        Simulator.Journal.ShouldHave(2, SimulatorOperation.Get);
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    public async Task Case09_Redirect_ToAnotherHost_IsNotFollowed(int status)
    {
        await using ModelArtsSimulator target = await ModelArtsSimulator.StartAsync(cancellationToken: Cancellation);
        Simulator.Faults.OnAny().Do(Fault.Redirect(target.Endpoint.AbsoluteUri, status));

        ModelArtsApiException get = await Assert.ThrowsAsync<ModelArtsApiException>(() => Client.GetAsync("DE-1", Cancellation));
        ModelArtsApiException create = await Assert.ThrowsAsync<ModelArtsApiException>(() => Client.CreateAsync(Request, Cancellation));

        Assert.Equal((status, status), ((int)get.StatusCode, (int)create.StatusCode));
        Assert.Contains("redirect to 127.0.0.1", get.Message, StringComparison.Ordinal);
        Assert.Empty(target.Journal.Entries);
        Assert.Equal(2, Seen.Length);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Case16_GetAsync_ErrorInAnyShape_IsTyped(FaultErrorShape shape)
    {
        string id = await CreateAsync();
        Simulator.Faults.On(SimulatorOperation.Get).Do(Fault.Error(400, new ModelArtsErrorCode("ModelArts.9999"), shape, "some words"));

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(() => Client.GetAsync(id, Cancellation));

        Assert.Equal(HttpStatusCode.BadRequest, exception.StatusCode);
        Assert.Equal(shape is FaultErrorShape.PlainText or FaultErrorShape.Html or FaultErrorShape.Empty ? "" : "ModelArts.9999", exception.ErrorCode.Value);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(409)]
    public async Task Case16_GetAsync_TheSameCodeUnderAnotherStatus_IsThatStatus(int status)
    {
        Simulator.Faults.On(SimulatorOperation.Get).Do(Fault.Error(status, ModelArtsErrorCode.InstanceNotFound));

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(() => Client.GetAsync("DE-1", Cancellation));

        Assert.Equal((status, "ModelArts.6309"), ((int)exception.StatusCode, exception.ErrorCode.Value));
    }
}
