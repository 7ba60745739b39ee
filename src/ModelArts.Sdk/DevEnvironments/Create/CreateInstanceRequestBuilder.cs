using System.Diagnostics.CodeAnalysis;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>Builds a <see cref="CreateInstanceRequest"/> step by step, and checks it against the rules of the API.</summary>
/// <remarks>Not thread-safe. <see cref="Build"/> may be called more than once; each result is independent of the next.</remarks>
public sealed class CreateInstanceRequestBuilder
{
    private readonly string _name;
    private readonly List<StorageSpec> _extendStorage = [];
    private readonly Dictionary<string, string> _annotations = [];
    private InstanceProfileId _profileId;
    private InstanceFlavor _flavor;
    private StorageSpec? _storage;
    private AutoStopSpec? _autoStop;
    private string? _description;
    private WorkspaceSpec? _workspace;
    private PoolSpec? _pool;
    private AIProjectSpec? _aiProject;

    internal CreateInstanceRequestBuilder(string name) => _name = name;

    /// <summary>Sets the software environment. Required.</summary>
    /// <param name="profileId">A known profile or any other that the region offers.</param>
    /// <returns>This builder.</returns>
    public CreateInstanceRequestBuilder WithProfile(InstanceProfileId profileId)
    {
        _profileId = profileId;
        return this;
    }

    /// <summary>Sets the hardware. Required.</summary>
    /// <param name="flavor">A known flavor or any other that the region offers.</param>
    /// <returns>This builder.</returns>
    public CreateInstanceRequestBuilder WithFlavor(InstanceFlavor flavor)
    {
        _flavor = flavor;
        return this;
    }

    /// <summary>Sets the description. Default of the service: empty.</summary>
    /// <param name="description">At most 512 characters, none of <c>&amp; &lt; &gt; " ' /</c>.</param>
    /// <returns>This builder.</returns>
    public CreateInstanceRequestBuilder WithDescription(string description)
    {
        ArgumentNullException.ThrowIfNull(description);
        _description = description;
        return this;
    }

    /// <summary>Works on a block storage volume of its own. One storage is required; the last one that is set counts.</summary>
    /// <param name="sizeGb">The size in GB, 5 to 4096.</param>
    /// <returns>This builder.</returns>
    public CreateInstanceRequestBuilder WithEvsStorage(int sizeGb = 5) =>
        WithStorage(new StorageSpec { Type = StorageType.Evs, Location = new StorageLocationSpec { VolumeSize = sizeGb } });

    /// <summary>Works on a directory in an object storage bucket. One storage is required; the last one that is set counts.</summary>
    /// <param name="path">The directory, ending with a slash: <c>/bucket/dir/</c>. Not the bucket itself.</param>
    /// <returns>This builder.</returns>
    public CreateInstanceRequestBuilder WithObsStorage(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return WithStorage(new StorageSpec { Type = StorageType.Obs, Location = new StorageLocationSpec { Path = path } });
    }

    /// <summary>
    /// Works on a parallel file system, which some dedicated resource pools offer. One storage is required; the last one that is
    /// set counts.
    /// </summary>
    /// <param name="bucket">The name of its bucket, without a directory.</param>
    /// <param name="mountPath">Where it is mounted. Default of the service: <c>/home/ma-user/work</c>.</param>
    /// <param name="accessMode">How it is mounted. Default of the service: read and write.</param>
    /// <returns>This builder.</returns>
    public CreateInstanceRequestBuilder WithParallelFileSystem(string bucket, string? mountPath = null, AccessMode? accessMode = null) =>
        WithStorage(ParallelFileSystem(bucket, mountPath, accessMode));

