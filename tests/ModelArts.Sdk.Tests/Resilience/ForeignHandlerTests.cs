using Microsoft.Extensions.DependencyInjection;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.DependencyInjection;
using ModelArts.Sdk.Tests.DevEnvironments.Create;
using ModelArts.Sdk.Tests.Time;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace ModelArts.Sdk.Tests.Resilience;

/// <summary>
/// Handlers of the application, within our chain or around it, that know nothing of what a second create costs. What they send again
/// is stopped where it could do harm; what they throw does not make a create be forgotten.
/// </summary>
public sealed class ForeignHandlerTests : IDisposable
{
    private readonly VirtualClock _clock = new();
    private readonly LossyService _service;

    public ForeignHandlerTests() => _service = new LossyService(_clock);

    public static TheoryData<string, bool, string> Repeaters
    {
        get
        {
            TheoryData<string, bool, string> rows = [];
            foreach (string handler in new[] { "same request", "copy", "two copies at once" })
            {
                foreach (string fate in new[] { "reset", "500", "504" })
                {
                    rows.Add(handler, true, fate);
                    rows.Add(handler, false, fate);
                }
            }

            return rows;
        }
    }

    public void Dispose() => _service.Dispose();

    [Theory]
    [MemberData(nameof(Repeaters))]
    public async Task CreateAsync_HandlerThatSendsAgain_ReachesTheNetworkOnceAndIsFound(string handler, bool outside, string fate)
    {
        _service.Creates.Enqueue(fate switch { "reset" => Fate.ResetAfterCommit, "500" => Fate.Status(500, commits: true), _ => Fate.Status(504, commits: true) });

        InstanceOperation operation = await CreateAsync(Make(handler), outside);

        Assert.Equal(1, _service.Posts);
        Assert.True(operation.WasReconciled);
        Assert.Equal(Assert.Single(_service.Instances).Id, operation.InstanceId);
    }

