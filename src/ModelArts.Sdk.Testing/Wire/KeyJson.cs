using System.Text.Json.Nodes;
using ModelArts.Sdk.Testing.Authentication;

namespace ModelArts.Sdk.Testing.Wire;

/// <summary>A temporary key, as IAM and the metadata service write it.</summary>
internal static class KeyJson
{
    public static JsonObject Write(IssuedKey key) => new()
    {
        ["credential"] = new JsonObject
        {
            ["access"] = key.AccessKey,
            ["secret"] = key.SecretKey,
            ["securitytoken"] = key.SecurityToken,
            ["expires_at"] = WireFormat.Text(key.ExpiresAt!.Value),
        },
    };
}