    /// <summary>Works on a storage that is given whole. One storage is required; the last one that is set counts.</summary>
    /// <param name="storage">The storage; a type that this version does not know is not checked.</param>
    /// <returns>This builder.</returns>
    public CreateInstanceRequestBuilder WithStorage(StorageSpec storage)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _storage = storage;
        return this;
    }

    /// <summary>Adds a parallel file system to the storage that the notebook works on; in some dedicated resource pools only.</summary>
    /// <param name="bucket">The name of its bucket, without a directory.</param>
    /// <param name="mountPath">Where it is mounted; a directory below <c>/home/ma-user/work</c> is advised.</param>
    /// <param name="accessMode">How it is mounted. Default of the service: read and write.</param>
    /// <returns>This builder.</returns>
    public CreateInstanceRequestBuilder AddParallelFileSystem(string bucket, string? mountPath = null, AccessMode? accessMode = null)
    {
        _extendStorage.Add(ParallelFileSystem(bucket, mountPath, accessMode));
        return this;
    }

    /// <summary>Stops the instance by itself, after each start anew. Default of the service: it is never stopped.</summary>
    /// <param name="duration">How long it runs: 1 to 24 hours, in whole seconds.</param>
    /// <param name="prompt">Whether the web console reminds its user. Default of the service: <see langword="true"/>.</param>
    /// <returns>This builder.</returns>
    public CreateInstanceRequestBuilder WithAutoStop(TimeSpan duration, bool? prompt = null)
    {
        _autoStop = new AutoStopSpec { Enable = true, Duration = duration, Prompt = prompt };
        return this;
    }

    /// <summary>Sets the workspace. Default of the service: the workspace <c>0</c>.</summary>
    /// <param name="id">The id of the workspace.</param>
    /// <returns>This builder.</returns>
    public CreateInstanceRequestBuilder WithWorkspace(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        _workspace = new WorkspaceSpec { Id = id };
        return this;
    }

    /// <summary>Runs in a resource pool. Default of the service: the public pool.</summary>
    /// <param name="id">The id of the pool.</param>
    /// <param name="type">The kind of pool; <see cref="ResourcePoolType.UserDefined"/> for a dedicated one.</param>
    /// <returns>This builder.</returns>
    public CreateInstanceRequestBuilder WithPool(string id, ResourcePoolType? type = null)
    {
        ArgumentNullException.ThrowIfNull(id);
        _pool = new PoolSpec { Id = id, Type = type };
        return this;
    }

    /// <summary>Sets the AI project, which the service reserves for later use.</summary>
    /// <param name="id">The id of the AI project.</param>
    /// <returns>This builder.</returns>
    public CreateInstanceRequestBuilder WithAiProject(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        _aiProject = new AIProjectSpec { Id = id };
        return this;
    }

    /// <summary>Adds an annotation; one that is set twice keeps the last value.</summary>
    /// <param name="key">The key; not empty.</param>
    /// <param name="value">The value.</param>
    /// <returns>This builder.</returns>
    public CreateInstanceRequestBuilder WithAnnotation(string key, string value)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        _annotations[key] = value;
        return this;
    }

    /// <summary>Makes the request.</summary>
    /// <returns>A request that keeps all rules.</returns>
    /// <exception cref="InvalidRequestException">It breaks rules; the exception lists all of them.</exception>
    public CreateInstanceRequest Build() =>
        TryBuild(out CreateInstanceRequest? request, out IReadOnlyList<RequestFailure> failures) ? request : throw new InvalidRequestException(failures);

    /// <summary>Makes the request, or says what is wrong with it.</summary>
    /// <param name="request">The request; <see langword="null"/> where it breaks a rule.</param>
    /// <param name="failures">Every rule that it breaks; empty where there is none.</param>
    /// <returns>Whether it keeps all rules.</returns>
    public bool TryBuild([NotNullWhen(true)] out CreateInstanceRequest? request, out IReadOnlyList<RequestFailure> failures)
    {
        CreateInstanceRequest candidate = new()
        {
            Name = _name,
            ProfileId = _profileId,
            Flavor = _flavor,
            Description = _description,
            Workspace = _workspace,
            Pool = _pool,
            AiProject = _aiProject,
            Spec = new NotebookSpec
            {
                // The compiler would not let a caller leave the storage out; here the rules say so, with all the rest.
                Storage = _storage!,
                ExtendStorage = _extendStorage.Count == 0 ? null : [.. _extendStorage],
                AutoStop = _autoStop,
                Annotations = _annotations.Count == 0 ? null : new Dictionary<string, string>(_annotations),
            },
        };
        failures = candidate.Validate();
        request = failures.Count == 0 ? candidate : null;
        return request is not null;
    }

    private static StorageSpec ParallelFileSystem(string bucket, string? mountPath, AccessMode? accessMode)
    {
        ArgumentNullException.ThrowIfNull(bucket);
        return new StorageSpec
        {
            Type = StorageType.Obsfs,
            Location = new StorageLocationSpec { Path = bucket, MountPath = mountPath, AccessModes = accessMode },
        };
    }
}
