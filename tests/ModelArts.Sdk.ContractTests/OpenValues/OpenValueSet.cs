using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.ContractTests.OpenValues;

/// <summary>One of the open value sets, with its type out of sight: every one of them is found by reflection and must behave alike.</summary>
public abstract class OpenValueSet
{
    private static readonly IReadOnlyList<OpenValueSet> All =
    [
        .. typeof(IOpenValue<>).Assembly.GetTypes()
            .Where(type => type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IOpenValue<>)))
            .Where(type => type.IsValueType)
            .Select(type => (OpenValueSet)Activator.CreateInstance(typeof(OpenValueSet<>).MakeGenericType(type))!),
    ];

    public static IEnumerable<string> Names => All.Select(set => set.Type.Name);

    public abstract Type Type { get; }

    /// <summary>What a field holds that nothing was put into.</summary>
    public abstract object Unset { get; }

    public static OpenValueSet Named(string name) => All.Single(set => set.Type.Name == name);

    /// <summary>Makes a value by the public constructor.</summary>
    public abstract object Create(string? value);

    /// <summary>Makes a value by the conversion that lets a string literal stand for it.</summary>
    public abstract object Convert(string? value);

    public abstract string Value(object value);

    /// <summary>By <see cref="IEquatable{T}"/>, as a dictionary or a hash set asks.</summary>
    public abstract bool AreEqual(object left, object right);

    /// <summary>By the operator, as a user's condition asks.</summary>
    public abstract bool AreEqualByOperator(object left, object right);

    public abstract object Read(string json);

    public abstract string Write(object value);

    /// <summary>The values that have a name: the name of the property and the form on the wire.</summary>
    public IReadOnlyDictionary<string, string> Known() =>
        Type.GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType == Type)
            .ToDictionary(property => property.Name, property => Value(property.GetValue(null)!));
}

/// <summary>An open value set by its type.</summary>
internal sealed class OpenValueSet<T> : OpenValueSet
    where T : struct, IOpenValue<T>, IEquatable<T>
{
    public override Type Type => typeof(T);

    public override object Unset => default(T);

    public override object Create(string? value) => Invoke(() => Activator.CreateInstance(typeof(T), value)!);

    // There is another, to a value that may be null.
    public override object Convert(string? value) => Invoke(() => typeof(T).GetMethods()
        .Single(static method => method.Name == "op_Implicit" && method.ReturnType == typeof(T) && method.GetParameters()[0].ParameterType == typeof(string))
        .Invoke(null, [value])!);

    public override string Value(object value) => ((T)value).Value;

    public override bool AreEqual(object left, object right) => ((T)left).Equals((T)right);

    public override bool AreEqualByOperator(object left, object right) =>
        (bool)typeof(T).GetMethod("op_Equality", [typeof(T), typeof(T)])!.Invoke(null, [left, right])!;

    // Without the library's context: the type names its converter itself, so that it holds wherever a user serializes the value.
    public override object Read(string json) => JsonSerializer.Deserialize<T>(json);

    public override string Write(object value) => JsonSerializer.Serialize((T)value);

    private static object Invoke(Func<object> make)
    {
        try
        {
            return make();
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } inner)
        {
            ExceptionDispatchInfo.Throw(inner);
            throw;
        }
    }
}
