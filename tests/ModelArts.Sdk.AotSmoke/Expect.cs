namespace ModelArts.Sdk.AotSmoke;

/// <summary>Asserts: the first that does not hold ends the program with exit code 1.</summary>
internal static class Expect
{
    public static void That(bool holds, string expected)
    {
        if (!holds)
        {
            Console.Error.WriteLine($"native: expected {expected}");
            Environment.Exit(1);
        }
    }

    public static async Task<T> ThrowsAsync<T>(Func<Task> call)
        where T : Exception
    {
        try
        {
            await call();
        }
        catch (T exception)
        {
            return exception;
        }

        That(false, $"a {typeof(T).Name}");
        throw new InvalidOperationException("Not reached: That has ended the program.");
    }
}
