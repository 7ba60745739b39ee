using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ModelArts.Sdk.Testing;

/// <summary>A body that a <see cref="Fault"/> puts in the place of the true one.</summary>
/// <remarks>Made by the members of this class; two that say the same are not equal unless they are the same object.</remarks>
public sealed class FaultBody
{
    private const string Json = "application/json;charset=utf-8";
    private const string Html = "text/html;charset=utf-8";

    /// <summary>Where there is no true answer to spoil: what the service would have said of some instance.</summary>
    private static readonly byte[] SampleAnswer = Encoding.UTF8.GetBytes(
        """{"id":"DE-00000000-0000-0000-0000-000000000000","name":"sample","status":"CREATING","flavor":"modelarts.vm.cpu.2u"}""");

    private readonly string _name;
    private readonly Func<byte[]?, byte[]> _make;

    private FaultBody(string name, string? contentType, Func<byte[]?, byte[]> make) => (_name, ContentType, _make) = (name, contentType, make);

    private FaultBody(string name, string? contentType, string text)
        : this(name, contentType, Encoding.UTF8.GetBytes(text))
    {
    }

    private FaultBody(string name, string? contentType, byte[] bytes)
        : this(name, contentType, _ => bytes)
    {
    }

    /// <summary>No body: <c>Content-Length: 0</c> and no content type.</summary>
    public static FaultBody Empty { get; } = new("no body", null, "");

    /// <summary><c>{}</c> as JSON.</summary>
    public static FaultBody EmptyObject { get; } = new("{}", Json, "{}");

    /// <summary><c>null</c> as JSON.</summary>
    public static FaultBody Null { get; } = new("null", Json, "null");

    /// <summary><c>[]</c> as JSON.</summary>
    public static FaultBody EmptyArray { get; } = new("[]", Json, "[]");

    /// <summary>
    /// The true answer, or a sample of one where that is no JSON object, with the number 42 for an <c>id</c>; that of a list, for the
    /// <c>id</c> of each of its instances.
    /// </summary>
    public static FaultBody WrongIdType { get; } = new("an id of the wrong type", Json, WithWrongId);

    /// <summary>
    /// The first half of the true answer, or of a sample of one, as if it were all: the content length fits, but the JSON ends early.
    /// </summary>
    public static FaultBody Truncated { get; } = new("truncated JSON", Json, truth => (truth ?? SampleAnswer)[..((truth ?? SampleAnswer).Length / 2)]);

    /// <summary>The page on which a proxy or a portal asks for a password.</summary>
    public static FaultBody HtmlLoginPage { get; } = new(
        "an HTML login page",
        Html,
        """
        <!DOCTYPE html>
        <html><head><title>Sign in</title></head>
        <body><form method="post" action="/login"><input name="user"><input name="password" type="password"><button>Sign in</button></form></body></html>
        """);

    /// <summary>The content type; <see langword="null"/> where the answer names none.</summary>
    public string? ContentType { get; }

    /// <summary>JSON of one array within the other.</summary>
    /// <param name="levels">How deep. Default: 10,000. At least 1.</param>
    /// <returns>The body.</returns>
    public static FaultBody Nested(int levels = 10_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(levels, 1);
        return new FaultBody(
            string.Create(CultureInfo.InvariantCulture, $"JSON {levels} levels deep"),
            Json,
            $$"""{"id":{{new string('[', levels)}}{{new string(']', levels)}}}""");
    }

    /// <summary>The page of a gateway that cannot reach what is behind it.</summary>
    /// <param name="statusCode">The status that the page names.</param>
    /// <returns>The body.</returns>
    public static FaultBody GatewayPage(int statusCode) => new(
        "an HTML page",
        Html,
        string.Create(
            CultureInfo.InvariantCulture,
            $"<html>\r\n<head><title>{statusCode}</title></head>\r\n<body>\r\n<center><h1>{statusCode}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"));

