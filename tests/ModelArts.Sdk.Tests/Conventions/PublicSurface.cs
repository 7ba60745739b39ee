using System.Reflection;

namespace ModelArts.Sdk.Tests.Conventions;

/// <summary>What the library shows to its users.</summary>
internal static class PublicSurface
{
    public static Type[] Types { get; } = typeof(ModelArtsClient).Assembly.GetExportedTypes();

    public static IEnumerable<Type> Records => Types.Where(type => type.IsClass && type.GetMethod("<Clone>$") is not null);

    /// <summary>Methods that a user can call or override, and that a person has written.</summary>
    public static IEnumerable<MethodInfo> Methods => Types
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(method => (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly) && !method.IsSpecialName);

    public static bool IsAsync(MethodInfo method)
    {
        Type type = method.ReturnType.IsGenericType ? method.ReturnType.GetGenericTypeDefinition() : method.ReturnType;
        return type == typeof(Task) || type == typeof(Task<>) || type == typeof(ValueTask) || type == typeof(ValueTask<>) || type == typeof(IAsyncEnumerable<>);
    }
}
