using System.Reflection;
using System.Runtime.CompilerServices;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.Tests.Conventions;

public sealed class TypeTests
{
    private static readonly string[] Namespaces =
    [
        "ModelArts.Sdk",
        "ModelArts.Sdk.Authentication",
        "ModelArts.Sdk.DevEnvironments",
        "Microsoft.Extensions.DependencyInjection",
    ];

    [Fact]
    public void PublicTypes_StandWhereAFirstTimeUserLooks() => Assert.Empty(
        PublicSurface.Types.Where(type => !Namespaces.Contains(type.Namespace) && type != typeof(WireRecord)).Select(type => type.FullName));

    [Fact]
    public void Records_AreSealed() =>
        Assert.Empty(PublicSurface.Records.Where(type => !type.IsSealed && type != typeof(WireRecord)).Select(type => type.FullName));

    [Fact]
    public void Records_AreChangedByWithOnly() => Assert.Empty(
        PublicSurface.Records
            .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            .Where(property => property.SetMethod is { IsPublic: true } setter && !setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)))
            .Select(property => $"{property.DeclaringType}.{property.Name}"));

    [Fact]
    public void Records_ThereAreThoseOfTheTables() => Assert.True(PublicSurface.Records.Count(type => type.IsSubclassOf(typeof(WireRecord))) >= 28);

    [Fact]
    public void Structs_AreReadOnly() => Assert.Empty(
        PublicSurface.Types
            .Where(type => type is { IsValueType: true, IsEnum: false } && type.GetCustomAttribute<IsReadOnlyAttribute>() is null)
            .Select(type => type.FullName));

    [Fact]
    public void PublicTypes_HaveNoMutableStatics()
    {
        const BindingFlags statics = BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly;
        Assert.Empty(PublicSurface.Types.Where(type => !type.IsEnum).SelectMany(type => type.GetFields(statics)).Where(field => !field.IsLiteral && !field.IsInitOnly).Select(field => field.Name));
        Assert.Empty(PublicSurface.Types.SelectMany(type => type.GetProperties(statics)).Where(property => property.CanWrite).Select(property => property.Name));
    }

    [Fact]
    public void PublicTypes_HaveNoFields() => Assert.Empty(
        PublicSurface.Types
            .Where(type => !type.IsEnum)
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(field => !field.IsLiteral)
            .Select(field => $"{field.DeclaringType}.{field.Name}"));

    [Fact]
    public void Exceptions_AllDeriveFromTheOne() => Assert.Empty(
        PublicSurface.Types
            .Where(type => type.IsSubclassOf(typeof(Exception)) && type != typeof(ModelArtsException) && !type.IsSubclassOf(typeof(ModelArtsException)))
            .Select(type => type.FullName));

    [Fact]
    public void Exceptions_AreNamedSo() => Assert.Empty(
        PublicSurface.Types
            .Where(type => type.IsSubclassOf(typeof(Exception)) != type.Name.EndsWith("Exception", StringComparison.Ordinal))
            .Select(type => type.FullName));

    [Fact]
    public void Credentials_ShowNothingOfWhatTheyHold() => Assert.Empty(
        PublicSurface.Types
            .Where(type => type.IsSubclassOf(typeof(ModelArtsCredential)))
            .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            .Select(property => $"{property.DeclaringType}.{property.Name}"));
}
