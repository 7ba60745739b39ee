namespace ModelArts.Sdk.Tests.Authentication;

/// <summary>Every region of section 1 of the facts of the platform, written out: no rule makes them here as it does in the SDK.</summary>
public sealed class RegionAddressTests
{
    private const string Expected = """
        cn-north-1 modelarts.cn-north-1.myhuaweicloud.com iam.cn-north-1.myhuaweicloud.com
        cn-north-2 modelarts.cn-north-2.myhuaweicloud.com iam.cn-north-2.myhuaweicloud.com
        cn-north-4 modelarts.cn-north-4.myhuaweicloud.com iam.cn-north-4.myhuaweicloud.com
        cn-north-9 modelarts.cn-north-9.myhuaweicloud.com iam.cn-north-9.myhuaweicloud.com
        cn-north-11 modelarts.cn-north-11.myhuaweicloud.com iam.myhuaweicloud.com
        cn-north-12 modelarts.cn-north-12.myhuaweicloud.com iam.cn-north-12.myhuaweicloud.com
        cn-east-3 modelarts.cn-east-3.myhuaweicloud.com iam.cn-east-3.myhuaweicloud.com
        cn-east-4 modelarts.cn-east-4.myhuaweicloud.com iam.cn-east-4.myhuaweicloud.com
        cn-south-1 modelarts.cn-south-1.myhuaweicloud.com iam.cn-south-1.myhuaweicloud.com
        cn-southwest-2 modelarts.cn-southwest-2.myhuaweicloud.com iam.cn-southwest-2.myhuaweicloud.com
        cn-southwest-3 modelarts.cn-southwest-3.myhuaweicloud.com iam.myhuaweicloud.com
        ap-southeast-1 modelarts.ap-southeast-1.myhuaweicloud.cn iam.ap-southeast-1.myhuaweicloud.com
        ap-southeast-2 modelarts.ap-southeast-2.myhuaweicloud.com iam.ap-southeast-2.myhuaweicloud.com
        ap-southeast-3 modelarts.ap-southeast-3.myhuaweicloud.com iam.ap-southeast-3.myhuaweicloud.com
        ap-southeast-4 modelarts.ap-southeast-4.myhuaweicloud.com iam.ap-southeast-4.myhuaweicloud.com
        me-east-1 modelarts.me-east-1.myhuaweicloud.com iam.me-east-1.myhuaweicloud.com
        tr-west-1 modelarts.tr-west-1.myhuaweicloud.com iam.tr-west-1.myhuaweicloud.com
        af-south-1 modelarts.af-south-1.myhuaweicloud.com iam.af-south-1.myhuaweicloud.com
        af-north-1 modelarts.af-north-1.myhuaweicloud.com iam.myhuaweicloud.com
        la-south-2 modelarts.la-south-2.myhuaweicloud.com iam.la-south-2.myhuaweicloud.com
        la-north-2 modelarts.la-north-2.myhuaweicloud.com iam.la-north-2.myhuaweicloud.com
        sa-brazil-1 modelarts.sa-brazil-1.myhuaweicloud.com iam.sa-brazil-1.myhuaweicloud.com
        eu-de modelarts.eu-de.otc.t-systems.com iam.eu-de.otc.t-systems.com
        """;

    [Fact]
    public void Regions_AreThoseOfThePlatform() => Assert.Equal(
        Expected.ReplaceLineEndings("\n"),
        string.Join('\n', ModelArtsRegion.All.Select(region => $"{region.Id} {region.Endpoint.Host} {region.IamEndpoint.Host}")));
}
