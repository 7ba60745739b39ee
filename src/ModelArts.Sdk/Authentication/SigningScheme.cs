namespace ModelArts.Sdk.Authentication;

/// <summary>
/// How a request is signed with an access key. Both schemes go by the name <c>SDK-HMAC-SHA256</c>; they differ in the key, in what
/// is signed and in the <c>Authorization</c> header.
/// </summary>
public enum SigningScheme
{
    /// <summary>
    /// <c>Access={key}, SignedHeaders=…, Signature=…</c>, signed with the secret itself: what Huawei Cloud documents, and its own
    /// SDKs send.
    /// </summary>
    Access,

    /// <summary>
    /// <c>Credential={key}/{date}/{region}/{service}/sdk_request, SignedHeaders=…, Signature=…</c>, signed with a key that is derived
    /// from the secret for a day: what Open Telekom Cloud documents, and its clients send. Region and service are left empty, as these
    /// clients do.
    /// </summary>
    CredentialScope,
}
