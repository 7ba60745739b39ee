using System.CommandLine;
using CsCheck;
using ModelArts.Sdk.Fuzzing;

// Answers the SDK with bodies, error bodies and headers that nobody thought of. Ends with 0 only when each call came to a value that
// can be used, or to an exception of the SDK's own.
Option<long> inputs = new("--inputs") { Description = "How many answers.", DefaultValueFactory = _ => 1_000_000 };
Option<string?> seed = new("--seed") { Description = "Where CsCheck begins, as it prints it when it fails. Default: somewhere else each time." };
RootCommand command = new("Fuzzes what the service may answer.") { inputs, seed };
command.SetAction(async (arguments, _) =>
{
    Tally tally = new();
    try
    {
        await FuzzedCalls.All.SampleAsync(
            call => Oracle.JudgeAsync(call, tally),
            seed: arguments.GetValue(seed),
            iter: arguments.GetValue(inputs),
            print: call => call.ToString()).ConfigureAwait(false);
    }
    catch (CsCheckException exception)
    {
        Console.WriteLine(exception);
        return 1;
    }

    Console.WriteLine($"{tally}; 0 foreign exceptions");

    // Where nothing, or everything, is understood, the inputs test nothing.
    return tally is { Values: > 0, Malformed: > 0, Errors: > 0 } ? 0 : 1;
});
return await command.Parse(args).InvokeAsync();
