using Microsoft.Extensions.DependencyInjection;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;
using NSubstitute;

namespace ModelArts.Sdk.Testing.Tests.Readme;

/// <summary>The C# of docs/dependency-injection.md, which is compiled and run here.</summary>
internal static class ApplicationSnippets
{
    public static void Regions(Snippets.Builder builder, string accessKey, string secretKey)
    {
        builder.Services.AddModelArts("cn", builder.Configuration.GetSection("ModelArts:cn"));
        builder.Services.AddModelArts("eu", builder.Configuration.GetSection("ModelArts:eu"));

        builder.Services.AddKeyedSingleton<ModelArtsCredential>("eu", new AccessKeyCredential(accessKey, secretKey));
    }

    public static async Task<InstanceStatus> DoubleAsync()
    {
        DevEnvironmentsClient client = Substitute.For<DevEnvironmentsClient>();
        DevEnvironmentInstance creating = ModelArtsModelFactory.DevEnvironmentInstance("DE-1", InstanceStatus.Creating, "notebook");
        client.CreateAsync(default!, default).ReturnsForAnyArgs(
            ModelArtsModelFactory.InstanceOperation(creating, then: [creating with { Status = InstanceStatus.Running }]));
        InstanceOperation operation = await client.CreateAsync(Examples.Request());
        return (await operation.WaitAsync()).Status;
    }
}

internal sealed class Reports([FromKeyedServices("eu")] DevEnvironmentsClient environments)
{
    public DevEnvironmentsClient Environments => environments;
}
