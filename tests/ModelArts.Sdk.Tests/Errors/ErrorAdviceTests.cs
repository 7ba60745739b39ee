using System.Net;
using ModelArts.Sdk.Errors;

namespace ModelArts.Sdk.Tests.Errors;

/// <summary>What a person is told to do.</summary>
public sealed class ErrorAdviceTests
{
    [Theory]
    [InlineData("ModelArts.6301", "Choose another name")]
    [InlineData("ModelArts.6302", "Delete an instance")]
    [InlineData("ModelArts.6304", "Stop the instance first")]
    [InlineData("ModelArts.6309", "Check the instance id")]
    [InlineData("ModelArts.6324", "Use 'evs', 'obs'")]
    [InlineData("ModelArts.6329", "Try another flavor")]
    [InlineData("ModelArts.6323", "a flavor that this region offers")]
    [InlineData("ModelArts.6330", "a profile for the hardware")]
    [InlineData("ModelArts.6326", "in arrears")]
    [InlineData("ModelArts.0201", "Give the client a credential")]
    [InlineData("ModelArts.0202", "Get a new token")]
    [InlineData("ModelArts.0203", "Check that the token is whole")]
    [InlineData("ModelArts.0204", "scoped to the project")]
    [InlineData("ModelArts.0206", "Check that the access key")]
    [InlineData("ModelArts.0210", "the same project")]
    [InlineData("ModelArts.0108", "lacks the permission")]
    [InlineData("ModelArts.6355", "try again in a minute")]
    [InlineData("ModelArts.6333", "again in some minutes")]
    public void For_KnownCode_SaysWhatToDo(string code, string words) =>
        Assert.Contains(words, ErrorAdvice.For(HttpStatusCode.BadRequest, code), StringComparison.Ordinal);

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "Check that the credential is valid")]
    [InlineData(HttpStatusCode.Forbidden, "may not do this")]
    [InlineData(HttpStatusCode.NotFound, "Check the endpoint")]
    [InlineData(HttpStatusCode.MethodNotAllowed, "Check the endpoint")]
    [InlineData(HttpStatusCode.TooManyRequests, "Too many requests")]
    [InlineData(HttpStatusCode.InternalServerError, "try again later")]
    [InlineData(HttpStatusCode.GatewayTimeout, "try again later")]
    public void For_UnknownCode_GoesByTheStatus(HttpStatusCode status, string words) =>
        Assert.Contains(words, ErrorAdvice.For(status, "ModelArts.9999"), StringComparison.Ordinal);

    [Fact]
    public void For_NothingKnown_SaysNothing() => Assert.Null(ErrorAdvice.For(HttpStatusCode.BadRequest, default));
}
