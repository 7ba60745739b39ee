using System.Text.Json;
using System.Text.Json.Serialization;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.Benchmarks.Contenders;
using ModelArts.Sdk.Benchmarks.Network;
using ModelArts.Sdk.Benchmarks.Report;

namespace ModelArts.Sdk.Benchmarks.Budget;

/// <summary>
/// Compares what calls allocate with what was recorded in budgets.json: bytes, which no load of the machine changes, and not times.
/// To be run without tiered compilation, so that every run allocates the same.
/// </summary>
internal static class BudgetCheck
{
    /// <summary>How much more than its budget a call may take: another patch of the runtime may cost some.</summary>
    private const double Slack = 1.1;

    private static readonly string File = Path.Combine(Repository.Root, "tests", "ModelArts.Sdk.Benchmarks", "Budget", "budgets.json");

    /// <summary>Compares; 0 where every budget is kept.</summary>
    public static async Task<int> RunAsync()
    {
        Dictionary<string, long> budgets = JsonSerializer.Deserialize(await System.IO.File.ReadAllTextAsync(File), BudgetJson.Default.DictionaryStringInt64)!;
        Dictionary<string, long> measured = await MeasureAsync();
        bool isKept = true;
        foreach ((string call, long bytes) in measured)
        {
            if (!budgets.Remove(call, out long budget))
            {
                Console.WriteLine($"{call}: {bytes} bytes, and no budget is recorded");
                isKept = false;
            }
            else if (bytes > budget * Slack)
            {
                Console.WriteLine($"{call}: {bytes} bytes, which is over the budget of {budget} by more than a tenth");
                isKept = false;
            }
            else
            {
                Console.WriteLine($"{call}: {bytes} bytes, budget {budget}{(bytes * Slack < budget ? "; record the smaller figure" : "")}");
            }
        }

        foreach (string call in budgets.Keys)
        {
            Console.WriteLine($"{call}: a budget is recorded, but nothing measures it");
            isKept = false;
        }

        return isKept ? 0 : 1;
    }

    /// <summary>Records what is measured as the budgets.</summary>
    public static async Task<int> RecordAsync()
    {
        await System.IO.File.WriteAllTextAsync(File, JsonSerializer.Serialize(await MeasureAsync(), BudgetJson.Default.DictionaryStringInt64) + "\n");
        Console.WriteLine(await System.IO.File.ReadAllTextAsync(File));
        return 0;
    }

    private static async Task<Dictionary<string, long>> MeasureAsync()
    {
        using InMemoryService network = new();
        using SdkContender token = SdkContender.WithToken(network, InMemoryService.Endpoint);
        using SdkContender signed = SdkContender.Signed(network, InMemoryService.Endpoint);
        AccessKeyCredential credential = new(Example.AccessKey, Example.SecretKey);
        CredentialContext context = new(new ModelArtsClientOptions { ProjectId = Example.Project }, network);
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(InMemoryService.Endpoint, Example.Instances)) { Content = new ByteArrayContent(new byte[450]) };
        return new Dictionary<string, long>
        {
            ["get, token"] = await AllocationMeter.MeasureAsync(token.GetAsync),
            ["get, signed"] = await AllocationMeter.MeasureAsync(signed.GetAsync),
            ["create, token"] = await AllocationMeter.MeasureAsync(token.CreateAsync),
            ["create, signed"] = await AllocationMeter.MeasureAsync(signed.CreateAsync),
            ["sign"] = await AllocationMeter.MeasureAsync(() => credential.AuthenticateAsync(request, context).AsTask()),
        };
    }
}

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(Dictionary<string, long>))]
internal sealed partial class BudgetJson : JsonSerializerContext;
