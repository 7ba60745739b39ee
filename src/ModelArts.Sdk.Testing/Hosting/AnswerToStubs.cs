using Microsoft.AspNetCore.Http;
using ModelArts.Sdk.Testing.Faults;
using WireMock;
using WireMock.ResponseProviders;
using WireMock.Settings;
using WireMock.Types;
using WireMock.Util;

namespace ModelArts.Sdk.Testing.Hosting;

/// <summary>The service as the last of WireMock's mappings: it answers what no stub of a user's does.</summary>
internal sealed class AnswerToStubs(ServiceEndpoint endpoint) : IResponseProvider
{
    public async Task<(IResponseMessage Message, IMapping? Mapping)> ProvideResponseAsync(
        IMapping mapping,
        HttpContext context,
        IRequestMessage requestMessage,
        WireMockServerSettings settings)
    {
        WireAnswer? answer = await endpoint.AnswerAsync(context, requestMessage.BodyAsBytes).ConfigureAwait(false);
        if (answer is null)
        {
            // Nothing that WireMock writes gets through any more.
            context.Abort();
            return (new ResponseMessage { StatusCode = StatusCodes.Status503ServiceUnavailable }, null);
        }

        // Not through WireMock, which leaves some of the headers out; the body is what it writes in any case.
        bool hasBody = AnswerWriting.WriteHead(context, answer);
        ResponseMessage response = new()
        {
            StatusCode = answer.StatusCode,
            BodyData = hasBody ? new BodyData { DetectedBodyType = BodyType.Bytes, BodyAsBytes = answer.Body } : null,
        };
        if (answer.ContentType is not null)
        {
            response.AddHeader("Content-Type", answer.ContentType);
        }

        return (response, null);
    }
}
