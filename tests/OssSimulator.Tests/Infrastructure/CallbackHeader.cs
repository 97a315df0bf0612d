using System.Text;
using System.Text.Json;

namespace OssSimulator.Tests.Infrastructure;

/// <summary>The values of <c>x-oss-callback</c> and <c>x-oss-callback-var</c>.</summary>
internal static class CallbackHeader
{
    public const string Body = "bucket=${bucket}&object=${object}&etag=${etag}&size=${size}&type=${mimeType}&md5=${contentMd5}&op=${operation}&album=${x:album}";

    public const string Variables = """{"x:album":"7 ü"}""";

    public static string To(Uri url, string body = Body) => Base64(JsonSerializer.Serialize(new { callbackUrl = url.AbsoluteUri, callbackBody = body }));

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
