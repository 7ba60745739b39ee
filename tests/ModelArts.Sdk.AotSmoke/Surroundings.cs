using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.AotSmoke;

/// <summary>The simulator that ModelArts.Sdk.AotSmoke.Host names on the command line, in its order.</summary>
internal sealed record Surroundings(string[] Arguments)
{
    public string Endpoint => Arguments[0];

    public string ProjectId => Arguments[1];

    public string AuthToken => Arguments[2];

    public string AccessKey => Arguments[3];

    public string SecretKey => Arguments[4];

    public string UserName => Arguments[5];

    public string Password => Arguments[6];

    public string DomainName => Arguments[7];

    public static WaitOptions Wait { get; } = new() { MinInterval = TimeSpan.FromMilliseconds(50), MaxInterval = TimeSpan.FromMilliseconds(200) };

    public ModelArtsClientOptions Options(ModelArtsCredential? credential) => new()
    {
        Endpoint = new Uri(Endpoint),
        ProjectId = ProjectId,
        Credential = credential,
        AllowInsecureHttp = true,
    };

    public static CreateInstanceRequestBuilder Request(string name) => CreateInstanceRequest.For(name)
        .WithProfile(InstanceProfileId.MultiEngine1Python3Cpu)
        .WithFlavor(InstanceFlavor.VmCpu2U)
        .WithEvsStorage();
}
