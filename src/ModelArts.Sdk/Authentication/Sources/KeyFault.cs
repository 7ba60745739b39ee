namespace ModelArts.Sdk.Authentication.Sources;

/// <summary>Which part of an access key is wrong, in the words of whoever wrote it down; never the value.</summary>
internal static class KeyFault
{
    /// <summary>The name of the part at fault, in the source.</summary>
    public static string NameOf(ArgumentException fault, string accessKey, string secretKey, string securityToken) => fault.ParamName switch
    {
        nameof(secretKey) => secretKey,
        nameof(securityToken) => securityToken,
        _ => accessKey,
    };

    /// <summary>What is wrong with it, without the name of our parameter, which is no help in a source of theirs.</summary>
    public static string Hint(ArgumentException fault)
    {
        int suffix = fault.ParamName is null ? -1 : fault.Message.LastIndexOf(" (", StringComparison.Ordinal);
        return suffix < 0 ? fault.Message : fault.Message[..suffix];
    }
}
