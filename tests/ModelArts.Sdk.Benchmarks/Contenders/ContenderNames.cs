namespace ModelArts.Sdk.Benchmarks.Contenders;

/// <summary>All ways of calling the service that are compared.</summary>
internal static class ContenderNames
{
    public const string Bare = "bare HttpClient";
    public const string Refit = "Refit alone";
    public const string Token = "SDK, token";
    public const string Signed = "SDK, signed";

    public static readonly string[] Names = [Bare, Refit, Token, Signed];

    public static IContender Make(string name, HttpMessageHandler network, Uri endpoint) => name switch
    {
        Bare => new BareContender(network, endpoint),
        Refit => new RefitContender(network, endpoint),
        Token => SdkContender.WithToken(network, endpoint),
        Signed => SdkContender.Signed(network, endpoint),
        _ => throw new ArgumentException($"There is no contender '{name}'.", nameof(name)),
    };
}
