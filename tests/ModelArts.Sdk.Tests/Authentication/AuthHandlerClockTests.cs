using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Authentication.Signing;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Authentication;

/// <summary>A clock that is off is corrected by the service's, once; no other refusal is answered with a second request.</summary>
public sealed class AuthHandlerClockTests
{
    private static readonly DateTimeOffset ServiceTime = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    // The gateway's own words.
    private const string Expired =
        """{"error_msg":"Incorrect IAM authentication information: calc aksk signature fail:signature expired, signature time:20211217T064303Z,server time:20211217T065804Z","error_code":"APIGW.0301","request_id":"r1"}""";

    private const string WrongSecret =
        """{"error_msg":"Incorrect IAM authentication information: verify aksk signature fail","error_code":"APIGW.0301","request_id":"r1"}""";

    private readonly FakeTimeProvider _clock = new(ServiceTime);

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(24)]
    [InlineData(-24)]
    public async Task Call_ClockIsOff_IsCorrectedOnceForTheClient(int hours)
    {
        _clock.AdjustTime(ServiceTime.AddHours(hours));
        RecordingTransport transport = new(request => IsOnTime(request) ? Found() : Refused(Expired, ServiceTime));
        using ModelArtsClient client = Client(transport);

        await GetAsync(client);
        Assert.Equal(2, transport.Requests.Count);
        Assert.All(transport.Requests, SignatureCheck.Verify);
        Assert.Equal("20260102T030405Z", transport.Requests[1].Headers["X-Sdk-Date"]);

        await GetAsync(client);
        Assert.Equal(3, transport.Requests.Count);
    }

    [Fact]
    public async Task Create_ClockIsOff_SendsTheSameBodyAgain()
    {
        _clock.AdjustTime(ServiceTime.AddHours(1));
        RecordingTransport transport = new(request => IsOnTime(request)
            ? RecordingTransport.Json("""{"id":"DE-1","name":"n","status":"CREATING"}""")
            : Refused("""{"error_code":"x","error_msg":"X-Sdk-Date is wrong"}""", ServiceTime, HttpStatusCode.Forbidden));
        using ModelArtsClient client = Client(transport);

        await client.DevEnvironments.CreateAsync(
            CreateInstanceRequest.For("n").WithProfile(InstanceProfileId.MultiEngine1Python3Gpu).WithFlavor(InstanceFlavor.VmGpuP100).WithEvsStorage().Build(),
            TestContext.Current.CancellationToken);

        Assert.Equal(2, transport.Requests.Count);
        Assert.NotEmpty(transport.Requests[0].Body!);
        Assert.Equal(transport.Requests[0].Body, transport.Requests[1].Body);
        Assert.All(transport.Requests, SignatureCheck.Verify);
    }

    [Fact]
    public async Task Calls_RefusedTogether_AreEachSentAgain()
    {
        _clock.AdjustTime(ServiceTime.AddHours(1));
        TaskCompletionSource bothAreOut = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int sent = 0;
        RecordingTransport transport = new(async (request, token) =>
        {
            if (IsOnTime(request))
            {
                return Found();
            }

            // Neither is answered before both are signed with the wrong time.
            if (Interlocked.Increment(ref sent) == 2)
            {
                bothAreOut.SetResult();
            }

            await bothAreOut.Task.WaitAsync(token);
            return Refused(Expired, ServiceTime);
        });
        using ModelArtsClient client = Client(transport);

        await Task.WhenAll(GetAsync(client), GetAsync(client)).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.Equal(4, transport.Requests.Count);
    }

    [Fact]
    public async Task Call_FactoryHasBuiltANewChainOfHandlers_RemembersTheCorrection()
    {
        _clock.AdjustTime(ServiceTime.AddHours(1));
        RecordingTransport transport = new(request => IsOnTime(request) ? Found() : Refused(Expired, ServiceTime));
        ServiceCollection services = new();
        services.AddModelArts(options =>
        {
            options.Region = ModelArtsRegion.CnNorth4;
            options.ProjectId = "p1";
            options.Credential = new AccessKeyCredential(SignatureCheck.AccessKey, SignatureCheck.SecretKey);
            options.Transport = transport;
            options.TimeProvider = _clock;
        }).SetHandlerLifetime(TimeSpan.FromSeconds(1));
        await using ServiceProvider provider = services.BuildServiceProvider();
        ModelArtsClient client = provider.GetRequiredService<ModelArtsClient>();
        IHttpMessageHandlerFactory factory = provider.GetRequiredService<IHttpMessageHandlerFactory>();

        await GetAsync(client);
        HttpMessageHandler first = factory.CreateHandler("ModelArts");
        while (ReferenceEquals(first, factory.CreateHandler("ModelArts")))
        {
            // The factory's own clock is the machine's.
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        await GetAsync(client);

        Assert.Equal(3, transport.Requests.Count);
    }

    [Fact]
    public async Task Call_ServiceRefusesTheCorrectedTimeToo_IsNotLooped()
    {
        int day = 0;
        RecordingTransport transport = new(_ => Refused(Expired, ServiceTime.AddDays(++day)));
        using ModelArtsClient client = Client(transport);

        await Assert.ThrowsAsync<ModelArtsAuthenticationException>(() => GetAsync(client));

        Assert.Equal(2, transport.Requests.Count);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, """{"error_code":"ModelArts.0210","error_msg":"The project does not match."}""", 60)]
    [InlineData(HttpStatusCode.Forbidden, """{"error_code":"ModelArts.0211","error_msg":"No permission."}""", 0)]
    [InlineData(HttpStatusCode.Forbidden, Expired, 4)]
    [InlineData(HttpStatusCode.Unauthorized, WrongSecret, 0)]
    [InlineData(HttpStatusCode.Unauthorized, Expired, -5)]
    [InlineData(HttpStatusCode.Unauthorized, Expired, null)]
    [InlineData(HttpStatusCode.Unauthorized, "", 60)]
    [InlineData(HttpStatusCode.BadRequest, Expired, 60)]
    public async Task Call_RefusedForAnotherReason_IsSentOnce(HttpStatusCode status, string body, int? minutesOff)
    {
        RecordingTransport transport = new(_ => Refused(body, minutesOff is { } minutes ? ServiceTime.AddMinutes(minutes) : null, status));
        using ModelArtsClient client = Client(transport);

        await Assert.ThrowsAnyAsync<ModelArtsException>(() => GetAsync(client));

        Assert.Single(transport.Requests);
    }

    [Fact]
    public async Task Call_TokenRefusedWhileTheClockIsOff_IsSentOnce()
    {
        RecordingTransport transport = new(_ => Refused(Expired, ServiceTime.AddHours(1)));
        using ModelArtsClient client = Client(transport, new AuthTokenCredential("token"));

        await Assert.ThrowsAsync<ModelArtsAuthenticationException>(() => GetAsync(client));

        Assert.Single(transport.Requests);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden)]
    public async Task Call_SecretMistyped_SaysWhatToCheck(HttpStatusCode status)
    {
        string refusal = WrongSecret.Replace("fail\"", $"fail, ak {SignatureCheck.AccessKey}, x-security-token:canaryToken01|host\"", StringComparison.Ordinal);
        RecordingTransport transport = new(_ => Refused(refusal, ServiceTime, status));
        using ModelArtsClient client = Client(transport, new AccessKeyCredential(SignatureCheck.AccessKey, SignatureCheck.SecretKey, "canaryToken01"));

        ModelArtsAuthenticationException exception = await Assert.ThrowsAsync<ModelArtsAuthenticationException>(() => GetAsync(client));

        Assert.Contains("Check that the access key and its secret belong together", exception.Message);
        Assert.Contains("verify aksk signature fail", exception.Message);
        Assert.Equal("r1", exception.RequestId);
        Assert.Equal(status, exception.StatusCode);
        Assert.DoesNotContain("canary", exception.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsOnTime(RecordedRequest request) =>
        (DateTimeOffset.ParseExact(request.Headers["X-Sdk-Date"], "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) - ServiceTime).Duration()
        <= TimeSpan.FromMinutes(15);

    private static HttpResponseMessage Found() => RecordingTransport.Json("""{"id":"DE-1","name":"n","status":"RUNNING"}""");

    private static HttpResponseMessage Refused(string body, DateTimeOffset? date, HttpStatusCode status = HttpStatusCode.Unauthorized)
    {
        HttpResponseMessage response = RecordingTransport.Json(body, status);
        response.Headers.Date = date;
        return response;
    }

    private static Task<DevEnvironmentInstance> GetAsync(ModelArtsClient client) =>
        client.DevEnvironments.GetAsync("DE-1", TestContext.Current.CancellationToken);

    private ModelArtsClient Client(RecordingTransport transport, ModelArtsCredential? credential = null) => new(new ModelArtsClientOptions
    {
        Region = ModelArtsRegion.CnNorth4,
        ProjectId = "p1",
        Credential = credential ?? new AccessKeyCredential(SignatureCheck.AccessKey, SignatureCheck.SecretKey),
        Transport = transport,
        TimeProvider = _clock,
    });
}
