using SignGateway.Problems;

namespace SignGateway.Storage.Folders;

/// <summary>Section <c>SignGateway</c>: where a process keeps its files.</summary>
internal sealed class DataFolderSetting
{
    /// <summary>The section's name.</summary>
    public const string Section = "SignGateway";

    /// <summary>
    /// The folder of one process alone, relative to the content root: the SQLite file, unless the ledger is elsewhere, and in Development a ticket key and the simulator's objects.
    /// Defaults to <c>data</c>.
    /// </summary>
    [Harmless]
    public string DataFolder { get; init; } = "";
}
