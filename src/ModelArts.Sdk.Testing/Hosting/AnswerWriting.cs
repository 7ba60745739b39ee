using Microsoft.AspNetCore.Http;
using ModelArts.Sdk.Testing.Faults;

namespace ModelArts.Sdk.Testing.Hosting;

/// <summary>Writes an answer to the client.</summary>
internal static class AnswerWriting
{
    /// <summary>Where a request keeps the <c>Date</c> that a fault gives its answer.</summary>
    public static object GivenDate { get; } = new();

    /// <summary>Writes all of an answer; where there is none, the connection ends.</summary>
    public static async Task WriteAsync(HttpContext context, WireAnswer? answer)
    {
        if (answer is null)
        {
            context.Abort();
            return;
        }

        if (WriteHead(context, answer))
        {
            await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted).ConfigureAwait(false);
        }
    }

    /// <summary>Writes the head of an answer, and says whether its body is to follow.</summary>
    public static bool WriteHead(HttpContext context, WireAnswer answer)
    {
        HttpResponse response = context.Response;
        response.StatusCode = answer.StatusCode;
        foreach ((string name, string value) in answer.Headers)
        {
            // A date that is given here is a fault's, and is not to be corrected.
            if (string.Equals(name, "Date", StringComparison.OrdinalIgnoreCase))
            {
                context.Items[GivenDate] = value;
            }

            response.Headers.Append(name, value);
        }

        response.ContentType = answer.ContentType;
        if (answer.StatusCode is StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified or < 200)
        {
            // The server refuses to write a body for these, whatever a fault says.
            return false;
        }

        if (response.ContentLength is null && response.Headers.TransferEncoding.Count == 0)
        {
            response.ContentLength = answer.Body.Length;
        }

        return true;
    }
}
