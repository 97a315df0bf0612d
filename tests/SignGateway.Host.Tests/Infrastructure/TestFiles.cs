namespace SignGateway.Host.Tests.Infrastructure;

/// <summary>Files for a browser to choose from.</summary>
public sealed class TestFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sign-gateway-files");

    public string Folder => _folder.FullName;

    public string Save(string name, byte[] content)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>A file of zeros that takes no space.</summary>
    public string SaveLarge(string name, long size)
    {
        var path = Path.Combine(Folder, name);
        using var file = File.Create(path);
        file.SetLength(size);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
