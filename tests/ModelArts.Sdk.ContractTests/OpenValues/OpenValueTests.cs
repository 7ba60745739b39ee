using System.Text.Json;

namespace ModelArts.Sdk.ContractTests.OpenValues;

/// <summary>What holds for every open value set, whichever is added next.</summary>
public sealed class OpenValueTests
{
    public static TheoryData<string> Sets => [.. OpenValueSet.Names];

    [Fact]
    public void ThereAreSixteenSets() =>
        Assert.Equal(
            [
                "AccessMode", "DevEnvironmentType", "FlavorSaleStatus", "HardwareType", "InstanceAction", "InstanceFlavor", "InstanceProfileId",
                "InstanceStatus",
                "ModelArtsErrorCode", "PromotionType", "ProvisionEngine", "ProvisionType", "RepositoryProtocol", "RepositoryType",
                "ResourcePoolType", "StorageType",
            ],
            OpenValueSet.Names.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Sets))]
    public void Default_IsTheEmptyValueAndSafe(string name)
    {
        OpenValueSet set = OpenValueSet.Named(name);

        Assert.Equal("", set.Value(set.Unset));
        Assert.Equal("", set.Unset.ToString());
        Assert.True(set.AreEqual(set.Unset, set.Create("")));
        Assert.True(set.AreEqualByOperator(set.Create(""), set.Unset));
        Assert.Equal(set.Create("").GetHashCode(), set.Unset.GetHashCode());
        Assert.False(set.AreEqual(set.Unset, set.Create("x")));
        Assert.Equal("\"\"", set.Write(set.Unset));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Equality_IgnoresCase_AndHashesAgree(string name)
    {
        OpenValueSet set = OpenValueSet.Named(name);
        object upper = set.Create("SOME-VALUE ı 1");
        object lower = set.Create("some-value ı 1");

        Assert.True(set.AreEqual(upper, lower));
        Assert.True(upper.Equals(lower));
        Assert.True(set.AreEqualByOperator(upper, lower));
        Assert.Equal(upper.GetHashCode(), lower.GetHashCode());
        Assert.False(set.AreEqual(upper, set.Create("some-value ı 2")));

        // Ordinal, whatever the culture: a Turkish dotless i is another letter.
        Assert.False(set.AreEqual(set.Create("i"), set.Create("ı")));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Value_KeepsItsCase(string name)
    {
        OpenValueSet set = OpenValueSet.Named(name);

        Assert.Equal("Some-Value", set.Value(set.Create("Some-Value")));
        Assert.Equal("Some-Value", set.Create("Some-Value").ToString());
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void StringLiteral_StandsForTheValue(string name)
    {
        OpenValueSet set = OpenValueSet.Named(name);

        Assert.Equal("Some-Value", set.Value(set.Convert("Some-Value")));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Null_IsRefused(string name)
    {
        OpenValueSet set = OpenValueSet.Named(name);

        Assert.Equal("value", Assert.Throws<ArgumentNullException>(() => set.Create(null)).ParamName);
        Assert.Equal("value", Assert.Throws<ArgumentNullException>(() => set.Convert(null)).ParamName);
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void UnknownValue_RoundTrip_IsKeptAsItIs(string name)
    {
        OpenValueSet set = OpenValueSet.Named(name);

        Assert.Equal("\"Not-Known.Yet \\u00E4\"", set.Write(set.Read("\"Not-Known.Yet \\u00E4\"")));
        Assert.Equal("\"\"", set.Write(set.Read("\"\"")));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void KnownValueInAnotherCase_RoundTrip_EqualsItAndKeepsItsCase(string name)
    {
        OpenValueSet set = OpenValueSet.Named(name);
        string known = set.Known().Values.First();
        string other = string.Concat(known.Select(letter => char.IsUpper(letter) ? char.ToLowerInvariant(letter) : char.ToUpperInvariant(letter)));

        object read = set.Read($"\"{other}\"");

        Assert.NotEqual(known, other);
        Assert.True(set.AreEqual(read, set.Create(known)));
        Assert.Equal($"\"{other}\"", set.Write(read));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void JsonThatIsNoString_IsRefused(string name)
    {
        OpenValueSet set = OpenValueSet.Named(name);

        Assert.All(["5", "1.5", "true", "false", "{}", "[]", "[\"x\"]"], json => Assert.Throws<JsonException>(() => set.Read(json)));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void JsonNull_IsTheEmptyValue(string name)
    {
        OpenValueSet set = OpenValueSet.Named(name);

        Assert.Equal(set.Unset, set.Read("null"));
    }
}
