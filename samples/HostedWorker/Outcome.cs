namespace HostedWorker;

/// <summary>What the job has come to, for the end of the program.</summary>
internal sealed class Outcome
{
    public int ExitCode { get; set; } = HostedWorker.ExitCode.Stopped;
}

internal static class ExitCode
{
    /// <summary>Every instance ran, and is gone again.</summary>
    public const int Success = 0;

    /// <summary>The service, the network or an instance failed.</summary>
    public const int Failed = 1;

    /// <summary>The configuration is wrong; nothing was sent.</summary>
    public const int Configuration = 2;

    /// <summary>Ctrl+C or SIGTERM before the end; the log names what goes on. By the custom of shells: 128 + SIGINT.</summary>
    public const int Stopped = 130;
}
