using Microsoft.Extensions.Configuration;

namespace SignGateway.Storage.Folders;

/// <summary>
/// The folder that holds the SQLite file and the development keys, for one process alone.
/// The lock is an open file: the system lets go of it however the process ends.
/// </summary>
public sealed class DataFolder : IDisposable
{
    /// <summary>The configuration key that names the folder.</summary>
    public const string ConfigurationKey = "SignGateway:DataFolder";

    private const string LockFile = ".lock";

    // HResult of a file that somebody else has locked: Linux, macOS, Windows.
    private static readonly int[] SharingViolations = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream heldLock)
    {
        FullPath = path;
        _lock = heldLock;
    }

    /// <summary>The folder's absolute path.</summary>
    public string FullPath { get; }

    /// <summary>The configured path, relative to the content root; <c>data</c> below it by default.</summary>
    public static string PathFrom(IConfiguration configuration, string contentRoot)
    {
        var configured = configuration[ConfigurationKey];
        return Path.GetFullPath(string.IsNullOrWhiteSpace(configured) ? "data" : configured, contentRoot);
    }

    /// <summary>Creates the folder if needed and takes it for this process.</summary>
    public static DataFolderOutcome Open(string path)
    {
        var full = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(full);
            var type = FileSystemType.Of(full);
            if (FileSystemType.IsRemote(type))
                return Refuse($"The data folder '{full}' is on a network file system ({type}), where file locks cannot be trusted", "a local disk");

            var held = new FileStream(Path.Combine(full, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new DataFolderOutcome.Opened(new DataFolder(full, held));
        }
        catch (IOException exception) when (SharingViolations.Contains(exception.HResult))
        {
            return new DataFolderOutcome.Refused(
                $"Another process uses the data folder '{full}': stop it, or point {ConfigurationKey} at a folder of its own for each process. "
                + "Several replicas need SignGateway:Ledger:Provider PostgreSql.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Refuse($"The data folder '{full}' cannot be written ({exception.Message})", "a folder that this process may write");
        }
    }

    /// <summary>Lets others have the folder.</summary>
    public void Dispose() => _lock.Dispose();

    private static DataFolderOutcome.Refused Refuse(string why, string instead) => new($"{why}: point {ConfigurationKey} at {instead}.");
}
