using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments.Create;

/// <summary>Inputs on which tests/ModelArts.Sdk.Fuzzing has seen the SDK fail.</summary>
public sealed class FoundByFuzzingTests
{
    /// <summary>Seed a-VBnRYtaR_1: the tolerance was subtracted from the first moment that there is.</summary>
    [Theory]
    [InlineData("Mon, 01 Jan 0001 00:00:00 GMT")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    public async Task CreateAsync_AnswerLostAndListOfAnImpossibleDate_EndsInAnExceptionOfTheSdks(string date)
    {
        RecordingTransport transport = new(request =>
        {
            if (request.Method == HttpMethod.Post)
            {
                return RecordingTransport.Json("");
            }

            HttpResponseMessage list = RecordingTransport.Json("""{"total_count":1,"instances":[{"id":"DE-1","name":"another","creation_timestamp":"1593682437894"}]}""");
            list.Headers.TryAddWithoutValidation("Date", date);
            return list;
        });
        using ModelArtsClient client = new(TestClient.Options(transport));

        await Assert.ThrowsAsync<CreateOutcomeUnknownException>(
            () => client.DevEnvironments.CreateAsync(ValidRequest.Create(), TestContext.Current.CancellationToken));

        Assert.Single(transport.Requests, request => request.Method == HttpMethod.Post);
    }
}
