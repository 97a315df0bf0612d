using System.Net.Http.Headers;
using System.Text;

namespace OssSimulator.Tests.Infrastructure;

/// <summary>A multipart body written by hand, as browsers write it, so that tests can bend it.</summary>
internal sealed class MultipartBody
{
    public const string Boundary = "----form-boundary-7f3a";

    private readonly List<byte> bytes = [];

    public string ContentType { get; set; } = $"multipart/form-data; boundary={Boundary}";

    public MultipartBody Field(string name, string value) => Raw($"--{Boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");

    public MultipartBody File(byte[] content, string fileName = "cat.png", string? contentType = "image/png", string disposition = "")
    {
        Raw($"--{Boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{fileName}\"{disposition}\r\n");
        if (contentType is not null) Raw($"Content-Type: {contentType}\r\n");
        Raw("\r\n");
        bytes.AddRange(content);
        return Raw("\r\n");
    }

    public MultipartBody End() => Raw($"--{Boundary}--\r\n");

    public MultipartBody Raw(string text)
    {
        bytes.AddRange(Encoding.UTF8.GetBytes(text));
        return this;
    }

    public ByteArrayContent ToContent()
    {
        var content = new ByteArrayContent(bytes.ToArray());
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        return content;
    }
}
