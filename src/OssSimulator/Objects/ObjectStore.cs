using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OssSimulator.Hosting;

namespace OssSimulator.Objects;

/// <summary>
/// Objects on disk. Each has a content file, named by the hash of its name and its ETag, and a metadata file, named by the hash alone.
/// Renaming the metadata into place is the one step that makes an object appear, so a killed process leaves whole objects and litter, never half ones.
/// </summary>
internal sealed class ObjectStore : IDisposable
{
    private readonly string objects;
    private readonly string incoming;
    private readonly ServerClock clock;
    private readonly FileStream folderLock;
    private readonly Lock commits = new();
    private readonly KeyIndex keys = new();

    public ObjectStore(SimulatorOptions options, ServerClock clock)
    {
        this.clock = clock;
        objects = Directory.CreateDirectory(Path.Combine(options.DataFolder, "objects")).FullName;
        incoming = Directory.CreateDirectory(Path.Combine(options.DataFolder, "incoming")).FullName;
        folderLock = new FileStream(Path.Combine(options.DataFolder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        TakeStock();
    }

    public DateTimeOffset Now => clock.Now;

    public IncomingFile Receive() => new(TemporaryPath());

    public ObjectMetadata? Find(string bucket, string key) => keys.Contains(bucket, key) ? Read(MetadataPath(bucket, key)) : null;

    /// <summary>A page of a list, in the order of the keys' UTF-8 bytes; one with nothing left behind it has no last key.</summary>
    public (IReadOnlyList<ObjectMetadata> Objects, string? Last) List(string bucket, string prefix, string after, int count)
    {
        var found = keys.After(bucket, prefix, after, count + 1);
        var page = found.Take(count).Select(key => Find(bucket, key)).OfType<ObjectMetadata>().ToList();
        return (page, found.Count > count ? found[count - 1] : null);
    }

    /// <summary>Every object, by bucket and key.</summary>
    public IReadOnlyList<ObjectMetadata> All() => [.. keys.All().Select(entry => Find(entry.Bucket, entry.Key)).OfType<ObjectMetadata>()];

    /// <summary>Metadata and content of the same version, or nothing.</summary>
    public (ObjectMetadata Metadata, FileStream Content)? Open(string bucket, string key)
    {
        while (Find(bucket, key) is { } metadata)
        {
            try
            {
                return (metadata, new FileStream(ContentPath(metadata), new FileStreamOptions
                {
                    Share = FileShare.Read | FileShare.Delete,
                    Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
                }));
            }
            catch (FileNotFoundException)
            {
                // Overwritten or deleted between the two reads: look again.
            }
        }

        return null;
    }

    /// <summary>False if the name is taken and may not be overwritten.</summary>
    public bool Commit(IncomingFile file, ObjectMetadata metadata, bool forbidOverwrite)
    {
        var metadataPath = MetadataPath(metadata.Bucket, metadata.Key);
        var temporary = TemporaryPath();
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(metadata));
        lock (commits)
        {
            var previous = Find(metadata.Bucket, metadata.Key);
            if (previous is not null && forbidOverwrite)
            {
                File.Delete(temporary);
                return false;
            }

            file.MoveTo(ContentPath(metadata));
            File.Move(temporary, metadataPath, overwrite: true);
            keys.Add(metadata.Bucket, metadata.Key);
            if (previous is not null) File.Delete(ContentPath(previous));
            return true;
        }
    }

    public void Delete(string bucket, string key)
    {
        lock (commits)
        {
            if (Find(bucket, key) is not { } metadata) return;
            keys.Remove(bucket, key);
            File.Delete(MetadataPath(bucket, key));
            File.Delete(ContentPath(metadata));
        }
    }

    public void Dispose() => folderLock.Dispose();

    private static ObjectMetadata? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<ObjectMetadata>(File.ReadAllBytes(path));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static string Hash(string bucket, string key) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{bucket}/{key}")));

    private string MetadataPath(string bucket, string key) => Path.Combine(objects, $"{Hash(bucket, key)}.json");

    private string ContentPath(ObjectMetadata metadata) =>
        Path.Combine(objects, $"{Hash(metadata.Bucket, metadata.Key)}.{metadata.ETag}.content");

    private string TemporaryPath() => Path.Combine(incoming, $"{Guid.NewGuid():N}.tmp");

    /// <summary>Learns what is stored, and removes what a killed process left half done.</summary>
    private void TakeStock()
    {
        foreach (var path in Directory.EnumerateFiles(incoming)) File.Delete(path);

        var contents = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(objects, "*.json"))
        {
            var metadata = Read(path)!;
            keys.Add(metadata.Bucket, metadata.Key);
            contents.Add(ContentPath(metadata));
        }

        foreach (var path in Directory.EnumerateFiles(objects, "*.content"))
        {
            if (!contents.Contains(path)) File.Delete(path);
        }
    }
}
