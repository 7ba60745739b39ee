using System.Text.Json.Serialization;
using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>Which hardware an instance runs on (Table 2, <c>flavor</c>).</summary>
/// <remarks>
/// Which flavors can be had depends on the region.
/// An open set: a value that this version does not know is kept as the service sent it. Values compare without regard
/// to case; <see langword="default"/> holds the empty string.
/// </remarks>
[JsonConverter(typeof(OpenValueConverter<InstanceFlavor>))]
public readonly record struct InstanceFlavor : IOpenValue<InstanceFlavor>
{
    private readonly string? _value;

    /// <summary>Makes a value, known to this version or not.</summary>
    /// <param name="value">The value as it stands on the wire.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is <see langword="null"/>.</exception>
    public InstanceFlavor(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary><c>modelarts.vm.cpu.2u</c>: a virtual machine with 2 virtual CPUs.</summary>
    public static InstanceFlavor VmCpu2U { get; } = new("modelarts.vm.cpu.2u");

    /// <summary><c>modelarts.vm.cpu.8u</c>: a virtual machine with 8 virtual CPUs.</summary>
    public static InstanceFlavor VmCpu8U { get; } = new("modelarts.vm.cpu.8u");

    /// <summary><c>modelarts.vm.gpu.p100</c>: a virtual machine with a P100 GPU.</summary>
    public static InstanceFlavor VmGpuP100 { get; } = new("modelarts.vm.gpu.p100");

    /// <summary><c>modelarts.vm.gpu.v100</c>: a virtual machine with a V100 GPU.</summary>
    public static InstanceFlavor VmGpuV100 { get; } = new("modelarts.vm.gpu.v100");

    /// <summary><c>modelarts.vm.cpu.free</c>: the free CPU machine; instances queue for it.</summary>
    public static InstanceFlavor VmCpuFree { get; } = new("modelarts.vm.cpu.free");

    /// <summary><c>modelarts.vm.gpu.free</c>: the free GPU machine; instances queue for it.</summary>
    public static InstanceFlavor VmGpuFree { get; } = new("modelarts.vm.gpu.free");

    /// <summary><c>modelarts.kat1.xlarge</c>: a machine with an Ascend accelerator.</summary>
    public static InstanceFlavor Kat1XLarge { get; } = new("modelarts.kat1.xlarge");

    /// <summary><c>modelarts.bm.gpu.v100NV32</c>: a bare-metal machine with a V100 NVLink GPU of 32 GB.</summary>
    public static InstanceFlavor BmGpuV100NV32 { get; } = new("modelarts.bm.gpu.v100NV32");

    /// <summary>The value as it stands on the wire; never <see langword="null"/>.</summary>
    public string Value => _value ?? "";

    /// <summary>Makes a value from its wire form, so that a string literal can stand for it.</summary>
    /// <param name="value">The value as it stands on the wire.</param>
    public static implicit operator InstanceFlavor(string value) => new(value);

    static InstanceFlavor IOpenValue<InstanceFlavor>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(InstanceFlavor other) => OpenValue.Equals(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenValue.GetHashCode(Value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value;
}
