using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.AotSmoke;

/// <summary>Finds, changes, moves and deletes what was created; every request is signed.</summary>
internal static class LifecycleSteps
{
    private static readonly InstanceActionOptions Strict = new() { Strict = true };

    public static async Task FindAsync(DevEnvironmentsClient notebooks, string id)
    {
        Expect.That((await notebooks.FindByNameAsync("aot-smoke"))?.Id == id, "the instance, found by its name");
        List<string> listed = [];
        await foreach (DevEnvironmentInstance each in notebooks.ListAsync(new ListInstancesQuery { Status = InstanceStatus.Running }))
        {
            listed.Add(each.Id);
        }

        Expect.That(listed is [var only] && only == id, $"one instance that runs, not {listed.Count}");
        InstancePage page = await notebooks.ListPageAsync(new ListInstancesQuery { PageSize = 1, SortBy = InstanceSortField.Name });
        Expect.That(page is { TotalCount: 1, Instances: [{ Name: "aot-smoke" }] }, "a page with the one instance");
        InstanceAccessToken token = await notebooks.GetAccessTokenAsync(id);
        Expect.That(token.Token.Length > 0 && !token.ToString().Contains(token.Token, StringComparison.Ordinal), "a token that does not show");
    }

    public static async Task MoveAsync(DevEnvironmentsClient notebooks, string id)
    {
        DevEnvironmentInstance instance = await notebooks.UpdateAsync(id, new UpdateInstanceRequest { Description = "changed" });
        Expect.That(instance.Description == "changed", "a changed description");
        await EndsAsync(await notebooks.RestartAsync(id), InstanceStatus.Running);
        await EndsAsync(await notebooks.StopAsync(id), InstanceStatus.Stopped);
        await EndsAsync(await notebooks.StopAsync(id), InstanceStatus.Stopped);
        ModelArtsApiException refused = await Expect.ThrowsAsync<ModelArtsApiException>(() => notebooks.StopAsync(id, Strict));
        Expect.That(refused.ErrorCode == ModelArtsErrorCode.InstanceAlreadyStopped, $"a second stop refused for being one, not for {refused.ErrorCode}");
        await EndsAsync(await notebooks.StartAsync(id), InstanceStatus.Running);
        IReadOnlyList<InstanceOperation> all = await notebooks.WaitAllAsync([notebooks.GetOperation(id, InstanceGoal.Running)], Surroundings.Wait);
        Expect.That(all is [{ HasSucceeded: true, HasCompleted: true, Failure: null }], "a wait for many");
    }

    /// <summary>There is one free machine: whoever comes second waits for it in the queue.</summary>
    public static async Task QueueAsync(DevEnvironmentsClient notebooks)
    {
        InstanceOperation first = await notebooks.CreateAsync(Surroundings.Request("aot-free-1").WithFlavor(InstanceFlavor.VmCpuFree).Build());
        await EndsAsync(first, InstanceStatus.Running);
        await EndsAsync(await notebooks.StopAsync(first.InstanceId), InstanceStatus.Stopped);
        InstanceOperation second = await notebooks.CreateAsync(Surroundings.Request("aot-free-2").WithFlavor(InstanceFlavor.VmCpuFree).Build());
        await EndsAsync(second, InstanceStatus.Running);

        InstanceOperation queued = await notebooks.QueueAsync(first.InstanceId);
        DevEnvironmentInstance? waiting = await queued.UpdateAsync();
        Expect.That(waiting?.Status == InstanceStatus.StartQueuing && waiting.QueuingInfo?.Rank == 1, $"the first place in the queue, not {waiting?.Status}");
        await EndsAsync(await notebooks.DequeueAsync(first.InstanceId), InstanceStatus.Stopped);

        InstanceOperation gone = await notebooks.DeleteAsync(first.InstanceId);
        await gone.WaitAsync(Surroundings.Wait);
        Expect.That(await gone.UpdateAsync() is null, "a deleted instance");
        await RemoveAsync(notebooks, second.InstanceId, "aot-free-2");
    }

    public static async Task RemoveAsync(DevEnvironmentsClient notebooks, string id, string name)
    {
        InstanceOperation deletion = await notebooks.StopThenDeleteAsync(id, Surroundings.Wait);
        await EndsAsync(deletion, InstanceStatus.Deleted);
        Expect.That(deletion.HasSucceeded && await notebooks.FindByNameAsync(name) is null, $"nothing left of {name}");
    }

    public static async Task FailAsync(DevEnvironmentsClient notebooks)
    {
        InstanceOperation doomed = await notebooks.CreateAsync(Surroundings.Request("aot-doomed").Build());
        InstanceOperationFailedException failed = await Expect.ThrowsAsync<InstanceOperationFailedException>(() => doomed.WaitAsync(Surroundings.Wait));
        Expect.That(failed.Status == InstanceStatus.CreateFailed && failed.ErrorCode == ModelArtsErrorCode.CapacityInsufficient, $"a failed creation with its reason, not {failed.Message}");
        Expect.That(failed.FailureReason?.Message == "no machine left", "the reason in words");
        await EndsAsync(await notebooks.DeleteAsync(doomed.InstanceId), InstanceStatus.Deleted);

        InstanceOperation slow = await notebooks.CreateAsync(Surroundings.Request("aot-slow").Build());
        WaitTimeoutException late = await Expect.ThrowsAsync<WaitTimeoutException>(() => slow.WaitAsync(Surroundings.Wait with { Timeout = TimeSpan.FromMilliseconds(200) }));
        Expect.That(late.LastStatus == InstanceStatus.Creating, $"CREATING when the wait ended, not {late.LastStatus}");
        await EndsAsync(slow, InstanceStatus.Running);
        await RemoveAsync(notebooks, slow.InstanceId, "aot-slow");
    }

    private static async Task EndsAsync(InstanceOperation operation, InstanceStatus expected)
    {
        DevEnvironmentInstance instance = await operation.WaitAsync(Surroundings.Wait);
        Expect.That(instance.Status == expected, $"{expected}, not {instance.Status}");
    }
}
