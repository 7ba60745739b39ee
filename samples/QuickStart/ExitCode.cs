namespace QuickStart;

internal static class ExitCode
{
    /// <summary>The instance has been seen RUNNING, and is gone again unless it was to be kept.</summary>
    public const int Success = 0;

    /// <summary>The service, the network or the instance failed.</summary>
    public const int Failed = 1;

    /// <summary>The command line, the options or the request are wrong; nothing was sent.</summary>
    public const int Usage = 2;

    /// <summary>Ctrl+C, by the custom of shells: 128 + SIGINT.</summary>
    public const int Cancelled = 130;
}
