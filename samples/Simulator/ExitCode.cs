namespace Simulator;

internal static class ExitCode
{
    /// <summary>It was ended by Ctrl+C or SIGTERM.</summary>
    public const int Success = 0;

    /// <summary>It could not start: the port or the state file is in use, or cannot be had.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;
}
