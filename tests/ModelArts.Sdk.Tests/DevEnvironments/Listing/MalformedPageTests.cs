using System.Net;
using System.Text.Json;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Serialization;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments.Listing;

public sealed class MalformedPageTests
{
    [Theory]
    [InlineData("""[{"id":"a"},{"name":"no id"}]""", "$.instances[1]")]
    [InlineData("""[{"id":"a"},{"id":null}]""", "$.instances[1].id")]
    [InlineData("""[{"id":"a"},{"id":" "}]""", "$.instances[1]")]
    [InlineData("""[{"id":"a"},{"id":"b"},{"id":7}]""", "$.instances[2].id")]
    [InlineData("""[null]""", "$.instances[0]")]
    [InlineData("""[{"id":"a"},"b"]""", "$.instances[1]")]
    [InlineData("""[{"id":"a","creation_timestamp":"soon"}]""", "$.instances[0].creation_timestamp")]
    [InlineData("""[{"id":"a","spec":{"auto_stop":{"duration":[]}}}]""", "$.instances[0].spec.auto_stop.duration")]
    [InlineData("""{"id":"a"}""", "$.instances")]
    [InlineData("""[{"id":"a"},{"id":""", "$.instances[1]")]
    public async Task ListPageAsync_MalformedInstance_IsNamedByItsIndex(string instances, string path)
    {
        MalformedResponseException exception = await Assert.ThrowsAsync<MalformedResponseException>(
            () => GetPageAsync($$"""{"instances":{{instances}}}"""));

        Assert.Contains($"{path}:", exception.Message.Replace($"{path} is", $"{path}: is", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(path, Assert.IsType<JsonException>(exception.InnerException).Path);
        Assert.Equal(HttpStatusCode.OK, exception.StatusCode);
    }

    [Fact]
    public async Task ListAsync_MalformedInstanceOnTheSecondPage_ListsNothingOfThatPage()
    {
        Queue<string> pages = new(["""{"instances":[{"id":"a"},{"id":"b"}]}""", """{"instances":[{"id":"c"},{}]}"""]);
        using ModelArtsClient client = TestClient.Create(() => RecordingTransport.Json(pages.Dequeue()));
        List<string> seen = [];

        MalformedResponseException exception = await Assert.ThrowsAsync<MalformedResponseException>(async () =>
        {
            await foreach (DevEnvironmentInstance instance in client.DevEnvironments.ListAsync(new ListInstancesQuery { PageSize = 2 }, TestContext.Current.CancellationToken))
            {
                seen.Add(instance.Id);
            }
        });

        Assert.Equal(["a", "b"], seen);
        Assert.Contains("$.instances[1]", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"total_count":0}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("<html></html>")]
    [InlineData("""{"total_count":"many","instances":[]}""")]
    public async Task ListPageAsync_NoPageAtAll_IsMalformed(string body) =>
        await Assert.ThrowsAsync<MalformedResponseException>(() => GetPageAsync(body));

    [Theory]
    [InlineData("""{"instances":null}""")]
    [InlineData("""{"total_count":0,"instances":[]}""")]
    [InlineData("""{"total_count":"0","instances":null,"new":1}""")]
    public async Task ListPageAsync_NullOrEmpty_IsAnEmptyPage(string body)
    {
        InstancePage page = await GetPageAsync(body);

        Assert.Empty(page.Instances);
    }

    [Fact]
    public void InstancePage_RoundTrip_LosesNothing()
    {
        const string json = """{"total_count":2,"instances":[{"id":"a","new":1},{"id":"b","status":"RUNNING"}],"extra":true}""";

        InstancePage page = JsonSerializer.Deserialize(json, ModelArtsJsonContext.Default.InstancePage)!;

        Assert.Equal(json, JsonSerializer.Serialize(page, ModelArtsJsonContext.Default.InstancePage));
    }

    private static async Task<InstancePage> GetPageAsync(string body)
    {
        using ModelArtsClient client = TestClient.Create(() => RecordingTransport.Json(body));
        return await client.DevEnvironments.ListPageAsync(new ListInstancesQuery(), TestContext.Current.CancellationToken);
    }
}
