namespace SignGateway.Host.Hosting;

/// <summary>What stands behind <c>rebuild</c> on the command line.</summary>
/// <param name="Bucket">The bucket that is meant, or null.</param>
/// <param name="Prefix">Only keys that begin so.</param>
/// <param name="DryRun">Whether to write nothing.</param>
/// <param name="Settings">What is left for the configuration.</param>
/// <param name="Fault">What is wrong with the rest, or null.</param>
internal sealed record RebuildArguments(string? Bucket, string Prefix, bool DryRun, string[] Settings, string? Fault)
{
    public const string Usage = "Usage: rebuild [--bucket BUCKET] [--prefix PREFIX] [--dry-run] [--SECTION:KEY VALUE]...";

    private static readonly string[] Switches = ["--dry-run"];
    private static readonly string[] Options = ["--bucket", "--prefix"];

    /// <summary>Null if another command is meant.</summary>
    public static RebuildArguments? Read(string[] args)
    {
        if (args is not ["rebuild", .. var rest])
            return null;

        var read = CommandArguments.Read(rest, Switches, Options);
        return new RebuildArguments(read.Find("--bucket"), read.Find("--prefix") ?? "", read.Find("--dry-run") is not null, read.Settings, read.Fault);
    }
}
