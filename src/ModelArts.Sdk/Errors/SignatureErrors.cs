namespace ModelArts.Sdk.Errors;

/// <summary>
/// The codes by which the gateways and the service refuse a signature, a token, or the time of a signature: they have none for each of
/// these, and only the text tells them apart.
/// </summary>
internal static class SignatureErrors
{
    private static readonly HashSet<ModelArtsErrorCode> Codes =
        [new("APIGW.0301"), new("APIGW.0303"), new("APIG.0301"), new("APIG.0303"), ModelArtsErrorCode.AccessKeyRefused];

    /// <summary>What a person can do about it.</summary>
    public const string Advice =
        "Check that the access key and its secret belong together and were copied whole, that a temporary one comes with its security "
        + "token, that all are of this region, and that the clock of this machine is right. After a few refusals in a row the service "
        + "locks an access key for five minutes.";

    public static bool Includes(ModelArtsErrorCode code) => Codes.Contains(code);
}
