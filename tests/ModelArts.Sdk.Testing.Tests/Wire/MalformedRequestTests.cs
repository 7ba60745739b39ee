using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace ModelArts.Sdk.Testing.Tests.Wire;

public sealed class MalformedRequestTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("""{"name":"n",""")]
    [InlineData("""{"name":"\ud800"}""")]
    [InlineData("""{"\ud800":1}""")]
    public async Task Create_MalformedJson_Answers400With0101(string body)
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator);

        RawAnswer answer = await client.CreateAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("ModelArts.0101", answer.ErrorCode);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    public async Task Create_JsonThatIsNoObject_Answers400(string body)
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator);

        RawAnswer answer = await client.CreateAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("ModelArts.6332", answer.ErrorCode);
    }

    [Fact]
    public async Task Create_JsonTenThousandLevelsDeep_Answers400()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator);

        RawAnswer answer = await client.CreateAsync(new string('[', 10_000) + new string(']', 10_000));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("ModelArts.0101", answer.ErrorCode);
    }

    [Fact]
    public async Task Create_NoBodyAtAll_Answers400()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator);

        RawAnswer answer = await client.SendAsync(HttpMethod.Post, client.InstancesPath);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("ModelArts.0101", answer.ErrorCode);
    }

    [Fact]
    public async Task Create_BodyThatIsNotWhatItsEncodingSays_Answers400AndIsJournaled()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator);
        using ByteArrayContent body = new("not compressed"u8.ToArray());
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        body.Headers.ContentEncoding.Add("gzip");

        RawAnswer answer = await client.SendAsync(HttpMethod.Post, client.InstancesPath, body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("ModelArts.0101", answer.ErrorCode);
        Assert.Equal(400, Assert.Single(simulator.Journal.ShouldHave(1, SimulatorOperation.Create)).StatusCode);
    }

    [Fact]
    public async Task Create_NoContentType_IsReadAsJson()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator);
        using ByteArrayContent body = new(Encoding.UTF8.GetBytes(RawClient.ValidRequest().ToJsonString()));

        RawAnswer answer = await client.SendAsync(HttpMethod.Post, client.InstancesPath, body);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }
}
