using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>What to create. Mirrors Table 2 of the API.</summary>
public sealed record CreateInstanceRequest : WireRecord
{
    /// <summary>
    /// The name of the instance: 1 to 64 letters, digits, hyphens and underscores. The service refuses a second instance of the same
    /// name.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>The software environment that the instance starts with.</summary>
    public required InstanceProfileId ProfileId { get; init; }

    /// <summary>The hardware that the instance runs on. Which flavors can be had depends on the region.</summary>
    public required InstanceFlavor Flavor { get; init; }

    /// <summary>Storage, auto-stop and annotations.</summary>
    public required NotebookSpec Spec { get; init; }

    /// <summary>At most 512 characters, none of <c>&amp; &lt; &gt; " ' /</c>. Default of the service: empty.</summary>
    public string? Description { get; init; }

    /// <summary>The workspace. Default of the service: the workspace with the id <c>0</c>.</summary>
    public WorkspaceSpec? Workspace { get; init; }

    /// <summary>The resource pool. Default of the service: the public pool.</summary>
    public PoolSpec? Pool { get; init; }

    /// <summary>The AI project; reserved by the service.</summary>
    public AIProjectSpec? AiProject { get; init; }

    /// <summary>Begins a request, to be completed step by step.</summary>
    /// <param name="name">The name of the instance: 1 to 64 letters, digits, hyphens and underscores, not in use yet.</param>
    /// <returns>A builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is <see langword="null"/>.</exception>
    /// <example>
    /// <code>
    /// CreateInstanceRequest request = CreateInstanceRequest.For("my-notebook")
    ///     .WithProfile(InstanceProfileId.MultiEngine1Python3Cpu)
    ///     .WithFlavor(InstanceFlavor.VmCpu2U)
    ///     .WithEvsStorage(sizeGb: 5)
    ///     .WithAutoStop(TimeSpan.FromHours(1))
    ///     .Build();
    /// </code>
    /// </example>
    public static CreateInstanceRequestBuilder For(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new CreateInstanceRequestBuilder(name);
    }

    /// <summary>Checks the request against the rules of the API (Tables 2 to 8). Nothing is sent.</summary>
    /// <returns>Every rule that it breaks; empty where there is none.</returns>
    public IReadOnlyList<RequestFailure> Validate() => CreateInstanceRules.Check(this);
}
