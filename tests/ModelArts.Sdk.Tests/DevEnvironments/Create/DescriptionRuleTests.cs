using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Tests.DevEnvironments.Create;

public sealed class DescriptionRuleTests
{
    private const string Emoji = "😀";

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Plain words, 中文, and signs: ()[]{}*+-=_.,;!?@#$%^|\\~`")]
    public void Validate_AllowedDescription_Passes(string? description) => Broken.None(Described(description!));

    [Fact]
    public void Validate_512Characters_Pass() => Broken.None(Described(new string('x', 512)));

    [Fact]
    public void Validate_513Characters_AreTooMany()
    {
        CreateInstanceRequest request = Described(new string('x', 513));

        Broken.Rules(request, new Broken("description", 2, "ModelArts.6336"));
        Assert.Contains("513", request.Validate()[0].Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_512Emoji_CountAs512Characters() => Broken.None(Described(string.Concat(Enumerable.Repeat(Emoji, 512))));

    [Fact]
    public void Validate_513Emoji_AreTooMany() =>
        Broken.Rules(Described(string.Concat(Enumerable.Repeat(Emoji, 513))), new Broken("description", 2, "ModelArts.6336"));

    [Fact]
    public void Validate_HalfOfASurrogatePair_CountsAsOneAndDoesNotThrow() => Broken.None(Described("\ud83d" + new string('x', 511)));

    [Theory]
    [InlineData('&')]
    [InlineData('<')]
    [InlineData('>')]
    [InlineData('"')]
    [InlineData('\'')]
    [InlineData('/')]
    public void Validate_ForbiddenCharacter_IsRefused(char forbidden) =>
        Broken.Rules(Described($"a{forbidden}"), new Broken("description", 2, "ModelArts.6334"));

    [Fact]
    public void Validate_LongDescriptionWithForbiddenCharacter_ReportsBoth() => Broken.Rules(
        Described(new string('&', 513)),
        new Broken("description", 2, "ModelArts.6336"),
        new Broken("description", 2, "ModelArts.6334"));

    private static CreateInstanceRequest Described(string description) => ValidRequest.Create() with { Description = description };
}
