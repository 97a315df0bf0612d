using SignGateway.Objects;
using SignGateway.Protocol.Values;

namespace SignGateway.Uploads;

/// <summary>Makes short-lived links to an upload's object.</summary>
public sealed class UploadContent
{
    /// <summary>How long a link works.</summary>
    public static readonly TimeSpan LinkLife = TimeSpan.FromMinutes(5);

    private static readonly HashSet<string> Inert = new(StringComparer.OrdinalIgnoreCase)
    {
        "image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp", "application/pdf", "text/plain",
    };

    private readonly OssClient _oss;

    /// <summary>Presigns with this client.</summary>
    public UploadContent(OssClient oss) => _oss = oss;

    /// <summary>A link that shows the object, or downloads it if asked to or if its type could run in a browser.</summary>
    public async Task<OssOutcome<string>> LinkAsync(UploadRecord upload, bool attachment, CancellationToken cancellationToken)
    {
        var inert = Inert.Contains(upload.ContentType)
            || upload.ContentType.StartsWith("audio/", StringComparison.OrdinalIgnoreCase)
            || upload.ContentType.StartsWith("video/", StringComparison.OrdinalIgnoreCase);
        var disposition = FileName.TryParse(upload.FileName, out var fileName)
            ? fileName.ToContentDisposition(attachment || !inert)
            : "attachment";
        return await _oss.PresignGetAsync(upload.Key, disposition, LinkLife, cancellationToken);
    }
}
