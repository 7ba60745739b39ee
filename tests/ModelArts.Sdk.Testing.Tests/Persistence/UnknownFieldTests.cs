using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace ModelArts.Sdk.Testing.Tests.Persistence;

/// <summary>Fields that nobody knows are ignored, and so they must not come into a state file either: not each of them can be written.</summary>
public sealed class UnknownFieldTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("simulator-");
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.FromUnixTimeMilliseconds(1_600_000_000_000));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SimulatorOptions Options => new() { StateFile = Path.Combine(_directory.FullName, "state.json"), TimeProvider = _clock };

    /// <summary>JSON that can be read, but is no text, or comes deeper once it stands in a line of the file.</summary>
    public static TheoryData<string> Fields =>
    [
        "\"tomorrow\"",
        "\"\\ud800\"",
        "{\"a\":[\"\\udc00\"]}",
        new string('[', 61) + new string(']', 61),
        new string('[', 62) + new string(']', 62),
        new string('[', 63) + new string(']', 63),
    ];

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task Create_WithAnUnknownField_IsKeptAndSoIsWhatComesAfter(string value)
    {
        await using (ModelArtsSimulator first = await ModelArtsSimulator.StartAsync(Options, Cancellation))
        {
            using RawClient client = new(first);
            RawAnswer created = await client.CreateAsync(RawClient.ValidRequest("one").ToJsonString()[..^1] + $",\"tomorrow\":{value}}}");
            Assert.True(created.Status == HttpStatusCode.OK, created.Text);
            await client.CreatedAsync(RawClient.ValidRequest("two"));
        }

        await using ModelArtsSimulator second = await ModelArtsSimulator.StartAsync(Options, Cancellation);
        Assert.Equal(["one", "two"], second.Instances.Select(instance => instance.Name));
        Assert.DoesNotContain("tomorrow", await File.ReadAllTextAsync(Options.StateFile!, Cancellation), StringComparison.Ordinal);
    }
}
