namespace SignGateway.Storage.Folders;

/// <summary>Tells file systems of this machine from those of another.</summary>
internal static class FileSystemType
{
    private const string MountTable = "/proc/self/mounts";

    private static readonly string[] Remote =
    [
        "nfs", "cifs", "smb", "9p", "v9fs", "ceph", "glusterfs", "afs", "lustre", "ncp", "coda",
        "fuse.sshfs", "fuse.glusterfs", "fuse.ceph", "fuse.s3fs", "fuse.ossfs", "fuse.rclone", "fuse.davfs",
    ];

    /// <summary>The name of the file system that holds an existing folder.</summary>
    public static string Of(string path)
    {
        // The system's own call knows every FUSE file system as "fuse" only.
        if (File.Exists(MountTable) && InMountTable(Resolve(path), File.ReadAllLines(MountTable)) is { } type)
            return type;

        return new DriveInfo(path).DriveFormat;
    }

    /// <summary>Whether it is on another machine; versions such as nfs4 and smb2 count with their family.</summary>
    public static bool IsRemote(string type) => Remote.Any(name => type.StartsWith(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The type of the deepest mount that holds the path; of two at one place, the later hides the earlier.</summary>
    internal static string? InMountTable(string path, IEnumerable<string> lines)
    {
        string? type = null;
        var depth = -1;
        foreach (var fields in lines.Select(line => line.Split(' ')).Where(fields => fields.Length > 2))
        {
            var mount = Unescape(fields[1]).TrimEnd('/');
            if (mount.Length < depth || !(path == mount || path.StartsWith(mount + '/', StringComparison.Ordinal)))
                continue;
            (type, depth) = (fields[2], mount.Length);
        }

        return type;
    }

    // The folder itself or one above it may be a link to elsewhere.
    private static string Resolve(string path)
    {
        var resolved = "/";
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(resolved, name);
            resolved = new DirectoryInfo(next).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? next;
        }

        return resolved;
    }

    private static string Unescape(string mount) => mount
        .Replace("\\040", " ", StringComparison.Ordinal)
        .Replace("\\011", "\t", StringComparison.Ordinal)
        .Replace("\\012", "\n", StringComparison.Ordinal)
        .Replace("\\134", "\\", StringComparison.Ordinal);
}
