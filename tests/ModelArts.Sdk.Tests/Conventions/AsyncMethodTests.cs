using System.Reflection;

namespace ModelArts.Sdk.Tests.Conventions;

public sealed class AsyncMethodTests
{
    // The interface of the runtime has no token.
    private static readonly string[] WithoutToken = [nameof(IAsyncDisposable.DisposeAsync)];

    [Fact]
    public void AsyncMethods_TakeACancellationTokenLastAndOptional() => Assert.Empty(
        AsyncMethods
            .Where(method => !WithoutToken.Contains(method.Name))
            .Where(method => method.GetParameters() is not [.., { HasDefaultValue: true, Name: "cancellationToken" } last] || last.ParameterType != typeof(CancellationToken))
            .Select(Describe));

    [Fact]
    public void AsyncMethods_HaveNamesThatEndWithAsync() =>
        Assert.Empty(AsyncMethods.Where(method => !method.Name.EndsWith("Async", StringComparison.Ordinal)).Select(Describe));

    [Fact]
    public void OtherMethods_HaveNamesThatDoNot() => Assert.Empty(
        PublicSurface.Methods
            .Where(method => !PublicSurface.IsAsync(method) && method.Name.EndsWith("Async", StringComparison.Ordinal))
            .Select(Describe));

    [Fact]
    public void AsyncMethods_OfClasses_CanBeOverriddenByATestsDouble() => Assert.Empty(
        AsyncMethods
            .Where(method => method.DeclaringType is { IsClass: true, IsSealed: false } && !WithoutToken.Contains(method.Name) && (!method.IsVirtual || method.IsFinal))
            .Select(Describe));

    [Fact]
    public void AsyncMethods_ThereAreSome() => Assert.True(AsyncMethods.Count() >= 6);

    private static IEnumerable<MethodInfo> AsyncMethods => PublicSurface.Methods.Where(PublicSurface.IsAsync);

    private static string Describe(MethodInfo method) => $"{method.DeclaringType}.{method.Name}";
}
