namespace SignGateway.Storage.Folders;

/// <summary>Every way in which opening the data folder can end.</summary>
public abstract record DataFolderOutcome
{
    private DataFolderOutcome()
    {
    }

    /// <summary>The folder is there and belongs to this process until <paramref name="Folder"/> is disposed.</summary>
    public sealed record Opened(DataFolder Folder) : DataFolderOutcome;

    /// <summary>The folder cannot be used; <paramref name="Fault"/> says why and what to do.</summary>
    public sealed record Refused(string Fault) : DataFolderOutcome;
}
