using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Benchmarks.Contenders;

/// <summary>What is asked and answered in every measurement: the example of the API's own page.</summary>
internal static class Example
{
    public const string Project = "77b6a44cba5143ab91d13ab9a8ff44fd";
    public const string InstanceId = "DE-7d558ef8-c73d-11ea-964c-0255ac100033";
    public const string Instances = $"/v1/{Project}/demanager/instances";
    public const string AccessKey = "ABCDEFGHIJ0123456789";
    public const string SecretKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCD";
    public const int PageSize = 100;

    /// <summary>A token of IAM has some thousand characters, nearly all of them a signature.</summary>
    public static readonly string Token = new('t', 2000);

    public static readonly ListInstancesQuery Query = new() { PageSize = PageSize };

    public static readonly CreateInstanceRequest Request = CreateInstanceRequest.For("notebook-instance")
        .WithProfile(InstanceProfileId.MultiEngine1Python3Gpu)
        .WithFlavor(InstanceFlavor.VmGpuP100)
        .WithEvsStorage(sizeGb: 5)
        .WithAutoStop(TimeSpan.FromHours(1))
        .Build();

    /// <summary>The service's answer to a get, without the blanks that only the page has.</summary>
    public static readonly byte[] Instance = ReadInstance();

    /// <summary>Its answer to a list: the same instance a hundred times.</summary>
    public static readonly byte[] Page =
    [
        .. "{\"current\":0,\"data\":[],\"pages\":1,\"size\":100,\"total_count\":100,\"instances\":["u8,
        .. string.Join(',', Enumerable.Repeat(System.Text.Encoding.UTF8.GetString(Instance), PageSize)).Select(character => (byte)character),
        .. "]}"u8,
    ];

    private static byte[] ReadInstance()
    {
        using Stream stream = typeof(Example).Assembly.GetManifestResourceStream("instance.json")!;
        using System.Text.Json.JsonDocument document = System.Text.Json.JsonDocument.Parse(stream);
        return System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(document.RootElement);
    }
}
