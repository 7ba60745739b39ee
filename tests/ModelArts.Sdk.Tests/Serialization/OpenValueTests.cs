using System.Reflection;
using System.Text.Json;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Serialization;
using ModelArts.Sdk.Tests.Conventions;

namespace ModelArts.Sdk.Tests.Serialization;

/// <summary>The same promises hold for every open set of values.</summary>
public sealed class OpenValueTests
{
    public static TheoryData<Type> OpenValues => [.. PublicSurface.Types.Where(type => type is { IsValueType: true, IsEnum: false })];

    [Theory]
    [MemberData(nameof(OpenValues))]
    public void Value_UnknownOrInAnotherCase_IsKeptAndComparesWithoutCase(Type type)
    {
        object lower = Make(type, "something-new");
        object upper = Make(type, "SOMETHING-NEW");

        Assert.Equal("something-new", lower.ToString());
        Assert.Equal("SOMETHING-NEW", type.GetProperty("Value")!.GetValue(upper));
        Assert.Equal(lower, upper);
        Assert.Equal(lower.GetHashCode(), upper.GetHashCode());
        Assert.NotEqual(lower, Make(type, "something-else"));

        // There is another, to a value that may be null.
        Assert.Equal(lower, type.GetMethods().Single(method => method.Name == "op_Implicit" && method.ReturnType == type).Invoke(null, ["something-new"]));
    }

    [Theory]
    [MemberData(nameof(OpenValues))]
    public void Default_HoldsTheEmptyString(Type type)
    {
        object value = Activator.CreateInstance(type)!;

        Assert.Equal("", value.ToString());
        Assert.Equal(value, Make(type, ""));
        Assert.Equal(value.GetHashCode(), Make(type, "").GetHashCode());
    }

    [Theory]
    [MemberData(nameof(OpenValues))]
    public void Null_IsAnArgumentError(Type type)
    {
        TargetInvocationException exception = Assert.Throws<TargetInvocationException>(() => Make(type, null));

        Assert.Equal("value", Assert.IsType<ArgumentNullException>(exception.InnerException).ParamName);
    }

    [Theory]
    [MemberData(nameof(OpenValues))]
    public void KnownValues_AreDistinct(Type type)
    {
        object[] known = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Static).Select(property => property.GetValue(null)!)];

        Assert.NotEmpty(known);
        Assert.Distinct(known);
        Assert.DoesNotContain(known, value => value.ToString()!.Length == 0);
    }

    [Fact]
    public void OpenValues_AreThose16() => Assert.Equal(
        [
            "AccessMode", "DevEnvironmentType", "FlavorSaleStatus", "HardwareType", "InstanceAction", "InstanceFlavor", "InstanceProfileId", "InstanceStatus",
            "ModelArtsErrorCode", "PromotionType", "ProvisionEngine", "ProvisionType", "RepositoryProtocol", "RepositoryType", "ResourcePoolType", "StorageType",
        ],
        PublicSurface.Types.Where(type => type is { IsValueType: true, IsEnum: false }).Select(type => type.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Json_NullForAStatus_IsNotSaid() => Assert.Equal(default, Read("""{"id":"x","status":null}""").Status);

    [Fact]
    public void Json_UnknownValue_SurvivesTheRoundTripAsItWas()
    {
        const string json = """{"id":"x","status":"Some_New","flavor":"next"}""";

        Assert.Equal(json, JsonSerializer.Serialize(Read(json), ModelArtsJsonContext.Default.DevEnvironmentInstance));
    }

    [Fact]
    public void Json_NoString_IsAnError() => Assert.Throws<JsonException>(() => Read("""{"id":"x","status":{}}"""));

    private static DevEnvironmentInstance Read(string json) =>
        JsonSerializer.Deserialize(json, ModelArtsJsonContext.Default.DevEnvironmentInstance)!;

    private static object Make(Type type, string? value) => type.GetConstructor([typeof(string)])!.Invoke([value]);
}
