using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;

namespace OssSimulator.Objects;

/// <summary>Content on its way in: a temporary file with its digests, gone when disposed unless it was taken into the store.</summary>
internal sealed class IncomingFile(string path) : IAsyncDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly FileStream file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
    private readonly IncrementalHash md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
    private readonly Crc64 crc = new();

    public long Length { get; private set; }

    public string ContentMd5 { get; private set; } = "";

    /// <summary>The ETag that OSS gives to what is put as it is.</summary>
    public string ETag => Convert.ToHexString(Convert.FromBase64String(ContentMd5));

    public ulong CrcValue => crc.Value;

    public string Crc64 => crc.Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>False as soon as the content is longer than it may be.</summary>
    public async Task<bool> CopyFromAsync(Stream source, long maxLength, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            int read;
            while ((read = await source.ReadAsync(buffer, cancellationToken)) > 0)
            {
                Length += read;
                if (Length > maxLength) return false;
                md5.AppendData(buffer, 0, read);
                crc.Append(buffer.AsSpan(0, read));
                await WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        file.SetLength(Length);
        ContentMd5 = Convert.ToBase64String(md5.GetHashAndReset());
        return true;
    }

    /// <summary>The object that this content becomes.</summary>
    public ObjectMetadata Describe(string bucket, string key, ObjectTraits traits, string etag, DateTimeOffset now) => new()
    {
        Bucket = bucket,
        Key = key,
        Size = Length,
        ETag = etag,
        Crc64 = Crc64,
        ContentMd5 = ContentMd5,
        ContentType = traits.ContentType,
        Acl = traits.Acl,
        StorageClass = traits.StorageClass,
        LastModified = now,
        Headers = traits.Headers,
        UserMetadata = traits.UserMetadata,
        Version = Guid.NewGuid().ToString("N"),
    };

    public void MoveTo(string destination)
    {
        file.Dispose();
        File.Move(path, destination);
    }

    public async ValueTask DisposeAsync()
    {
        await file.DisposeAsync();
        md5.Dispose();
        File.Delete(path);
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        try
        {
            // What holds nothing but zeros takes no room, so that huge files can be tried out on small disks.
            if (data.Span.ContainsAnyExcept((byte)0)) await file.WriteAsync(data, cancellationToken);
            else file.Position += data.Length;
        }
        catch (IOException problem)
        {
            // Not to be taken for a fault of the uploader's stream.
            throw new InvalidOperationException("The data folder does not take the file.", problem);
        }
    }
}
