using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SignGateway.Uploads;

namespace SignGateway.Forwarding;

/// <summary>What the application is told: an upload, and which content of it. Another content of the same upload is another message.</summary>
internal sealed class ForwardMessage(UploadRecord upload)
{
    public UploadRecord Upload => upload;

    /// <summary>Names the content by its size and ETag.</summary>
    public string Content { get; } = NameOf(upload);

    /// <summary>The message's id. With the version, since content can be replaced and come back, which is news again.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"forward_{upload.Id}_{Content}_{upload.Version}");

    public byte[] ToBody() => Encoding.UTF8.GetBytes(UploadJson.ToText(upload));

    private static string NameOf(UploadRecord upload) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{upload.Size} {upload.ETag}"))).AsSpan(0, 8));
}
