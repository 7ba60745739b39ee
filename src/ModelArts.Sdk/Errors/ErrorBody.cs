using System.Text.Json;
using System.Xml;

namespace ModelArts.Sdk.Errors;

/// <summary>
/// What an error's body says. The gateway, IAM and the service each have a shape of their own, and the documents disagree with
/// the samples about <c>error_msg</c> and <c>error_message</c>: every shape is read.
/// </summary>
internal readonly record struct ErrorBody(string? Code, string? Message, string? RequestId)
{
    private static readonly string[] CodeNames = ["error_code", "code", "Code"];
    private static readonly string[] MessageNames = ["error_message", "error_msg", "message", "Message"];
    private static readonly string[] RequestIdNames = ["request_id", "RequestId"];

    /// <summary>Reads a body of any shape; what is not understood is left <see langword="null"/>.</summary>
    public static ErrorBody Parse(string body)
    {
        ReadOnlySpan<char> start = body.AsSpan().TrimStart();
        return start.IsEmpty ? default
            : start[0] == '{' ? ParseJson(body)
            : start[0] == '<' ? ParseXml(body)
            : default;
    }

    private static ErrorBody ParseJson(string body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement root = document.RootElement;
            ErrorBody error = FromObject(root);
            if (error.Code is not null || error.Message is not null)
            {
                return error;
            }

            // Nested one level: {"error":{"code":401,"message":"..."}}
            foreach (JsonProperty property in root.EnumerateObject())
            {
                if (property.Value.ValueKind == JsonValueKind.Object)
                {
                    ErrorBody nested = FromObject(property.Value);
                    if (nested.Code is not null || nested.Message is not null)
                    {
                        return nested with { RequestId = nested.RequestId ?? error.RequestId };
                    }
                }
            }

            return error;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The latter: half of a surrogate pair, which JSON can escape and a string cannot hold.
            return default;
        }
    }

    private static ErrorBody FromObject(JsonElement element) =>
        new(Find(element, CodeNames), Find(element, MessageNames), Find(element, RequestIdNames));

    private static string? Find(JsonElement element, string[] names)
    {
        foreach (string name in names)
        {
            if (element.TryGetProperty(name, out JsonElement value))
            {
                string? text = value.ValueKind switch
                {
                    JsonValueKind.String => value.GetString(),
                    JsonValueKind.Number => value.GetRawText(),
                    _ => null,
                };
                if (!string.IsNullOrWhiteSpace(text))
                {
                    return text;
                }
            }
        }

        return null;
    }

    private static ErrorBody ParseXml(string body)
    {
        ErrorBody error = default;
        try
        {
            // A body is not to be trusted: no DTD, hence no entity that grows or reads a file. HTML fails here and says nothing.
            using XmlReader reader = XmlReader.Create(
                new StringReader(body),
                new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            string? name = null;
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element)
                {
                    name = reader.LocalName;
                }
                else if (reader.NodeType == XmlNodeType.EndElement)
                {
                    name = null;
                }
                else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && name is not null)
                {
                    error = error with
                    {
                        Code = error.Code ?? Pick(name, CodeNames, reader.Value),
                        Message = error.Message ?? Pick(name, MessageNames, reader.Value),
                        RequestId = error.RequestId ?? Pick(name, RequestIdNames, reader.Value),
                    };
                }
            }

            return error;
        }
        catch (XmlException)
        {
            return error.Code is null ? default : error;
        }
    }

    private static string? Pick(string name, string[] names, string value) => names.Contains(name) ? value.Trim() : null;
}
