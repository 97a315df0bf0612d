namespace SignGateway.Host.Hosting;

/// <summary>What stands behind <c>rebuild</c> on the command line: its own options, and settings as any other start takes them.</summary>
/// <param name="Bucket">The bucket that is meant, or null.</param>
/// <param name="Prefix">Only keys that begin so.</param>
/// <param name="DryRun">Whether to write nothing.</param>
/// <param name="Settings">What is left for the configuration.</param>
/// <param name="Fault">What is wrong with the rest, or null.</param>
internal sealed record RebuildArguments(string? Bucket, string Prefix, bool DryRun, string[] Settings, string? Fault)
{
    public const string Usage = "Usage: rebuild [--bucket BUCKET] [--prefix PREFIX] [--dry-run] [--SECTION:KEY VALUE]...";

    // Those of the framework's own settings that have no section.
    private static readonly string[] HostSettings = ["--urls", "--contentRoot", "--environment"];

    /// <summary>Null if another command is meant.</summary>
    public static RebuildArguments? Read(string[] args)
    {
        if (args is not ["rebuild", .. var rest])
            return null;

        var read = new RebuildArguments(null, "", false, [], null);
        for (var index = 0; index < rest.Length && read.Fault is null; index++)
        {
            var parts = rest[index].Split('=', 2);
            if (parts is ["--dry-run"])
                read = read with { DryRun = true };
            else if (!TakesValue(parts[0]))
                read = read with { Fault = $"'{rest[index]}' is unknown." };
            else if (parts.Length == 2)
                read = read.With(parts[0], parts[1]);
            else if (index + 1 < rest.Length && !rest[index + 1].StartsWith("--", StringComparison.Ordinal))
                read = read.With(parts[0], rest[++index]);
            else
                read = read with { Fault = $"'{parts[0]}' needs a value." };
        }

        return read;
    }

    private static bool TakesValue(string name) =>
        name is "--bucket" or "--prefix" || IsSetting(name);

    private static bool IsSetting(string name) =>
        name.StartsWith("--", StringComparison.Ordinal) && (name.Contains(':', StringComparison.Ordinal) || HostSettings.Contains(name, StringComparer.OrdinalIgnoreCase));

    private RebuildArguments With(string name, string value) => name switch
    {
        "--bucket" => this with { Bucket = value },
        "--prefix" => this with { Prefix = value },
        _ => this with { Settings = [.. Settings, $"{name}={value}"] },
    };
}
