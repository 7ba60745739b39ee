using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.ContractTests.Tables;

/// <summary>What a field holds. The tables say String and Integer; whether that is a time, and in which unit, stands in their prose.</summary>
internal enum FieldForm
{
    Text,
    OpenValue,
    OpenValueList,
    Count,
    Flag,
    Seconds,
    HoursOrForever,
    EpochMillisecondsNumber,
    EpochMillisecondsText,
    Record,
    RecordList,
    TextMap,
    MixedMap,
}

/// <summary>
/// What the prose of the tables says and their type column does not. Written out by hand on purpose: a unit or a value set that
/// changes in the source must fail here.
/// </summary>
internal static class FieldForms
{
    private static readonly Dictionary<string, FieldForm> Times = new()
    {
        ["6.duration"] = FieldForm.Seconds,
        ["11.creation_timestamp"] = FieldForm.EpochMillisecondsText,
        ["11.latest_update_timestamp"] = FieldForm.EpochMillisecondsText,
        ["16.queue_left_time"] = FieldForm.Seconds,
        ["16.duration"] = FieldForm.Seconds,
        ["16.store_time"] = FieldForm.HoursOrForever,
        ["19.resource_reserved_timestamp"] = FieldForm.EpochMillisecondsNumber,
        ["23.duration"] = FieldForm.Seconds,
        ["23.stop_timestamp"] = FieldForm.EpochMillisecondsNumber,
        ["23.remain_time"] = FieldForm.Seconds,
        ["26.begin_timestamp"] = FieldForm.EpochMillisecondsNumber,
        ["26.remain_time"] = FieldForm.Seconds,
        ["26.end_timestamp"] = FieldForm.EpochMillisecondsNumber,
    };

    private static readonly Dictionary<string, Type> OpenValues = new()
    {
        ["2.profile_id"] = typeof(InstanceProfileId),
        ["2.flavor"] = typeof(InstanceFlavor),
        ["4.type"] = typeof(StorageType),
        ["5.access_modes"] = typeof(AccessMode),
        ["8.type"] = typeof(ResourcePoolType),
        ["11.status"] = typeof(InstanceStatus),
        ["11.flavor"] = typeof(InstanceFlavor),
        ["11.error_code"] = typeof(ModelArtsErrorCode),
        ["12.de_type"] = typeof(DevEnvironmentType),
        ["12.flavor_type"] = typeof(HardwareType),
        ["13.type"] = typeof(ProvisionType),
        ["14.engine"] = typeof(ProvisionEngine),
        ["16.name"] = typeof(InstanceFlavor),
        ["16.status"] = typeof(FlavorSaleStatus),
        ["16.storage_list"] = typeof(StorageType),
        ["16.type"] = typeof(HardwareType),
        ["16.promo_type"] = typeof(PromotionType),
        ["16.billing_flavor"] = typeof(InstanceFlavor),
        ["17.type"] = typeof(ResourcePoolType),
        ["20.type"] = typeof(StorageType),
        ["21.access_modes"] = typeof(AccessMode),
        ["22.code"] = typeof(ModelArtsErrorCode),
        ["26.de_type"] = typeof(DevEnvironmentType),
        ["26.flavor"] = typeof(InstanceFlavor),
        ["26.status"] = typeof(InstanceStatus),
        ["28.type"] = typeof(RepositoryType),
        ["29.protocol"] = typeof(RepositoryProtocol),
    };

    public static FieldForm Of(ApiField field) => Times.TryGetValue(field.Key, out FieldForm time) ? time : field.Type switch
    {
        "String" => OpenValues.ContainsKey(field.Key) ? FieldForm.OpenValue : FieldForm.Text,
        "Integer" => FieldForm.Count,
        "Boolean" => FieldForm.Flag,
        "Object" => FieldForm.Record,
        "Array<Storage>" => FieldForm.RecordList,
        "Array<storageType>" => FieldForm.OpenValueList,
        "Map<String,String>" => FieldForm.TextMap,
        "Dict" => FieldForm.MixedMap,
        _ => throw new InvalidOperationException($"{field}: the type {field.Type} is not known here."),
    };

    /// <summary>The value set of a field that has one.</summary>
    public static Type OpenValue(ApiField field) => OpenValues[field.Key];

    /// <summary>Every key that is written out above, to be checked against the tables.</summary>
    public static IEnumerable<string> Keys => Times.Keys.Concat(OpenValues.Keys);
}
