using System.Globalization;
using System.Net;
using Microsoft.Extensions.Time.Testing;
using ModelArts.Sdk.ContractTests.Service;

namespace ModelArts.Sdk.ContractTests.Errors;

/// <summary>What an error's headers say: the id of the request, and how long to wait.</summary>
public sealed class ErrorHeaderTests
{
    private static readonly DateTimeOffset Now = new(2020, 7, 16, 8, 22, 29, TimeSpan.Zero);

    [Theory]
    [InlineData("X-Request-Id", "from-header", """{"error_code":"X.1","request_id":"from-body"}""", "from-header")]
    [InlineData("X-IAM-Trace-Id", "from-iam", """{"error_code":"X.1","request_id":"from-body"}""", "from-iam")]
    [InlineData("X-Other", "x", """{"error_code":"X.1","request_id":"from-body"}""", "from-body")]
    [InlineData("X-Other", "x", """{"request_id":"outside","error":{"code":"X.1","message":"m"}}""", "outside")]
    [InlineData("X-Other", "x", """{"error":{"code":"X.1","message":"m","request_id":"inside"}}""", "inside")]
    [InlineData("X-Other", "x", "<Error><Code>X.1</Code><RequestId>from-xml</RequestId></Error>", "from-xml")]
    [InlineData("X-Other", "x", """{"error_code":"X.1"}""", null)]
    public async Task Get_Error_HasTheIdOfTheRequest(string header, string value, string body, string? expected)
    {
        using NotebookService service = new();
        service.AnswerGet(HttpStatusCode.BadRequest, body, (header, value));

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(service.GetAsync);

        Assert.Equal(expected, exception.RequestId);
        Assert.Contains(expected is null ? "" : $"(request {expected})", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("7", 7)]
    [InlineData("86400", 86400)]
    [InlineData("Thu, 16 Jul 2020 08:23:29 GMT", 60)]
    public async Task Get_RetryAfter_InSecondsOrAsADate_IsTheTimeToWait(string header, int seconds)
    {
        ModelArtsApiException exception = await GetWithRetryAfterAsync(header);

        Assert.Equal(TimeSpan.FromSeconds(seconds), exception.RetryAfter);
    }

    [Theory]
    [InlineData("Thu, 16 Jul 2020 08:21:29 GMT")]
    [InlineData("-5")]
    [InlineData("soon")]
    [InlineData("99999999999999999999")]
    public async Task Get_RetryAfter_ThatIsPastOrGarbage_IsNone(string header)
    {
        ModelArtsApiException exception = await GetWithRetryAfterAsync(header);

        Assert.Equal(HttpStatusCode.TooManyRequests, exception.StatusCode);
        Assert.Null(exception.RetryAfter);
    }

    [Fact]
    public async Task Get_WithoutRetryAfter_IsNone()
    {
        using NotebookService service = new();
        service.AnswerGet(HttpStatusCode.TooManyRequests, "");

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(service.GetAsync);

        Assert.Null(exception.RetryAfter);
    }

    [Fact]
    public async Task Get_RetryAfterAsADate_IsReadAlikeInAnyCulture()
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            // Its calendar is in the year 2563 at the time of this test.
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("th-TH");

            Assert.Equal(TimeSpan.FromMinutes(1), (await GetWithRetryAfterAsync("Thu, 16 Jul 2020 08:23:29 GMT")).RetryAfter);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static async Task<ModelArtsApiException> GetWithRetryAfterAsync(string header)
    {
        using NotebookService service = new(options => options.TimeProvider = new FakeTimeProvider(Now));
        service.AnswerGet(
            HttpStatusCode.TooManyRequests,
            """{"error_code":"ModelArts.6101","error_msg":"busy"}""",
            ("Retry-After", header),
            ("Date", Now.ToString("R", CultureInfo.InvariantCulture)));
        return await Assert.ThrowsAsync<ModelArtsApiException>(service.GetAsync);
    }
}
