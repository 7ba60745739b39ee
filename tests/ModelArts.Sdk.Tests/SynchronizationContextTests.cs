using System.Net;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.DevEnvironments.Create;
using ModelArts.Sdk.Tests.Time;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests;

/// <summary>A caller that blocks on a call, on a thread whose context is never pumped, gets its answer all the same.</summary>
public sealed class SynchronizationContextTests
{
    [Fact]
    public async Task CreateAsync_BlockedOn_Completes()
    {
        using ModelArtsClient client = Client(static () => Answer.Status("CREATING")());

        InstanceOperation operation = await BlockOnAsync(() => client.DevEnvironments.CreateAsync(ValidRequest.Create()));

        Assert.Equal(Answer.InstanceId, operation.InstanceId);
    }

    [Fact]
    public async Task GetAsync_FailsWhileBlockedOn_Throws()
    {
        using ModelArtsClient client = Client(static () => Answer.Error(HttpStatusCode.BadRequest, "ModelArts.6309")());

        await Assert.ThrowsAsync<ModelArtsApiException>(() => BlockOnAsync(() => client.DevEnvironments.GetAsync(Answer.InstanceId)));
    }

    [Fact]
    public async Task WaitAsync_BlockedOn_Completes()
    {
        TimerClock clock = new(TimeSpan.FromSeconds(60), TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(30));
        int polls = 0;
        using ModelArtsClient client = Client(() => Answer.Status(polls++ < 4 ? "CREATING" : "RUNNING")(), clock);
        InstanceOperation operation = await client.DevEnvironments.CreateAsync(ValidRequest.Create(), TestContext.Current.CancellationToken);

        DevEnvironmentInstance instance = await clock.RunAsync(BlockOnAsync(() => operation.WaitAsync()));

        Assert.Equal(InstanceStatus.Running, instance.Status);
    }

    private static ModelArtsClient Client(Func<HttpResponseMessage> answer, TimeProvider? clock = null)
    {
        ModelArtsClientOptions options = TestClient.Options(new RecordingTransport(async (_, _) =>
        {
            // Answers from another thread, as the network does.
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            return answer();
        }));
        options.TimeProvider = clock ?? TimeProvider.System;
        return new ModelArtsClient(options);
    }

    private static async Task<T> BlockOnAsync<T>(Func<Task<T>> call)
    {
        TaskCompletionSource<T> result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Thread thread = new(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new NeverPumped());
            try
            {
                result.SetResult(call().GetAwaiter().GetResult());
            }
            catch (Exception exception)
            {
                result.SetException(exception);
            }
        })
        {
            IsBackground = true,
        };
        thread.Start();
        return await result.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    private sealed class NeverPumped : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
            // Whatever comes back here waits for good.
        }
    }
}
