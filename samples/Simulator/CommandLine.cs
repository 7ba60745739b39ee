using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;

namespace Simulator;

internal static class CommandLine
{
    public static Task<int> Parse(string[] args, Func<Settings, CancellationToken, Task<int>> run)
    {
        Option<IPEndPoint> address = new("--address")
        {
            Description = "Where it listens: an IP address, with a port or without. Nobody but this machine reaches 127.0.0.1; with another address, everybody there reaches WireMock's admin API too.",
            HelpName = "IP[:PORT]",
            DefaultValueFactory = _ => new IPEndPoint(IPAddress.Loopback, 8080),
            CustomParser = ReadAddress,
        };
        Option<int?> port = new("--port") { Description = "The port, instead of the address's. 0 is any that is free." };
        Option<bool> fast = new("--fast") { Description = "Each transition takes a tenth of a second instead of three." };
        Option<int?> seed = new("--seed") { Description = "The same ids, keys and tokens in each run." };
        Option<string?> state = new("--state") { Description = "Keep the state in this file, and go on where it ended.", HelpName = "FILE" };
        Option<int> latency = new("--latency") { Description = "How many milliseconds each answer takes.", HelpName = "MS" };
        Option<int?> freeCapacity = new("--free-capacity") { Description = "How many instances of a free flavor can be active; more have to queue." };
        Option<int> limit = new("--instance-limit") { Description = "How many instances there can be.", DefaultValueFactory = _ => 10 };
        Option<bool> quiet = new("--quiet") { Description = "Log no requests." };
        port.Validators.Add(result => Check(result, result.GetValueOrDefault<int?>() is null or (>= 0 and <= ushort.MaxValue), $"--port must be from 0 to {ushort.MaxValue}."));
        latency.Validators.Add(result => Check(result, result.GetValueOrDefault<int>() is >= 0 and <= 3_600_000, "--latency must be from 0 to 3600000 milliseconds."));
        freeCapacity.Validators.Add(result => Check(result, result.GetValueOrDefault<int?>() is null or >= 1, "--free-capacity must be at least 1."));
        limit.Validators.Add(result => Check(result, result.GetValueOrDefault<int>() >= 1, "--instance-limit must be at least 1."));

        RootCommand root = new(
            """
            Simulates the development environments (cloud notebooks) of Huawei Cloud ModelArts on a port of this machine, for clients in
            any language. Open the address in a browser to watch it. Ctrl+C ends it.
            """);
        foreach (Option option in new Option[] { address, port, fast, seed, state, latency, freeCapacity, limit, quiet })
        {
            root.Options.Add(option);
        }

        root.SetAction((result, cancellationToken) => run(
            new Settings
            {
                Address = new IPEndPoint(result.GetValue(address)!.Address, result.GetValue(port) ?? result.GetValue(address)!.Port),
                Fast = result.GetValue(fast),
                Seed = result.GetValue(seed),
                StateFile = result.GetValue(state),
                Latency = TimeSpan.FromMilliseconds(result.GetValue(latency)),
                FreeCapacity = result.GetValue(freeCapacity),
                InstanceLimit = result.GetValue(limit),
                Quiet = result.GetValue(quiet),
            },
            cancellationToken));
        ParseResult parsed = root.Parse(args);
        return parsed.Errors.Count > 0 ? RefuseAsync(parsed.Errors) : parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(5) });
    }

    private static void Check(OptionResult result, bool holds, string message)
    {
        if (!holds)
        {
            result.AddError(message);
        }
    }

    private static IPEndPoint? ReadAddress(ArgumentResult result)
    {
        string text = result.Tokens[0].Value.Replace("localhost", "127.0.0.1", StringComparison.OrdinalIgnoreCase);
        if (!IPEndPoint.TryParse(text, out IPEndPoint? endpoint) || int.TryParse(text, CultureInfo.InvariantCulture, out _))
        {
            result.AddError($"--address: '{result.Tokens[0].Value}' is no IP address with a port or without, such as 127.0.0.1:8080.");
            return null;
        }

        // It reads "127.0.0.1" as port 0, which would be any.
        return endpoint.Port == 0 && !text.EndsWith(":0", StringComparison.Ordinal) ? new IPEndPoint(endpoint.Address, 8080) : endpoint;
    }

    private static async Task<int> RefuseAsync(IReadOnlyList<ParseError> errors)
    {
        foreach (ParseError error in errors)
        {
            await Console.Error.WriteLineAsync(error.Message);
        }

        await Console.Error.WriteLineAsync("See --help.");
        return ExitCode.Usage;
    }
}
