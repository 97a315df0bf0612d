namespace SignGateway.Host.Tests.Infrastructure;

/// <summary>Files for a browser to choose from.</summary>
public sealed class TestFiles : IDisposable
{
    private static int _saved;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sign-gateway-files");

    public string Folder => _folder.FullName;

    public string Save(string name, byte[] content)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, content);
        return Dated(path);
    }

    /// <summary>A file of zeros that takes no space.</summary>
    public string SaveLarge(string name, long size)
    {
        var path = Path.Combine(Folder, name);
        using (var file = File.Create(path))
            file.SetLength(size);
        return Dated(path);
    }

    // Chromium tells a changed file by its time in whole seconds, and tests are faster than that.
    private static string Dated(string path)
    {
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddYears(50).AddMinutes(Interlocked.Increment(ref _saved)));
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
