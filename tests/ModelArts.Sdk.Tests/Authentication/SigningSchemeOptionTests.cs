using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ModelArts.Sdk.Authentication;

namespace ModelArts.Sdk.Tests.Authentication;

public sealed class SigningSchemeOptionTests
{
    [Fact]
    public void Default_FollowsTheRegion()
    {
        Assert.Null(new ModelArtsClientOptions().SigningScheme);
        foreach (ModelArtsRegion region in ModelArtsRegion.All)
        {
            SigningScheme expected = region == ModelArtsRegion.EuDeOtc ? SigningScheme.CredentialScope : SigningScheme.Access;
            Assert.Equal(expected, Effective(new() { Region = region }));
            Assert.Equal(expected, Effective(new() { Endpoint = region.Endpoint }));
        }
    }

    [Fact]
    public void Default_EndpointBesideARegion_FollowsTheRegion()
    {
        Uri simulator = new("http://localhost:5000");

        Assert.Equal(SigningScheme.CredentialScope, Effective(new() { Region = ModelArtsRegion.EuDeOtc, Endpoint = simulator }));
        Assert.Equal(SigningScheme.Access, Effective(new() { Endpoint = simulator }));
    }

    [Fact]
    public void Set_CountsBeforeTheRegion()
    {
        Assert.Equal(SigningScheme.Access, Effective(new() { Region = ModelArtsRegion.EuDeOtc, SigningScheme = SigningScheme.Access }));
        Assert.Equal(SigningScheme.CredentialScope, Effective(new() { Region = ModelArtsRegion.CnNorth4, SigningScheme = SigningScheme.CredentialScope }));
    }

    [Fact]
    public void Set_Undefined_IsRefused() => Assert.Contains(
        "SigningScheme: must be Access or CredentialScope",
        Assert.Throws<ArgumentException>(() => new ModelArtsClient(new ModelArtsClientOptions { SigningScheme = (SigningScheme)7 })).Message);

    [Theory]
    [InlineData("access", SigningScheme.Access)]
    [InlineData("CredentialScope", SigningScheme.CredentialScope)]
    public void Configuration_NameOfAScheme_IsRead(string value, SigningScheme expected) => Assert.Equal(expected, Configured(value).SigningScheme);

    [Fact]
    public void Configuration_AnythingElse_IsAProblem() => Assert.Contains(
        "SigningScheme: 'v4' is neither Access nor CredentialScope.",
        Assert.Throws<OptionsValidationException>(() => Configured("v4")).Message);

    private static SigningScheme Effective(ModelArtsClientOptions options) => new CredentialContext(options).SigningScheme;

    private static ModelArtsClientOptions Configured(string scheme)
    {
        ServiceCollection services = new();
        services.AddModelArts(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Region"] = "cn-north-4",
            ["ProjectId"] = "p1",
            ["AuthToken"] = "t",
            ["SigningScheme"] = scheme,
        }).Build());
        using ServiceProvider provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<ModelArtsClientOptions>>().Value;
    }
}
