using System.Net;
using ModelArts.Sdk.ContractTests.Service;

namespace ModelArts.Sdk.ContractTests.Errors;

/// <summary>An exception ends up in logs: it shows little of a body, and never the token, whatever the server sends back.</summary>
public sealed class ErrorDisclosureTests
{
    private const int MaxShown = 200;

    // A letter that stands in no message of ours, so that what is counted is the body's.
    private static readonly string Long = new('ж', 5000);

    public static TheoryData<string> LongBodies =>
    [
        Long,
        $$"""{"error_code":"X.1","error_message":"{{Long}}"}""",
        $$"""{"error_code":"{{Long}}"}""",
        $$$"""{"error":{"code":400,"message":"{{{Long}}}"}}""",
        $"<Error><Code>X.1</Code><Message>{Long}</Message></Error>",
        $"<html>{Long}</html>",
    ];

    public static TheoryData<string> Echoes =>
    [
        NotebookService.Token,
        $$"""{"error_code":"X.1","error_message":"bad token {{NotebookService.Token}} refused"}""",
        $$"""{"error_msg":"X-Auth-Token: {{NotebookService.Token}}"}""",
        $$$"""{"headers":{"X-Auth-Token":"{{{NotebookService.Token}}}"}}""",
        $"<Error><Message>{NotebookService.Token}</Message></Error>",
        $"<html>{NotebookService.Token}</html>",
    ];

    [Theory]
    [MemberData(nameof(LongBodies))]
    public async Task Get_ErrorWithALongBody_ShowsAtMost200CharactersOfIt(string body)
    {
        using NotebookService service = new();
        service.AnswerGet(HttpStatusCode.BadRequest, body);

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(service.GetAsync);

        Assert.InRange(exception.Message.Count(character => character == 'ж'), 0, MaxShown);
    }

    [Theory]
    [MemberData(nameof(LongBodies))]
    public async Task Get_SuccessWithALongMalformedBody_ShowsAtMost200CharactersOfIt(string body)
    {
        using NotebookService service = new();
        service.AnswerGet(HttpStatusCode.OK, body);

        MalformedResponseException exception = await Assert.ThrowsAsync<MalformedResponseException>(service.GetAsync);

        Assert.InRange(exception.Message.Count(character => character == 'ж'), 0, MaxShown);
        Assert.InRange(exception.Snippet.Length, 1, MaxShown);
    }

    [Theory]
    [MemberData(nameof(Echoes))]
    public async Task Get_ErrorThatEchoesTheToken_NowhereShowsIt(string body)
    {
        using NotebookService service = new();
        service.AnswerGet(HttpStatusCode.BadRequest, body);

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(service.GetAsync);

        AssertFreeOfToken(exception.ToString());
        AssertFreeOfToken(exception.ErrorMessage);
    }

    [Theory]
    [MemberData(nameof(Echoes))]
    public async Task Get_CredentialRefusedAndTokenEchoed_NowhereShowsIt(string body)
    {
        using NotebookService service = new();
        service.AnswerGet(HttpStatusCode.Unauthorized, body);

        ModelArtsAuthenticationException exception = await Assert.ThrowsAsync<ModelArtsAuthenticationException>(service.GetAsync);

        AssertFreeOfToken(exception.ToString());
    }

    [Theory]
    [MemberData(nameof(Echoes))]
    public async Task Get_MalformedSuccessThatEchoesTheToken_NowhereShowsIt(string body)
    {
        using NotebookService service = new();
        service.AnswerGet(HttpStatusCode.OK, body);

        MalformedResponseException exception = await Assert.ThrowsAsync<MalformedResponseException>(service.GetAsync);

        AssertFreeOfToken(exception.ToString());
        AssertFreeOfToken(exception.Snippet);
    }

    [Fact]
    public async Task Get_TokenAcrossTheEndOfTheSnippet_IsNotShownInPart()
    {
        using NotebookService service = new();
        service.AnswerGet(HttpStatusCode.OK, new string('x', MaxShown - 10) + NotebookService.Token);

        MalformedResponseException exception = await Assert.ThrowsAsync<MalformedResponseException>(service.GetAsync);

        Assert.DoesNotContain(NotebookService.Token[..5], exception.Snippet, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ErrorMessage_IsNotShortenedForWhoeverAsks()
    {
        using NotebookService service = new();
        service.AnswerGet(HttpStatusCode.BadRequest, $$"""{"error_code":"X.1","error_message":"{{Long}}"}""");

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(service.GetAsync);

        Assert.Equal(Long, exception.ErrorMessage);
    }

    private static void AssertFreeOfToken(string? text)
    {
        // Not even its beginning: what is cut off must not have been shown first.
        Assert.DoesNotContain("canary", text ?? "", StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("MIIE1", text ?? "", StringComparison.OrdinalIgnoreCase);
    }
}
