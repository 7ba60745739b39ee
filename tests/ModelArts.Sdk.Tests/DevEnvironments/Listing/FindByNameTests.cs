using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments.Listing;

public sealed class FindByNameTests
{
    private const string Instances =
        """{"instances":[{"id":"1","name":"Wanted","status":"RUNNING"},{"id":"2","name":"wanted","status":"DELETED"},{"id":"3","name":"wanted","status":"RUNNING"}]}""";

    [Fact]
    public async Task FindByNameAsync_SameNameInAnotherCaseAndADeletedOne_FindsTheOneThatIsMeant() =>
        Assert.Equal("3", (await FindAsync("wanted", new RecordingTransport(_ => RecordingTransport.Json(Instances))))?.Id);

    [Theory]
    [InlineData("want")]
    [InlineData("WANTED")]
    [InlineData("wanted ")]
    public async Task FindByNameAsync_NoneOfThatName_IsNull(string name) =>
        Assert.Null(await FindAsync(name, new RecordingTransport(_ => RecordingTransport.Json(Instances))));

    [Fact]
    public async Task FindByNameAsync_Asked_LooksThroughTheWholeAccountNewestFirst()
    {
        RecordingTransport transport = new(_ => RecordingTransport.Json(Instances));

        await FindAsync("Wanted", transport);

        Assert.Equal(
            "?de_type=Notebook&sortby=creation_timestamp&order=desc&offset=0&limit=100&show_self=false",
            Assert.Single(transport.Requests).Uri.Query);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(null)]
    public async Task FindByNameAsync_BlankName_IsAnArgumentErrorAndSendsNothing(string? name)
    {
        RecordingTransport transport = new(_ => RecordingTransport.Json(Instances));

        await Assert.ThrowsAnyAsync<ArgumentException>(() => FindAsync(name!, transport));

        Assert.Empty(transport.Requests);
    }

    private static async Task<DevEnvironmentInstance?> FindAsync(string name, RecordingTransport transport)
    {
        using ModelArtsClient client = new(TestClient.Options(transport));
        return await client.DevEnvironments.FindByNameAsync(name, TestContext.Current.CancellationToken);
    }
}
