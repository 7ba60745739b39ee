using System.IO.Compression;
using System.Net;
using System.Text;
using ModelArts.Sdk.ContractTests.Service;
using ModelArts.Sdk.DevEnvironments;
using WireMock.ResponseBuilders;

namespace ModelArts.Sdk.ContractTests.Errors;

/// <summary>Compressed bodies are understood, and no body is read beyond the limit, compressed or not.</summary>
public sealed class CompressionAndSizeTests
{
    private const int Limit = 4096;

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task Get_CompressedBody_IsUnderstood(string encoding)
    {
        using NotebookService service = new();
        service.AnswerGet(Compressed(ContractFixture.Read("create-response.json"), encoding, 200));

        DevEnvironmentInstance instance = await service.GetAsync();

        Assert.Equal("notebook-c6fd", instance.Name);
    }

    [Fact]
    public async Task Get_CompressedError_IsUnderstood()
    {
        using NotebookService service = new();
        service.AnswerGet(Compressed(ContractFixture.Read("error-response.json"), "gzip", 400));

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(service.GetAsync);

        Assert.Equal(ModelArtsErrorCode.StoragePathNotDirectory, exception.ErrorCode);
    }

    [Fact]
    public async Task Get_BodyOfTheLimit_IsUnderstood()
    {
        using NotebookService service = new(options => options.MaxResponseBytes = Limit);
        service.AnswerGet(HttpStatusCode.OK, Instance(Limit));

        DevEnvironmentInstance instance = await service.GetAsync();

        Assert.Equal("DE-1", instance.Id);
    }

    [Fact]
    public async Task Get_BodyAboveTheLimit_IsRefused()
    {
        using NotebookService service = new(options => options.MaxResponseBytes = Limit);
        service.AnswerGet(HttpStatusCode.OK, Instance(Limit + 1), ("X-Request-Id", "request-1"));

        await AssertTooLargeAsync(service);
    }

    [Fact]
    public async Task Get_BodyAboveTheLimitAfterDecompression_IsRefused()
    {
        using NotebookService service = new(options => options.MaxResponseBytes = Limit);
        service.AnswerGet(Compressed(Instance(1024 * 1024), "gzip", 200).WithHeader("X-Request-Id", "request-1"));

        await AssertTooLargeAsync(service);
    }

    [Fact]
    public async Task Get_ErrorAboveTheLimit_IsStillTheError()
    {
        using NotebookService service = new(options => options.MaxResponseBytes = Limit);
        service.AnswerGet(HttpStatusCode.BadGateway, new string('x', 1024 * 1024));

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(service.GetAsync);

        Assert.Equal(HttpStatusCode.BadGateway, exception.StatusCode);
        Assert.InRange(exception.ErrorMessage!.Length, 1, Limit);
    }

    private static async Task AssertTooLargeAsync(NotebookService service)
    {
        MalformedResponseException exception = await Assert.ThrowsAsync<MalformedResponseException>(service.GetAsync);

        Assert.Equal(HttpStatusCode.OK, exception.StatusCode);
        Assert.Equal("request-1", exception.RequestId);
        Assert.Equal(NotebookService.InstanceId, exception.InstanceId);
        Assert.Contains($"MaxResponseBytes ({Limit} bytes)", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>An instance whose JSON has so many bytes.</summary>
    private static string Instance(int bytes)
    {
        const string begin = """{"id":"DE-1","name":""";
        return $"{begin}\"{new string('n', bytes - begin.Length - 3)}\"}}";
    }

    private static IResponseBuilder Compressed(string body, string encoding, int status)
    {
        using MemoryStream compressed = new();
        using (Stream stream = encoding switch
        {
            "gzip" => new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true),
            "br" => new BrotliStream(compressed, CompressionLevel.Optimal, leaveOpen: true),
            _ => new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true),
        })
        {
            stream.Write(Encoding.UTF8.GetBytes(body));
        }

        return Response.Create().WithStatusCode(status).WithHeader("Content-Encoding", encoding).WithHeader("Content-Type", "application/json").WithBody(compressed.ToArray());
    }
}
