namespace SignGateway.Host.Commands;

/// <summary>What a command ends with.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Something is left to do, or is wrong; what was done stays.</summary>
    public const int Incomplete = 1;

    /// <summary>It was not understood, and nothing was done.</summary>
    public const int Misused = 2;
}
