namespace ModelArts.Sdk;

/// <summary>A region: where the service and its identity service (IAM) are reached.</summary>
public sealed class ModelArtsRegion
{
    /// <summary>Makes a region that is not among the known ones.</summary>
    /// <param name="id">The id of the region, such as <c>cn-north-4</c>.</param>
    /// <param name="endpoint">Where ModelArts is reached.</param>
    /// <param name="iamEndpoint">Where IAM is reached.</param>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="id"/> is blank.</exception>
    public ModelArtsRegion(string id, Uri endpoint, Uri iamEndpoint)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(iamEndpoint);
        Id = id;
        Endpoint = endpoint;
        IamEndpoint = iamEndpoint;
    }

    /// <summary>Huawei Cloud, Beijing 1 (<c>cn-north-1</c>).</summary>
    public static ModelArtsRegion CnNorth1 { get; } = HuaweiCloud("cn-north-1");

    /// <summary>Huawei Cloud, Beijing 2 (<c>cn-north-2</c>).</summary>
    public static ModelArtsRegion CnNorth2 { get; } = HuaweiCloud("cn-north-2");

    /// <summary>Huawei Cloud, Beijing 4 (<c>cn-north-4</c>).</summary>
    public static ModelArtsRegion CnNorth4 { get; } = HuaweiCloud("cn-north-4");

    /// <summary>Huawei Cloud, Ulanqab 1 (<c>cn-north-9</c>).</summary>
    public static ModelArtsRegion CnNorth9 { get; } = HuaweiCloud("cn-north-9");

    /// <summary>Huawei Cloud, <c>cn-north-11</c>; its tokens come from the global IAM.</summary>
    public static ModelArtsRegion CnNorth11 { get; } = HuaweiCloud("cn-north-11", globalIam: true);

    /// <summary>Huawei Cloud, <c>cn-north-12</c>.</summary>
    public static ModelArtsRegion CnNorth12 { get; } = HuaweiCloud("cn-north-12");

    /// <summary>Huawei Cloud, Shanghai 1 (<c>cn-east-3</c>).</summary>
    public static ModelArtsRegion CnEast3 { get; } = HuaweiCloud("cn-east-3");

    /// <summary>Huawei Cloud, <c>cn-east-4</c>.</summary>
    public static ModelArtsRegion CnEast4 { get; } = HuaweiCloud("cn-east-4");

    /// <summary>Huawei Cloud, Guangzhou (<c>cn-south-1</c>).</summary>
    public static ModelArtsRegion CnSouth1 { get; } = HuaweiCloud("cn-south-1");

    /// <summary>Huawei Cloud, Guiyang 1 (<c>cn-southwest-2</c>).</summary>
    public static ModelArtsRegion CnSouthwest2 { get; } = HuaweiCloud("cn-southwest-2");

    /// <summary>Huawei Cloud, <c>cn-southwest-3</c>; its tokens come from the global IAM.</summary>
    public static ModelArtsRegion CnSouthwest3 { get; } = HuaweiCloud("cn-southwest-3", globalIam: true);

    /// <summary>Huawei Cloud, Hong Kong (<c>ap-southeast-1</c>); unlike all others its address ends in <c>.cn</c>.</summary>
    public static ModelArtsRegion ApSoutheast1 { get; } = new(
        "ap-southeast-1",
        new Uri("https://modelarts.ap-southeast-1.myhuaweicloud.cn"),
        new Uri("https://iam.ap-southeast-1.myhuaweicloud.com"));

    /// <summary>Huawei Cloud, Bangkok (<c>ap-southeast-2</c>).</summary>
    public static ModelArtsRegion ApSoutheast2 { get; } = HuaweiCloud("ap-southeast-2");

    /// <summary>Huawei Cloud, Singapore (<c>ap-southeast-3</c>).</summary>
    public static ModelArtsRegion ApSoutheast3 { get; } = HuaweiCloud("ap-southeast-3");

    /// <summary>Huawei Cloud, Jakarta (<c>ap-southeast-4</c>).</summary>
    public static ModelArtsRegion ApSoutheast4 { get; } = HuaweiCloud("ap-southeast-4");

    /// <summary>Huawei Cloud, Riyadh (<c>me-east-1</c>).</summary>
    public static ModelArtsRegion MeEast1 { get; } = HuaweiCloud("me-east-1");

    /// <summary>Huawei Cloud, Istanbul (<c>tr-west-1</c>).</summary>
    public static ModelArtsRegion TrWest1 { get; } = HuaweiCloud("tr-west-1");

    /// <summary>Huawei Cloud, Johannesburg (<c>af-south-1</c>).</summary>
    public static ModelArtsRegion AfSouth1 { get; } = HuaweiCloud("af-south-1");

    /// <summary>Huawei Cloud, Cairo (<c>af-north-1</c>); its tokens come from the global IAM.</summary>
    public static ModelArtsRegion AfNorth1 { get; } = HuaweiCloud("af-north-1", globalIam: true);

    /// <summary>Huawei Cloud, Santiago (<c>la-south-2</c>).</summary>
    public static ModelArtsRegion LaSouth2 { get; } = HuaweiCloud("la-south-2");

    /// <summary>Huawei Cloud, Mexico City 2 (<c>la-north-2</c>).</summary>
    public static ModelArtsRegion LaNorth2 { get; } = HuaweiCloud("la-north-2");

    /// <summary>Huawei Cloud, São Paulo 1 (<c>sa-brazil-1</c>).</summary>
    public static ModelArtsRegion SaBrazil1 { get; } = HuaweiCloud("sa-brazil-1");

    /// <summary>Open Telekom Cloud, Germany (<c>eu-de</c>).</summary>
    public static ModelArtsRegion EuDeOtc { get; } = new(
        "eu-de",
        new Uri("https://modelarts.eu-de.otc.t-systems.com"),
        new Uri("https://iam.eu-de.otc.t-systems.com"));

    /// <summary>Every known region.</summary>
    public static IReadOnlyList<ModelArtsRegion> All { get; } =
    [
        CnNorth1, CnNorth2, CnNorth4, CnNorth9, CnNorth11, CnNorth12, CnEast3, CnEast4, CnSouth1, CnSouthwest2, CnSouthwest3,
        ApSoutheast1, ApSoutheast2, ApSoutheast3, ApSoutheast4, MeEast1, TrWest1, AfSouth1, AfNorth1, LaSouth2, LaNorth2, SaBrazil1,
        EuDeOtc,
    ];

    /// <summary>The id of the region, such as <c>cn-north-4</c>.</summary>
    public string Id { get; }

    /// <summary>Where ModelArts is reached.</summary>
    public Uri Endpoint { get; }

    /// <summary>Where IAM is reached.</summary>
    public Uri IamEndpoint { get; }

    /// <summary>Finds a known region.</summary>
    /// <param name="id">Its id, in any case.</param>
    /// <returns>The region; <see langword="null"/> where none of this id is known.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="id"/> is <see langword="null"/>.</exception>
    public static ModelArtsRegion? Find(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return All.FirstOrDefault(region => string.Equals(region.Id, id, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The id of the region.</summary>
    public override string ToString() => Id;

    private static ModelArtsRegion HuaweiCloud(string id, bool globalIam = false) => new(
        id,
        new Uri($"https://modelarts.{id}.myhuaweicloud.com"),
        new Uri(globalIam ? "https://iam.myhuaweicloud.com" : $"https://iam.{id}.myhuaweicloud.com"));
}
