using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.Tests.Authentication.Surroundings;

namespace ModelArts.Sdk.Tests.Authentication.Canary;

/// <summary>Every kind of credential, with secrets that are easily found wherever they turn up.</summary>
internal static class CanaryCredentials
{
    public const string AccessKey = "PUBLICACCESSKEY00001";
    public const string SecretKey = "Zq7SecretKeyOfTheCanary/+=Zq7EndOfTheSecretKey";
    public const string SecurityToken = "Zq7SecurityTokenOfTheCanary+/Zq7EndOfTheSecurityToken==";
    public const string Token = "Zq7TokenOfTheCanary-_Zq7EndOfTheToken";
    public const string IamToken = "Zq7TokenGivenByIam+/Zq7EndOfTokenGivenByIam";
    public const string Session = "Zq7SessionOfTheServer+Zq7EndOfTheSession";
    public const string Password = "Zq7Password\"Of\\The<Canary>&'é Zq7EndOfPassword";
    public const string Server = "server";

    public static readonly string[] Kinds = ["permanent key", "temporary key", "token", "password", "environment", "file", Server];

    public static readonly string[] Secrets = [SecretKey, SecurityToken, Token, IamToken, Session, Password];

    public static ModelArtsCredential Make(string kind, EchoNetwork network)
    {
        FakeHost host = new();
        host.Variables["HUAWEICLOUD_SDK_AK"] = AccessKey;
        host.Variables["HUAWEICLOUD_SDK_SK"] = SecretKey;
        host.Variables["HUAWEICLOUD_SDK_SECURITY_TOKEN"] = SecurityToken;
        host.Files[FakeHost.DefaultPath] = $"[basic]\nak={AccessKey}\nsk={SecretKey}\nsecurity_token={SecurityToken}";
        return kind switch
        {
            "permanent key" => new AccessKeyCredential(AccessKey, SecretKey),
            "temporary key" => new AccessKeyCredential(AccessKey, SecretKey, SecurityToken),
            "token" => new AuthTokenCredential(Token),
            "password" => new IamPasswordCredential("user-1", Password, "domain-1"),
            "environment" => new EnvironmentCredential(host),
            "file" => new ProfileFileCredential(host, path: null),
            Server => new EcsMetadataCredential(FakeCloud.MetadataAddress, network),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }
}
