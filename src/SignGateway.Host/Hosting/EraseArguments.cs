namespace SignGateway.Host.Hosting;

/// <summary>What stands behind <c>erase</c> on the command line.</summary>
/// <param name="Owner">The user, as uploads name their owner.</param>
/// <param name="DryRun">Whether to change nothing.</param>
/// <param name="Json">Whether the report is one JSON object.</param>
/// <param name="Settings">What is left for the configuration.</param>
/// <param name="Fault">What is wrong with the rest, or null.</param>
internal sealed record EraseArguments(string Owner, bool DryRun, bool Json, string[] Settings, string? Fault)
{
    public const string Usage = "Usage: erase --user ID [--issuer ISSUER] [--dry-run] [--json] [--SECTION:KEY VALUE]...";

    private static readonly string[] Switches = ["--dry-run", "--json"];
    private static readonly string[] Options = ["--user", "--issuer"];

    /// <summary>Null if another command is meant.</summary>
    public static EraseArguments? Read(string[] args)
    {
        if (args is not ["erase", .. var rest])
            return null;

        var read = CommandArguments.Read(rest, Switches, Options);
        var fault = read.Fault ?? (string.IsNullOrEmpty(read.Find("--user")) ? "'--user' names whom." : null);
        var owner = read.Find("--issuer") is { } issuer ? $"{issuer}|{read.Find("--user")}" : read.Find("--user") ?? "";
        return new EraseArguments(owner, read.Find("--dry-run") is not null, read.Find("--json") is not null, read.Settings, fault);
    }
}
