using System.CommandLine;

namespace QuickStart;

internal static class CommandLine
{
    public static Task<int> Parse(string[] args, Func<Settings, CancellationToken, Task<int>> run)
    {
        Option<Uri?> endpoint = new("--endpoint")
        {
            Description = "Where ModelArts is reached, for the real service or a simulator in another process. Default: a simulator in this one.",
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (Uri.TryCreate(text, UriKind.Absolute, out Uri? uri))
                {
                    return uri;
                }

                result.AddError($"--endpoint: '{text}' is not an absolute address such as https://modelarts.cn-north-4.myhuaweicloud.com.");
                return null;
            },
        };
        Option<string?> region = new("--region") { Description = "The region of the real service, such as cn-north-4; instead of --endpoint." };
        Option<string?> projectId = new("--project-id") { Description = "The id of the project. Default: the one that has the name of the region." };
        Option<string?> instanceId = new("--instance-id") { Description = "Go on waiting for this instance instead of creating one; it is not deleted." };
        Option<bool> keep = new("--keep") { Description = "Leave the instance running in the end." };
        Option<string> name = new("--name") { Description = "The name of the instance.", DefaultValueFactory = _ => "quick-start" };
        Option<string> profile = new("--profile") { Description = "The software environment.", DefaultValueFactory = _ => "Multi-Engine 1.0 (python3)-cpu" };
        Option<string> flavor = new("--flavor") { Description = "The hardware.", DefaultValueFactory = _ => "modelarts.vm.cpu.2u" };
        Option<string> storage = new("--storage") { Description = "evs, evs:SIZE-IN-GB or obs:/bucket/dir/.", DefaultValueFactory = _ => "evs" };
        Option<int> timeout = new("--timeout") { Description = "How many minutes each wait may take at most.", DefaultValueFactory = _ => 30 };

        timeout.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1440)
            {
                result.AddError("--timeout must be from 1 to 1440 minutes.");
            }
        });

        RootCommand root = new(
            $"""
            Creates a notebook instance, waits until it runs, stops and deletes it.

            Without --endpoint or --region it does so on a simulator: no account, no bill.
            With one of them it uses the real service, with the access key in HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK or the token in
            {Settings.TokenVariable}. The instance is billed while it exists, and stops by itself after an hour whatever happens here.
            """);
        foreach (Option option in new Option[] { endpoint, region, projectId, instanceId, keep, name, profile, flavor, storage, timeout })
        {
            root.Options.Add(option);
        }

        root.SetAction((result, cancellationToken) => run(
            new Settings
            {
                Endpoint = result.GetValue(endpoint),
                Region = result.GetValue(region),
                ProjectId = result.GetValue(projectId),
                InstanceId = result.GetValue(instanceId),
                Keep = result.GetValue(keep),
                Name = result.GetValue(name)!,
                Profile = result.GetValue(profile)!,
                Flavor = result.GetValue(flavor)!,
                Storage = result.GetValue(storage)!,
                Timeout = TimeSpan.FromMinutes(result.GetValue(timeout)),
            },
            cancellationToken));
        return root.Parse(args).InvokeAsync();
    }
}
