using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using OssSimulator.Errors;
using OssSimulator.Hosting;
using OssSimulator.Objects;

namespace OssSimulator.Parts;

/// <summary>
/// Multipart uploads, each with a folder for its record and its parts. Of one that is complete the record is renamed and the folder stays, as the
/// object's content; a folder that belongs to neither an upload nor an object is litter of a killed process.
/// </summary>
internal sealed class UploadStore
{
    private const string RunningName = "upload.json";
    private const string CompleteName = "complete.json";

    private readonly ObjectFiles files;
    private readonly ObjectStore objects;
    private readonly ConcurrentDictionary<string, MultipartUpload> uploads = new(StringComparer.Ordinal);

    public UploadStore(ObjectFiles files, ObjectStore objects)
    {
        this.files = files;
        this.objects = objects;
        foreach (var folder in Directory.EnumerateDirectories(files.Uploads)) TakeStock(folder);
    }

    public IEnumerable<MultipartUpload> All => uploads.Values;

    public MultipartUpload Start(string bucket, string key, ObjectTraits traits)
    {
        // Ids in the order of time, as lists go by them.
        var time = objects.Now.ToUnixTimeMilliseconds().ToString("X12", CultureInfo.InvariantCulture);
        var record = new UploadRecord(time + RandomNumberGenerator.GetHexString(20), bucket, key, objects.Now, traits);
        var folder = Directory.CreateDirectory(files.UploadPath(record.Id)).FullName;
        File.WriteAllBytes(Path.Combine(folder, RunningName), JsonSerializer.SerializeToUtf8Bytes(record));
        return uploads[record.Id] = new MultipartUpload(record, []);
    }

    /// <summary>The upload that a request names, if it is one of that object.</summary>
    public OssError? Find(RequestTarget target, out MultipartUpload? upload)
    {
        var id = target.Parameter("uploadId") ?? "";
        var isFound = uploads.TryGetValue(id, out upload) && upload.Record.Bucket == target.Bucket && upload.Record.Key == target.Key;
        return isFound ? null : OssErrors.NoSuchUpload(id);
    }

    public OssError? Keep(MultipartUpload upload, int number, IncomingFile incoming)
    {
        var folder = files.UploadPath(upload.Record.Id);
        var name = PartFileName.Of(number, incoming.ETag, incoming.CrcValue, objects.Now);
        var part = new UploadedPart(number, incoming.ETag, incoming.CrcValue, incoming.Length, objects.Now, name);
        return upload.Keep(part, previous =>
        {
            incoming.MoveTo(Path.Combine(folder, name));
            if (previous is not null) File.Delete(Path.Combine(folder, previous.File));
        });
    }

    /// <summary>Removes one that was aborted, and all its parts.</summary>
    public void Abort(MultipartUpload upload)
    {
        uploads.TryRemove(upload.Record.Id, out _);
        Directory.Delete(files.UploadPath(upload.Record.Id), recursive: true);
    }

    /// <summary>Makes an object of one; the parts that the object has no use for are removed.</summary>
    public OssError? Complete(MultipartUpload upload, Func<IReadOnlyDictionary<int, UploadedPart>, OssError?> commit, Func<PartList> content)
    {
        // Or the object might be deleted before all is done.
        using var hold = files.HoldUpload(upload.Record.Id);
        if (upload.End(commit) is { } refused) return refused;
        uploads.TryRemove(upload.Record.Id, out _);
        Settle(files.UploadPath(upload.Record.Id), content());
        return null;
    }

    private void TakeStock(string folder)
    {
        var running = Path.Combine(folder, RunningName);
        var path = File.Exists(running) ? running : Path.Combine(folder, CompleteName);
        if (!File.Exists(path))
        {
            Directory.Delete(folder, recursive: true);
            return;
        }

        var record = JsonSerializer.Deserialize<UploadRecord>(File.ReadAllBytes(path))!;
        var content = objects.Find(record.Bucket, record.Key)?.Parts;
        if (content?.UploadId == record.Id)
        {
            if (path == running) Settle(folder, content);
        }
        else if (path == running)
        {
            uploads[record.Id] = new MultipartUpload(record, Received(folder));
        }
        else
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Settle(string folder, PartList content)
    {
        File.Move(Path.Combine(folder, RunningName), Path.Combine(folder, CompleteName));
        var used = content.Files.Select(part => Path.Combine(folder, part.Name)).ToHashSet(StringComparer.Ordinal);
        foreach (var path in Parts(folder).Select(file => file.FullName).Where(path => !used.Contains(path))) File.Delete(path);
    }

    /// <summary>The last of each number, if a killed process left two.</summary>
    private static IEnumerable<UploadedPart> Received(string folder) => Parts(folder)
        .Select(PartFileName.Read)
        .GroupBy(part => part.Number)
        .Select(same => same.MaxBy(part => part.LastModified)!);

    private static FileInfo[] Parts(string folder) => new DirectoryInfo(folder).GetFiles("*" + PartFileName.Extension);
}
