using System.Reflection;

namespace ModelArts.Sdk.Tests;

public sealed class ModelArtsRegionTests
{
    [Fact]
    public void All_HoldsEveryPublicRegion()
    {
        IEnumerable<ModelArtsRegion> regions = typeof(ModelArtsRegion)
            .GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType == typeof(ModelArtsRegion))
            .Select(property => (ModelArtsRegion)property.GetValue(null)!);

        Assert.Equal(regions.Select(region => region.Id).Order(StringComparer.Ordinal), ModelArtsRegion.All.Select(region => region.Id).Order(StringComparer.Ordinal));
        Assert.Equal(23, ModelArtsRegion.All.Count);
    }

    [Fact]
    public void All_AreHttpsAndFoundByTheirId() => Assert.All(ModelArtsRegion.All, region =>
    {
        Assert.Equal(Uri.UriSchemeHttps, region.Endpoint.Scheme);
        Assert.Equal(Uri.UriSchemeHttps, region.IamEndpoint.Scheme);
        Assert.Same(region, ModelArtsRegion.Find(region.Id.ToUpperInvariant()));
        Assert.Equal(region.Id, region.ToString());
    });

    [Theory]
    [InlineData("cn-north-4", "https://modelarts.cn-north-4.myhuaweicloud.com/", "https://iam.cn-north-4.myhuaweicloud.com/")]
    [InlineData("cn-north-11", "https://modelarts.cn-north-11.myhuaweicloud.com/", "https://iam.myhuaweicloud.com/")]
    [InlineData("cn-southwest-3", "https://modelarts.cn-southwest-3.myhuaweicloud.com/", "https://iam.myhuaweicloud.com/")]
    [InlineData("af-north-1", "https://modelarts.af-north-1.myhuaweicloud.com/", "https://iam.myhuaweicloud.com/")]
    [InlineData("ap-southeast-1", "https://modelarts.ap-southeast-1.myhuaweicloud.cn/", "https://iam.ap-southeast-1.myhuaweicloud.com/")]
    [InlineData("eu-de", "https://modelarts.eu-de.otc.t-systems.com/", "https://iam.eu-de.otc.t-systems.com/")]
    public void Find_KnownRegion_HasItsAddresses(string id, string endpoint, string iamEndpoint)
    {
        ModelArtsRegion? region = ModelArtsRegion.Find(id);

        Assert.Equal(endpoint, region?.Endpoint.AbsoluteUri);
        Assert.Equal(iamEndpoint, region?.IamEndpoint.AbsoluteUri);
    }

    [Fact]
    public void Find_UnknownRegion_IsNull() => Assert.Null(ModelArtsRegion.Find("eu-nl"));

    [Fact]
    public void WrongArguments_AreArgumentErrors()
    {
        Uri uri = new("https://example.com");
        Assert.Throws<ArgumentNullException>("id", () => ModelArtsRegion.Find(null!));
        Assert.Throws<ArgumentNullException>("id", () => new ModelArtsRegion(null!, uri, uri));
        Assert.Throws<ArgumentException>("id", () => new ModelArtsRegion(" ", uri, uri));
        Assert.Throws<ArgumentNullException>("endpoint", () => new ModelArtsRegion("x", null!, uri));
        Assert.Throws<ArgumentNullException>("iamEndpoint", () => new ModelArtsRegion("x", uri, null!));
    }
}
