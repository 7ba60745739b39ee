using ModelArts.Sdk;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;

namespace ErrorHandling;

/// <summary>What the SDK finds out by itself, without a request.</summary>
internal static class BeforeAnythingIsSent
{
    public static Demonstration[] Demonstrations { get; } =
    [
        new("Options that cannot work", "a client without an endpoint, with a time limit of zero", WrongOptions),
        new("A request that breaks rules of the API", "a name with a space, and a volume of 3 GB", BrokenRulesAsync),
        new("No credential to be found", "an environment without HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK", NoCredentialAsync),
    ];

    // A programming error, which no caller should handle at run time: it is an ArgumentException, and lists all that is wrong.
    private static Task<Handled?> WrongOptions(Stage stage)
    {
        try
        {
            using ModelArtsClient client = new(new ModelArtsClientOptions { TotalTimeout = TimeSpan.Zero });
            return Task.FromResult<Handled?>(null);
        }
        catch (ArgumentException exception)
        {
            return Task.FromResult<Handled?>(new Handled(exception, "correcting the program; with AddModelArts the host would not have started"));
        }
    }

    private static async Task<Handled?> BrokenRulesAsync(Stage stage)
    {
        int sent = stage.Simulator.Journal.Entries.Count;
        CreateInstanceRequest request = Stage.Request("valid") with
        {
            Name = "my notebook",
            Spec = new NotebookSpec { Storage = new StorageSpec { Type = StorageType.Evs, Location = new StorageLocationSpec { VolumeSize = 3 } } },
        };
        try
        {
            await stage.Notebooks.CreateAsync(request);
            return null;
        }
        catch (InvalidRequestException exception) when (exception.Failures.Count == 2 && stage.Simulator.Journal.Entries.Count == sent)
        {
            // Path, Rule and Table say where and why: enough to mark the fields of a form.
            return new Handled(exception, $"marking the fields {string.Join(" and ", exception.Failures.Select(failure => failure.Path))}");
        }
    }

    private static async Task<Handled?> NoCredentialAsync(Stage stage)
    {
        Environment.SetEnvironmentVariable("HUAWEICLOUD_SDK_AK", null);
        Environment.SetEnvironmentVariable("HUAWEICLOUD_SDK_SK", null);
        using ModelArtsClient client = stage.ClientWith(options => options.Credential = new EnvironmentCredential());
        try
        {
            await client.DevEnvironments.FindByNameAsync("any");
            return null;
        }
        catch (ModelArtsAuthenticationException exception) when (exception.IsUnavailable)
        {
            // IsUnavailable: there is none, rather than a wrong one. A person can be asked to sign in.
            return new Handled(exception, "asking a person to sign in; a ChainedCredential would have tried its next source");
        }
    }
}
