using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OssSimulator.Objects;

/// <summary>
/// Where objects lie in the data folder. Each has a metadata file named by the hash of its name, and a content file named by that and its version,
/// or, if it came in parts, the files of its parts in the folder where they were received.
/// </summary>
internal sealed class ObjectFiles(SimulatorOptions options)
{
    private readonly string objects = Directory.CreateDirectory(Path.Combine(options.DataFolder, "objects")).FullName;
    private readonly string incoming = Directory.CreateDirectory(Path.Combine(options.DataFolder, "incoming")).FullName;
    private readonly HeldFolders held = new();

    /// <summary>Holds a folder for each multipart upload, running or complete.</summary>
    public string Uploads { get; } = Directory.CreateDirectory(Path.Combine(options.DataFolder, "uploads")).FullName;

    public string TemporaryPath() => Path.Combine(incoming, $"{Guid.NewGuid():N}.tmp");

    public string MetadataPath(string bucket, string key) => Path.Combine(objects, $"{Hash(bucket, key)}.json");

    public string ContentPath(ObjectMetadata metadata) =>
        Path.Combine(objects, $"{Hash(metadata.Bucket, metadata.Key)}.{metadata.Version ?? metadata.ETag}.content");

    public string UploadPath(string uploadId) => Path.Combine(Uploads, uploadId);

    /// <summary>Keeps the folder of an upload, whatever becomes of its object, until what is given back is disposed.</summary>
    public IDisposable HoldUpload(string uploadId) => held.Hold(UploadPath(uploadId));

    /// <summary>Null for one that is not there.</summary>
    public static ObjectMetadata? Read(string metadataPath)
    {
        try
        {
            return JsonSerializer.Deserialize<ObjectMetadata>(File.ReadAllBytes(metadataPath));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    public Stream Open(ObjectMetadata metadata)
    {
        if (metadata.Parts is not { } parts)
        {
            return new FileStream(ContentPath(metadata), new FileStreamOptions
            {
                Share = FileShare.Read | FileShare.Delete,
                Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
            });
        }

        return new PartsStream(UploadPath(parts.UploadId), parts.Files, HoldUpload(parts.UploadId));
    }

    public void DeleteContent(ObjectMetadata metadata)
    {
        if (metadata.Parts is { } parts) held.Remove(UploadPath(parts.UploadId));
        else File.Delete(ContentPath(metadata));
    }

    /// <summary>Every object; what a killed process left half done is removed.</summary>
    public IReadOnlyList<ObjectMetadata> TakeStock()
    {
        foreach (var path in Directory.EnumerateFiles(incoming)) File.Delete(path);

        var found = Directory.EnumerateFiles(objects, "*.json").Select(path => Read(path)!).ToList();
        var contents = found.Select(ContentPath).ToHashSet(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(objects, "*.content").Where(path => !contents.Contains(path))) File.Delete(path);
        return found;
    }

    private static string Hash(string bucket, string key) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{bucket}/{key}")));
}