    /// <summary>An error in one of the shapes in which they come.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="code">The error code, such as <c>ModelArts.6102</c>; not in all shapes.</param>
    /// <param name="message">What is wrong; not in an empty one.</param>
    /// <returns>The body.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="code"/> or <paramref name="message"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="shape"/> is none of its values.</exception>
    public static FaultBody Error(FaultErrorShape shape, string code, string message)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(message);
        JsonObject? json = shape switch
        {
            FaultErrorShape.ErrorMessage => new() { ["error_code"] = code, ["error_message"] = message },
            FaultErrorShape.ErrorMsg => new() { ["error_code"] = code, ["error_msg"] = message },
            FaultErrorShape.Gateway => new() { ["error_code"] = code, ["error_msg"] = message, ["request_id"] = "00000000000000000000000000000000" },
            FaultErrorShape.CodeAndMessage => new() { ["code"] = code, ["message"] = message },
            FaultErrorShape.Nested => new() { ["error"] = new JsonObject { ["code"] = NumberIn(code), ["message"] = message, ["title"] = "Error" } },
            FaultErrorShape.WithAuthorizationMessage =>
                new() { ["error_code"] = code, ["error_msg"] = message, ["encoded_authorization_message"] = "XXXXXXXX" },
            _ => null,
        };
        string name = $"{shape} error {code}";
        return (shape, json) switch
        {
            (_, not null) => new FaultBody(name, Json, json.ToJsonString()),
            (FaultErrorShape.Xml, _) => new FaultBody(
                name,
                "application/xml",
                $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>{Escape(code)}</Code><Message>{Escape(message)}</Message></Error>"),
            (FaultErrorShape.PlainText, _) => new FaultBody(name, "text/plain;charset=utf-8", message),
            (FaultErrorShape.Html, _) => new FaultBody(name, Html, $"<html><body><h1>{Escape(message)}</h1></body></html>"),
            (FaultErrorShape.Empty, _) => Empty,
            _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, "There is no such shape."),
        };
    }

    /// <summary>A body of your own.</summary>
    /// <param name="text">What it says, as UTF-8.</param>
    /// <param name="contentType">Its content type; <see langword="null"/> for none. Default: JSON.</param>
    /// <returns>The body.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is <see langword="null"/>.</exception>
    public static FaultBody Of(string text, string? contentType = Json)
    {
        ArgumentNullException.ThrowIfNull(text);
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return new FaultBody(string.Create(CultureInfo.InvariantCulture, $"a body of {bytes.Length} bytes"), contentType, bytes);
    }

    /// <summary>What it is, without what it says.</summary>
    public override string ToString() => _name;

    /// <summary>The bytes.</summary>
    /// <param name="truth">The true body; <see langword="null"/> where the service was not asked.</param>
    internal byte[] Make(byte[]? truth) => _make(truth);

    private static string Escape(string text) => System.Net.WebUtility.HtmlEncode(text);

    /// <summary>Not every true answer is a JSON object: that of a metadata session is a bare token.</summary>
    private static JsonObject? ObjectIn(byte[]? body)
    {
        try
        {
            return JsonNode.Parse(body ?? []) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>IAM's codes are numbers: those of HTTP.</summary>
    private static JsonNode NumberIn(string code) =>
        int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : code;

    private static byte[] WithWrongId(byte[]? truth)
    {
        JsonObject answer = ObjectIn(truth) ?? ObjectIn(SampleAnswer)!;
        if (answer["instances"] is JsonArray { Count: > 0 } instances)
        {
            // An id beside them is one more field that nobody knows, and spoils nothing.
            foreach (JsonNode? instance in instances)
            {
                instance!["id"] = 42;
            }

            return Encoding.UTF8.GetBytes(answer.ToJsonString());
        }

        string name = answer.ContainsKey("instance_id") ? "instance_id" : "id";
        answer[name] = 42;
        return Encoding.UTF8.GetBytes(answer.ToJsonString());
    }
}
