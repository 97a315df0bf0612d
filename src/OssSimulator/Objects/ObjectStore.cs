using System.Text.Json;
using OssSimulator.Hosting;

namespace OssSimulator.Objects;

/// <summary>
/// Objects on disk. Renaming its metadata into place is the one step that makes an object appear, so a killed process leaves whole objects
/// and litter, never half ones.
/// </summary>
internal sealed class ObjectStore : IDisposable
{
    private readonly ObjectFiles files;
    private readonly ServerClock clock;
    private readonly FileStream folderLock;
    private readonly Lock commits = new();
    private readonly KeyIndex keys = new();

    public ObjectStore(SimulatorOptions options, ObjectFiles files, ServerClock clock)
    {
        this.files = files;
        this.clock = clock;
        folderLock = new FileStream(Path.Combine(options.DataFolder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        foreach (var metadata in files.TakeStock()) keys.Add(metadata.Bucket, metadata.Key);
    }

    public DateTimeOffset Now => clock.Now;

    public IncomingFile Receive() => new(files.TemporaryPath());

    public ObjectMetadata? Find(string bucket, string key) =>
        keys.Contains(bucket, key) ? ObjectFiles.Read(files.MetadataPath(bucket, key)) : null;

    /// <summary>A page of a list, in the order of the keys' UTF-8 bytes; one with nothing left behind it has no last name.</summary>
    public ObjectPage List(string bucket, string prefix, string delimiter, string after, int count)
    {
        var found = keys.After(bucket, prefix, delimiter, after, count + 1);
        var page = found.Take(count).ToList();
        return new ObjectPage(
            [.. page.Where(name => !name.IsGrouped).Select(name => Find(bucket, name.Text)).OfType<ObjectMetadata>()],
            [.. page.Where(name => name.IsGrouped).Select(name => name.Text)],
            found.Count > count ? page[^1].Text : null);
    }

    /// <summary>Every object, by bucket and key.</summary>
    public IReadOnlyList<ObjectMetadata> All() => [.. keys.All().Select(entry => Find(entry.Bucket, entry.Key)).OfType<ObjectMetadata>()];

    /// <summary>Metadata and content of the same version, or nothing.</summary>
    public (ObjectMetadata Metadata, Stream Content)? Open(string bucket, string key)
    {
        lock (commits) return Find(bucket, key) is { } metadata ? (metadata, files.Open(metadata)) : null;
    }

    /// <summary>False if the name is taken and may not be overwritten.</summary>
    public bool Commit(IncomingFile file, ObjectMetadata metadata, bool forbidOverwrite)
    {
        var temporary = Write(metadata);
        lock (commits)
        {
            if (IsRefused(metadata, temporary, forbidOverwrite)) return false;
            file.MoveTo(files.ContentPath(metadata));
            Appear(metadata, temporary);
            return true;
        }
    }

    /// <summary>The same for an object of parts, which stay where they are.</summary>
    public bool Commit(ObjectMetadata metadata, bool forbidOverwrite)
    {
        var temporary = Write(metadata);
        lock (commits)
        {
            if (IsRefused(metadata, temporary, forbidOverwrite)) return false;
            Appear(metadata, temporary);
            return true;
        }
    }

    public void Delete(string bucket, string key)
    {
        lock (commits)
        {
            if (Find(bucket, key) is not { } metadata) return;
            keys.Remove(bucket, key);
            File.Delete(files.MetadataPath(bucket, key));
            files.DeleteContent(metadata);
        }
    }

    public void Dispose() => folderLock.Dispose();

    private string Write(ObjectMetadata metadata)
    {
        var temporary = files.TemporaryPath();
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(metadata));
        return temporary;
    }

    private bool IsRefused(ObjectMetadata metadata, string temporary, bool forbidOverwrite)
    {
        if (!forbidOverwrite || !keys.Contains(metadata.Bucket, metadata.Key)) return false;
        File.Delete(temporary);
        return true;
    }

    private void Appear(ObjectMetadata metadata, string temporary)
    {
        var previous = Find(metadata.Bucket, metadata.Key);
        File.Move(temporary, files.MetadataPath(metadata.Bucket, metadata.Key), overwrite: true);
        keys.Add(metadata.Bucket, metadata.Key);
        if (previous is not null) files.DeleteContent(previous);
    }
}
