using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Resilience;
using ModelArts.Sdk.Tests.DependencyInjection;
using ModelArts.Sdk.Tests.Time;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Resilience;

/// <summary>A service that is down is not asked the more for it.</summary>
public sealed class RetryBudgetTests
{
    private const int Calls = 1000;

    private static readonly Func<HttpResponseMessage> Down = Answer.Error(HttpStatusCode.ServiceUnavailable);

    [Fact]
    public async Task GetAsync_TotalOutage_AtMostATenthMoreRequestsThanCallsOnceTheBudgetIsSpent()
    {
        using RetryScenario scenario = new(Answer.NoConnection());

        await FailAsync(scenario, Calls, static client => client.GetAsync(Answer.InstanceId));
        int first = scenario.Times.Count;
        Assert.InRange(first, Calls + 50, (Calls * 1.1) + 50);
        await FailAsync(scenario, Calls, static client => client.GetAsync(Answer.InstanceId));
        Assert.InRange(scenario.Times.Count - first, Calls, Calls * 1.1);
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("delete")]
    public async Task Action_TotalOutage_AtMostATenthMoreRequestsThanCallsOnceTheBudgetIsSpent(string action)
    {
        using RetryScenario scenario = new(Down);

        await FailAsync(scenario, Calls, client => action == "stop" ? client.StopAsync(Answer.InstanceId) : client.DeleteAsync(Answer.InstanceId));

        Assert.InRange(scenario.Times.Count, Calls + 50, (Calls * 1.1) + 50);
    }

    [Fact]
    public async Task GetAsync_NoBudgetAtAll_IsSentOnce()
    {
        using RetryScenario scenario = new(
            options =>
            {
                options.Retry.BudgetSize = 0;
                options.Retry.BudgetPerCall = 1;
            },
            Down);

        await FailAsync(scenario, 10, static client => client.GetAsync(Answer.InstanceId));

        Assert.Equal(10, scenario.Times.Count);
    }

    [Theory]
    [InlineData("get")]
    [InlineData("stop")]
    public async Task Calls_RetriesThatRecover_AreGivenBack(string call)
    {
        int asked = 0;
        using RetryScenario scenario = new(
            options =>
            {
                options.Retry.BudgetSize = 3;
                options.Retry.BudgetPerCall = 0;
            },
            () => ++asked % 2 == 1 ? Down() : call == "get" ? Answer.Status("RUNNING")() : RecordingTransport.Json("{}"));

        for (int i = 0; i < 20; i++)
        {
            await scenario.Clock.RunAsync(async () => (object)(call == "get"
                ? await scenario.Client.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken)
                : await scenario.Client.StopAsync(Answer.InstanceId, TestContext.Current.CancellationToken)));
        }

        Assert.Equal(40, asked);
    }

    [Theory]
    [InlineData("get")]
    [InlineData("stop")]
    public async Task Calls_RetriesThatRecover_GiveBackNoMoreThanTheyTook(string call)
    {
        // One that fails takes three and gives none back, which leaves one.
        int asked = 0;
        bool recovers = false;
        using RetryScenario scenario = new(
            options =>
            {
                options.Retry.BudgetSize = 4;
                options.Retry.BudgetPerCall = 0;
            },
            () => ++asked % 2 == 1 || !recovers ? Down() : call == "get" ? Answer.Status("RUNNING")() : RecordingTransport.Json("{}"));
        Func<DevEnvironmentsClient, Task<object>> ask = async client => call == "get"
            ? await client.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken)
            : await client.StopAsync(Answer.InstanceId, TestContext.Current.CancellationToken);

        await FailAsync(scenario, 1, ask);
        Assert.Equal(4, asked);
        recovers = true;
        await scenario.Clock.RunAsync(() => ask(scenario.Client));
        Assert.Equal(6, asked);
        recovers = false;
        await FailAsync(scenario, 2, ask);

        // The one that was left is there again, and no other.
        Assert.Equal(6 + 2 + 1, asked);
    }

    [Fact]
    public async Task GetAsync_HandlersRotate_TheBudgetIsThatOfTheClient()
    {
        VirtualClock clock = new();
        RecordingTransport transport = new(_ => Down());
        await using ServiceProvider provider = AddModelArtsTests.Provider(services =>
        {
            services.AddModelArts(options =>
            {
                AddModelArtsTests.Configure(options, transport);
                options.TimeProvider = clock;
                options.Jitter = static () => 0;
                options.Retry = new ModelArtsRetryOptions { BudgetSize = 5, BudgetPerCall = 0 };
            });
            services.AddSingleton<IHttpMessageHandlerFactory>(static services => new NewChainForEachCall(services));
        });
        DevEnvironmentsClient client = provider.GetRequiredService<DevEnvironmentsClient>();

        for (int i = 0; i < 10; i++)
        {
            await Assert.ThrowsAsync<ModelArtsApiException>(
                () => clock.RunAsync(() => client.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken)));
        }

        Assert.Equal(15, transport.Requests.Count);
    }

    [Fact]
    public async Task GetAsync_OtherClients_HaveBudgetsOfTheirOwn()
    {
        foreach (int _ in Enumerable.Range(0, 3))
        {
            using RetryScenario scenario = new(options => options.Retry.BudgetSize = 3, Down);
            await FailAsync(scenario, 1, static client => client.GetAsync(Answer.InstanceId));
            Assert.Equal(4, scenario.Times.Count);
        }
    }

    [Fact]
    public void TryTake_ManyThreads_NeverGivesMoreThanThereIs()
    {
        RetryBudget budget = new(new ModelArtsRetryOptions { BudgetSize = 500, BudgetPerCall = 0.1 });
        int taken = 0;

        Parallel.For(0, 10_000, _ =>
        {
            if (budget.TryTake())
            {
                Interlocked.Increment(ref taken);
            }
        });
        Assert.Equal(500, taken);

        Parallel.For(0, 1000, _ => budget.Earn());
        Assert.Equal(100, Enumerable.Range(0, 1000).Count(_ => budget.TryTake()));
        budget.GiveBack(10_000);
        Assert.Equal(500, Enumerable.Range(0, 1000).Count(_ => budget.TryTake()));
    }

    private static async Task FailAsync<T>(RetryScenario scenario, int calls, Func<DevEnvironmentsClient, Task<T>> call)
    {
        for (int i = 0; i < calls; i++)
        {
            await Assert.ThrowsAnyAsync<ModelArtsException>(() => scenario.Clock.RunAsync(() => call(scenario.Client)));
        }
    }

    private sealed class NewChainForEachCall(IServiceProvider provider) : IHttpMessageHandlerFactory
    {
        public HttpMessageHandler CreateHandler(string name) => HandlerChain.Build(provider);
    }
}
