using ModelArts.Sdk.Testing;
using Simulator;

return await CommandLine.Parse(args, RunAsync);

static async Task<int> RunAsync(Settings settings, CancellationToken cancellationToken)
{
    try
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(settings.ToOptions(), cancellationToken);
        await using RequestLog? log = settings.Quiet ? null : new RequestLog(simulator.Journal, Console.Out);
        await Console.Out.WriteLineAsync(
            $"""
            endpoint    {simulator.Endpoint.GetLeftPart(UriPartial.Authority)}
            project     {simulator.ProjectId}
            access key  {simulator.AccessKey}
            secret key  {simulator.SecretKey}
            token       {simulator.AuthToken}
            user        {simulator.UserName} of {simulator.DomainName}
            password    {simulator.Password}
            A browser shows at {simulator.Endpoint} how it stands. Ctrl+C ends it.
            """);
        await Console.Out.FlushAsync(CancellationToken.None);
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }

        return ExitCode.Success;
    }
    catch (OperationCanceledException)
    {
        return ExitCode.Success;
    }
    catch (Exception exception) when (exception is InvalidOperationException or InvalidDataException)
    {
        await Console.Error.WriteLineAsync(exception.Message);
        return ExitCode.Failed;
    }
    catch (ArgumentException exception)
    {
        await Console.Error.WriteLineAsync(exception.Message);
        return ExitCode.Usage;
    }
}
