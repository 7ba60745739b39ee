using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk;

/// <summary>The way into ModelArts. Thread-safe, and made to be kept: one client serves an application for as long as it runs.</summary>
/// <example>
/// <code>
/// using ModelArtsClient client = new(new ModelArtsClientOptions { Region = ModelArtsRegion.CnNorth4 });
/// DevEnvironmentInstance? found = await client.DevEnvironments.FindByNameAsync("my-notebook");
/// Console.WriteLine(found?.Status);
/// </code>
/// </example>
public class ModelArtsClient : IDisposable, IAsyncDisposable
{
    private readonly HttpClient? _http;

    /// <summary>Makes a client. Nothing is sent yet.</summary>
    /// <param name="options">
    /// Where the service is, whose project it is about, and what authenticates it; a <see cref="ModelArtsClientOptions.Region"/> is
    /// enough where the surroundings hold a credential.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">Options are missing or wrong; the message lists all of them.</exception>
    public ModelArtsClient(ModelArtsClientOptions options)
        : this(ClientPipeline.Create(CheckedCopy(options)))
    {
    }

    internal ModelArtsClient(ClientChain chain)
    {
        _http = ClientPipeline.CreateHttpClient(chain.Handler, chain.Options);
        DevEnvironments = new DevEnvironmentsClient(ClientPipeline.CreateApi(_http, chain.Options), chain.Options, chain.Context, chain.Budget);
    }

    /// <summary>For a test's double, which overrides the members that it needs.</summary>
    protected ModelArtsClient() => DevEnvironments = null!;

    /// <summary>Development environments: cloud notebooks.</summary>
    public virtual DevEnvironmentsClient DevEnvironments { get; }

    /// <summary>Closes the client's connections. Calls under way fail.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the client's connections. Calls under way fail.</summary>
    /// <returns>A task that has ended.</returns>
    public ValueTask DisposeAsync()
    {
        Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Releases what the client holds.</summary>
    /// <param name="disposing">Whether it is disposed of rather than finalized.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _http?.Dispose();
        }
    }

    private static ModelArtsClientOptions CheckedCopy(ModelArtsClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (ModelArtsClientOptionsRules.Check(options) is { Count: > 0 } problems)
        {
            throw new ArgumentException(ModelArtsClientOptionsRules.Describe(problems), nameof(options));
        }

        ModelArtsClientOptions own = options.Copy();
        own.Credential ??= new DefaultModelArtsCredential();
        return own;
    }
}
