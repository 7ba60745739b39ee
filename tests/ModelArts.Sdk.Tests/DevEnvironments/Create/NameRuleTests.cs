using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Tests.DevEnvironments.Create;

public sealed class NameRuleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    public void Validate_NameOfAllowedLength_Passes(int length) => Broken.None(Named(new string('a', length)));

    [Fact]
    public void Validate_NameOf65_IsTooLong()
    {
        CreateInstanceRequest request = Named(new string('a', 65));

        Broken.Rules(request, new Broken("name", 2, "ModelArts.6336"));
        Assert.Contains("65", request.Validate()[0].Rule, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Validate_NoName_IsRequired(string? name) => Broken.Rules(Named(name!), new Broken("name", 2, "ModelArts.6335"));

    [Theory]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXYZ-_")]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456789")]
    [InlineData("-leading")]
    [InlineData("_leading")]
    [InlineData("0")]
    public void Validate_AllowedCharactersAnywhere_Pass(string name) => Broken.None(Named(name));

    [Theory]
    [InlineData("a name")]
    [InlineData(" ")]
    [InlineData("a.b")]
    [InlineData("a/b")]
    [InlineData("a@b")]
    [InlineData("a[b")]
    [InlineData("a`b")]
    [InlineData("a{b")]
    [InlineData("a:b")]
    [InlineData("a\nb")]
    [InlineData("trailing\n")]
    [InlineData("é")]
    [InlineData("名")]
    [InlineData("٣")]
    [InlineData("\u0131")]
    [InlineData("\u212A")]
    public void Validate_AnyOtherCharacter_IsForbidden(string name) => Broken.Rules(Named(name), new Broken("name", 2, "ModelArts.6334"));

    [Fact]
    public void Validate_LongNameWithForbiddenCharacter_ReportsBoth() =>
        Broken.Rules(Named(new string(' ', 65)), new Broken("name", 2, "ModelArts.6336"), new Broken("name", 2, "ModelArts.6334"));

    private static CreateInstanceRequest Named(string name) => ValidRequest.Create() with { Name = name };
}
