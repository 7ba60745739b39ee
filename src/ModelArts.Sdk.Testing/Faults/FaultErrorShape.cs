namespace ModelArts.Sdk.Testing;

/// <summary>The shapes in which errors are known to come from the service, its gateway and what stands in front of them.</summary>
public enum FaultErrorShape
{
    /// <summary><c>{"error_code":"…","error_message":"…"}</c>, as the development environments answer.</summary>
    ErrorMessage,

    /// <summary><c>{"error_code":"…","error_msg":"…"}</c>, as the newer notebooks answer.</summary>
    ErrorMsg,

    /// <summary><c>{"error_code":"…","error_msg":"…","request_id":"…"}</c>, as the API gateway answers.</summary>
    Gateway,

    /// <summary><c>{"code":"…","message":"…"}</c>.</summary>
    CodeAndMessage,

    /// <summary><c>{"error":{"code":"…","message":"…","title":"…"}}</c>, as IAM answers, with a number where the code is one.</summary>
    Nested,

    /// <summary><c>{"error_code":"…","error_msg":"…","encoded_authorization_message":"…"}</c>, as a refusal by a policy.</summary>
    WithAuthorizationMessage,

    /// <summary>An XML document with <c>Code</c> and <c>Message</c>, as object storage answers.</summary>
    Xml,

    /// <summary>The message alone, as <c>text/plain</c>.</summary>
    PlainText,

    /// <summary>A page with the message, as <c>text/html</c>.</summary>
    Html,

    /// <summary>No body, and no content type.</summary>
    Empty,
}
