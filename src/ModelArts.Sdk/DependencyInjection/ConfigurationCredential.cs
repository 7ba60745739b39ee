using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.Authentication.Sources;

namespace ModelArts.Sdk.DependencyInjection;

/// <summary>A credential from configuration: an access key, or a token. No message repeats a value.</summary>
internal static class ConfigurationCredential
{
    private const string AccessKey = "AccessKey";
    private const string SecretKey = "SecretKey";
    private const string SecurityToken = "SecurityToken";
    private const string AuthToken = "AuthToken";

    /// <summary>Reads the credential; <see langword="null"/> where there is none, or where it has a problem.</summary>
    public static ModelArtsCredential? Read(Func<string, string?> value, List<string> problems)
    {
        string? accessKey = value(AccessKey);
        string? secretKey = value(SecretKey);
        string? securityToken = value(SecurityToken);
        string? token = value(AuthToken);
        if (accessKey is null && secretKey is null)
        {
            if (securityToken is not null)
            {
                problems.Add($"{SecurityToken}: it belongs to a temporary access key. Set {AccessKey} and {SecretKey} with it.");
                return null;
            }

            return token is null ? null : Make(_ => AuthToken, () => new AuthTokenCredential(token), problems);
        }

        if (token is not null)
        {
            problems.Add($"{AuthToken}: set either this or {AccessKey}, not both.");
            return null;
        }

        if (accessKey is null || secretKey is null)
        {
            problems.Add(accessKey is null ? $"{AccessKey}: set it, since {SecretKey} is set." : $"{SecretKey}: set it, since {AccessKey} is set.");
            return null;
        }

        return Make(
            static fault => KeyFault.NameOf(fault, AccessKey, SecretKey, SecurityToken),
            () => new AccessKeyCredential(accessKey, secretKey, securityToken),
            problems);
    }

    private static ModelArtsCredential? Make(Func<ArgumentException, string> keyOf, Func<ModelArtsCredential> make, List<string> problems)
    {
        try
        {
            return make();
        }
        catch (ArgumentException exception)
        {
            problems.Add($"{keyOf(exception)}: {KeyFault.Hint(exception)}");
            return null;
        }
    }
}
