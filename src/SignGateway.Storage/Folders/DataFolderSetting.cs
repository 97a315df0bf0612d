using SignGateway.Problems;

namespace SignGateway.Storage.Folders;

/// <summary>The key <c>SignGateway:DataFolder</c> as it is in force, for whoever shows it.</summary>
internal sealed class DataFolderSetting
{
    [Harmless]
    public string DataFolder { get; init; } = "";
}
