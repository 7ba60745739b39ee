using System.Text.Json;
using System.Text.Json.Serialization;
using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>The details of a flavor. Mirrors Table 16 of the API.</summary>
public sealed record FlavorDetails : WireRecord
{
    /// <summary>The name of the flavor.</summary>
    public InstanceFlavor? Name { get; init; }

    /// <summary>Whether it can be had at present.</summary>
    public FlavorSaleStatus? Status { get; init; }

    /// <summary>How many instances queue for it. Given for a free flavor that is sold out.</summary>
    public int? QueuingNum { get; init; }

    /// <summary>How long the queue for it takes. Given for a free flavor that is sold out. In seconds on the wire.</summary>
    [JsonConverter(typeof(SecondsConverter))]
    public TimeSpan? QueueLeftTime { get; init; }

    /// <summary>The storage types that it supports. Default: all.</summary>
    public IReadOnlyList<StorageType>? StorageList { get; init; }

    /// <summary>Whether the user may use it.</summary>
    public bool? IsPermitted { get; init; }

    /// <summary>The hardware of the flavor.</summary>
    public HardwareType? Type { get; init; }

    /// <summary>Numbers and texts that describe the flavor, such as <c>CPU</c>: 8, <c>memory</c>: "64GiB".</summary>
    public IReadOnlyDictionary<string, JsonElement>? Params { get; init; }

    /// <summary>Whether it is free of charge.</summary>
    public PromotionType? PromoType { get; init; }

    /// <summary>How many instances of it the user has.</summary>
    public int? InstanceNum { get; init; }

    /// <summary>The auto-stop time that is set after a start. In seconds on the wire.</summary>
    [JsonConverter(typeof(SecondsConverter))]
    public TimeSpan? Duration { get; init; }

    /// <summary>
    /// How long an inactive instance of it is kept; <see cref="Timeout.InfiniteTimeSpan"/>: forever. In hours on the wire, with -1
    /// for forever.
    /// </summary>
    [JsonConverter(typeof(HoursOrForeverConverter))]
    public TimeSpan? StoreTime { get; init; }

    /// <summary>The flavor that is billed; when absent, this one.</summary>
    public InstanceFlavor? BillingFlavor { get; init; }

    /// <summary>What the price of <see cref="BillingFlavor"/> is multiplied by.</summary>
    public int? BillingParams { get; init; }

    /// <summary>What real responses carry besides the table: the hardware in more detail.</summary>
    public IReadOnlyDictionary<string, JsonElement>? ParamsExtends { get; init; }
}
