namespace SignGateway.Storage;

/// <summary>A folder that one process works in at a time, held by a lock on a file inside for as long as this lives.</summary>
public sealed class DataFolder : IDisposable
{
    private const string LockName = ".lock";

    // On these, neither SQLite's locks nor ours can be relied on.
    private static readonly string[] NetworkFileSystems = ["nfs", "cifs", "smb", "fuse.sshfs", "9p", "afs", "ceph", "glusterfs", "fuse.glusterfs", "lustre", "davfs", "ncpfs"];

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream lockFile)
    {
        Path = path;
        _lock = lockFile;
    }

    /// <summary>The folder, absolute.</summary>
    public string Path { get; }

    /// <summary>Makes the folder if need be and locks it; null, and what to do about it, if that cannot be done.</summary>
    public static DataFolder? TryOpen(string path, out string? fault)
    {
        fault = null;
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(full);
            var format = new DriveInfo(full).DriveFormat;
            if (IsNetwork(format))
            {
                fault = $"{full} is on a network file system ({format}), where file locks cannot be relied on. Use a local disk, or PostgreSQL.";
                return null;
            }

            return new DataFolder(full, new FileStream(System.IO.Path.Combine(full, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception)
        {
            fault = $"{full} cannot be locked; another process may be using it. Stop that one, or set another folder. ({exception.Message})";
            return null;
        }
        catch (UnauthorizedAccessException exception)
        {
            fault = $"{full} cannot be written to. Give this user the right to, or set another folder. ({exception.Message})";
            return null;
        }
    }

    /// <summary>Gives the folder back.</summary>
    public void Dispose() => _lock.Dispose();

    internal static bool IsNetwork(string format) => NetworkFileSystems.Any(network => format.StartsWith(network, StringComparison.OrdinalIgnoreCase));
}
