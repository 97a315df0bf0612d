namespace SignGateway.TestServers;

/// <summary>The repository as a container's build sees it: without what .dockerignore leaves out.</summary>
public static class BuildContext
{
    /// <summary>Copies it.</summary>
    public static void CopyTo(string repository, string folder)
    {
        var ignored = File.ReadAllLines(Path.Combine(repository, ".dockerignore")).Where(line => line.Length > 0 && line[0] != '#').ToList();
        Copy(new DirectoryInfo(repository), folder, path => ignored.Contains(path) || ignored.Contains($"**/{Path.GetFileName(path)}"), "");
    }

    private static void Copy(DirectoryInfo source, string target, Func<string, bool> ignored, string path)
    {
        Directory.CreateDirectory(target);
        foreach (var entry in source.EnumerateFileSystemInfos())
        {
            var name = Path.Combine(path, entry.Name);
            if (ignored(name))
                continue;
            if (entry is DirectoryInfo directory)
                Copy(directory, Path.Combine(target, entry.Name), ignored, name);
            else
                ((FileInfo)entry).CopyTo(Path.Combine(target, entry.Name));
        }
    }
}
