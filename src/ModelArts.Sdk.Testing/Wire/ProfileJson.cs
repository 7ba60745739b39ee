using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ModelArts.Sdk.Testing.Wire;

/// <summary>
/// <c>profile</c> (Tables 12 to 15). What the API's example shows of <c>Multi-Engine 1.0 (python3)-gpu</c> is the pattern for the
/// others: <c>engine version (python)-hardware</c>.
/// </summary>
internal static class ProfileJson
{
    public static JsonObject Write(string profileId, Hardware hardware, bool hasUuid)
    {
        string category = CategoryOf(profileId);
        (string python, string pythonTag) = profileId.Contains("python2", StringComparison.OrdinalIgnoreCase)
            ? ("python 2.7", "cp27")
            : ("python 3.6", "cp36");
        (string type, string word, string image) = hardware switch
        {
            Hardware.Gpu => ("GPU", "gpu", "gpu-cuda"),
            // Table 12 writes it so, where Table 16 has ASCEND.
            Hardware.Ascend => ("Ascend", "ascend", "ascend"),
            _ => ("CPU", "cpu", "cpu"),
        };
        return new JsonObject
        {
            ["de_type"] = "Notebook",
            ["description"] = $"{EngineOf(category)}, {word}, {python} for notebook",
            ["flavor_type"] = type,
            ["id"] = hasUuid ? UuidOf(profileId) : profileId,
            ["name"] = profileId,
            ["provision"] = new JsonObject
            {
                ["annotations"] = new JsonObject { ["category"] = category, ["type"] = "system" },
                ["spec"] = new JsonObject
                {
                    ["engine"] = "CCE",
                    ["params"] = new JsonObject
                    {
                        ["image_name"] = $"mul-kernel-{image}-{pythonTag}",
                        ["image_tag"] = "2.0.5-B003",
                        ["namespace"] = "atelier",
                    },
                },
                ["type"] = "Docker",
            },
        };
    }

    /// <summary>The same for each profile, in every simulator and every run of it.</summary>
    private static string UuidOf(string profileId) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(profileId)).AsSpan(0, 16)).ToString("D");

    /// <summary>What stands before the parenthesis: <c>Multi-Engine 1.0</c>.</summary>
    private static string CategoryOf(string profileId)
    {
        int parenthesis = profileId.IndexOf('(', StringComparison.Ordinal);
        return (parenthesis > 0 ? profileId[..parenthesis] : profileId).Trim();
    }

    /// <summary>The category in words, without its version: <c>multi engine</c>.</summary>
    private static string EngineOf(string category) =>
        category.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.', ' ').Replace('-', ' ').ToLowerInvariant();
}
