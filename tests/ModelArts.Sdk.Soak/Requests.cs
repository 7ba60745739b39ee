using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Soak;

/// <summary>What is created here.</summary>
internal static class Requests
{
    public static CreateInstanceRequest Create(string name) => CreateInstanceRequest.For(name)
        .WithProfile(InstanceProfileId.MultiEngine1Python3Cpu)
        .WithFlavor(InstanceFlavor.VmCpu2U)
        .WithEvsStorage(sizeGb: 5)
        .Build();
}