    [Theory]
    [InlineData("same request", true)]
    [InlineData("same request", false)]
    [InlineData("copy", true)]
    [InlineData("copy", false)]
    public async Task CreateAsync_HandlerThatSendsAgainWhatWasNotTaken_MayDoSoOrLeaveItToUs(string handler, bool outside)
    {
        foreach (int _ in Enumerable.Range(0, 4))
        {
            _service.Creates.Enqueue(Fate.NotConnected);
        }

        InstanceOperation operation = await CreateAsync(Make(handler), outside);

        Assert.Single(_service.Instances);
        Assert.Equal(_service.Instances[0].Id, operation.InstanceId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ListAsync_HandlerThatSendsAgain_MayDoSo(bool outside)
    {
        _service.Lists.Enqueue(Fate.Status(502, commits: false));
        await using ServiceProvider provider = Build(Make("same request"), outside, maxAttempts: 1);

        await _clock.RunAsync(() => Client(provider).ListPageAsync(new ListInstancesQuery(), TestContext.Current.CancellationToken));

        Assert.Equal(2, _service.Looks);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CreateAsync_HandlerThatCopiesWithoutOptions_SendsNothingRatherThanTwice(bool outside)
    {
        CreateOutcomeUnknownException exception = await Assert.ThrowsAsync<CreateOutcomeUnknownException>(
            () => CreateAsync(new Repeater { Copies = true, WithOptions = false }, outside));

        Assert.Equal(0, _service.Posts);
        Assert.Contains("copies requests without their Options", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("timeout", true)]
    [InlineData("timeout", false)]
    [InlineData("circuit", true)]
    [InlineData("circuit", false)]
    [InlineData("other", true)]
    [InlineData("other", false)]
    public async Task CreateAsync_HandlerThatThrowsOnceItIsSent_IsLookedForAndFound(string what, bool outside)
    {
        InstanceOperation operation = await CreateAsync(new Thrower(Exception(what), HttpMethod.Post) { AfterSending = true }, outside);

        Assert.True(operation.WasReconciled);
        Assert.Equal(1, _service.Posts);
    }

    [Theory]
    [InlineData("circuit", true)]
    [InlineData("circuit", false)]
    [InlineData("other", true)]
    [InlineData("other", false)]
    public async Task CreateAsync_HandlerThatThrowsBeforeItIsSent_IsTheApplicationsOwnToSee(string what, bool outside)
    {
        Exception own = Exception(what);

        Exception? seen = await Record.ExceptionAsync(() => CreateAsync(new Thrower(own, HttpMethod.Post), outside));

        Assert.Same(own, seen);
        Assert.Empty(_service.Sent);
    }

    [Theory]
    [InlineData("circuit", true)]
    [InlineData("circuit", false)]
    [InlineData("other", true)]
    [InlineData("other", false)]
    public async Task CreateAsync_HandlerThatThrowsAtTheSearch_IsUnknownAndNoExceptionOfItsOwn(string what, bool outside)
    {
        Exception own = Exception(what);
        _service.Creates.Enqueue(Fate.ResetAfterCommit);

        CreateOutcomeUnknownException exception = await Assert.ThrowsAsync<CreateOutcomeUnknownException>(
            () => CreateAsync(new Thrower(own, HttpMethod.Get), outside));

        Assert.Same(own, exception.InnerException);
        Assert.Single(exception.Attempts);
    }

    [Fact]
    public async Task CreateAsync_CircuitOpensAndCloses_TheInstanceIsFound()
    {
        _service.Creates.Enqueue(Fate.ResetAfterCommit);

        InstanceOperation operation = await CreateAsync(new Thrower(Exception("circuit"), HttpMethod.Get) { Times = 2 }, outside: false);

        Assert.True(operation.WasReconciled);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CreateAsync_HandlerThatThrowsBeforeTheSecondAttempt_IsUnknown(bool outside)
    {
        Exception own = Exception("circuit");
        _service.Creates.Enqueue(Fate.ResetBeforeCommit);

        CreateOutcomeUnknownException exception = await Assert.ThrowsAsync<CreateOutcomeUnknownException>(
            () => CreateAsync(new Thrower(own, HttpMethod.Post) { Skips = 1 }, outside));

        Assert.Same(own, exception.InnerException);
        Assert.Contains("another attempt could not be made", exception.Message, StringComparison.Ordinal);
    }

    private static Repeater Make(string handler) => new() { Copies = handler != "same request", AtOnce = handler == "two copies at once" };

    private static Exception Exception(string what) => what switch
    {
        "timeout" => new TimeoutRejectedException("the application's own", TimeSpan.FromSeconds(1)),
        "circuit" => new BrokenCircuitException("open"),
        _ => new TimeZoneNotFoundException(),
    };

    private static DevEnvironmentsClient Client(ServiceProvider provider) => provider.GetRequiredService<DevEnvironmentsClient>();

    private async Task<InstanceOperation> CreateAsync(DelegatingHandler handler, bool outside)
    {
        await using ServiceProvider provider = Build(handler, outside, maxAttempts: 4);
        return await _clock.RunAsync(() => Client(provider).CreateAsync(ValidRequest.Create(), TestContext.Current.CancellationToken));
    }

    private ServiceProvider Build(DelegatingHandler handler, bool outside, int maxAttempts) => AddModelArtsTests.Provider(services =>
    {
        IHttpClientBuilder? defaults = null;
        services.ConfigureHttpClientDefaults(builder => defaults = builder);
        if (outside)
        {
            defaults!.AddHttpMessageHandler(() => handler);
        }

        IHttpClientBuilder own = services.AddModelArts(options =>
        {
            AddModelArtsTests.Configure(options, _service);
            options.TimeProvider = _clock;
            options.Jitter = static () => 0;
            options.Retry = new ModelArtsRetryOptions { MaxAttempts = maxAttempts };
        });
        if (!outside)
        {
            own.AddHttpMessageHandler(() => handler);
        }
    });

    /// <summary>Sends again whatever fails, up to three times in all, as many an application's own does.</summary>
    private sealed class Repeater : DelegatingHandler
    {
        public bool Copies { get; init; }

        public bool WithOptions { get; init; } = true;

        public bool AtOnce { get; init; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (AtOnce)
            {
                Task<HttpResponseMessage>[] both = [base.SendAsync(Next(request), cancellationToken), base.SendAsync(Next(request), cancellationToken)];
                return await await Task.WhenAny(both);
            }

            for (int attempt = 1; ; attempt++)
            {
                try
                {
                    HttpResponseMessage response = await base.SendAsync(Next(request), cancellationToken);
                    if (response.IsSuccessStatusCode || attempt == 3)
                    {
                        return response;
                    }
                }
                catch (HttpRequestException) when (attempt < 3)
                {
                    // Next.
                }
            }
        }

        private HttpRequestMessage Next(HttpRequestMessage request)
        {
            if (!Copies)
            {
                return request;
            }

            HttpRequestMessage copy = new(request.Method, request.RequestUri) { Content = request.Content };
            foreach ((string name, IEnumerable<string> values) in request.Headers)
            {
                copy.Headers.TryAddWithoutValidation(name, values);
            }

            if (WithOptions)
            {
                foreach ((string key, object? value) in request.Options)
                {
                    ((IDictionary<string, object?>)copy.Options)[key] = value;
                }
            }

            return copy;
        }
    }

    /// <summary>Throws at requests of one verb, before they are sent or afterwards.</summary>
    private sealed class Thrower(Exception exception, HttpMethod method) : DelegatingHandler
    {
        private int _seen;

        public bool AfterSending { get; init; }

        public int Skips { get; init; }

        public int Times { get; init; } = int.MaxValue;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method != method || _seen++ < Skips || _seen - Skips > Times)
            {
                return await base.SendAsync(request, cancellationToken);
            }

            if (AfterSending)
            {
                using HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            }

            throw exception;
        }
    }
}
