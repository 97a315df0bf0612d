using System.Text;
using System.Text.Json;
using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Callbacks;

/// <summary>A valid form with a valid callback.</summary>
internal static class CallbackForm
{
    public const string Body = "bucket=${bucket}&object=${object}";

    public static SignedForm To(Uri url, string body = Body, string? type = null) => To(url.AbsoluteUri, body, type);

    public static SignedForm To(string url, string body = Body, string? type = null) => Raw(type is null
        ? JsonSerializer.Serialize(new { callbackUrl = url, callbackBody = body })
        : JsonSerializer.Serialize(new { callbackUrl = url, callbackBody = body, callbackBodyType = type }));

    public static SignedForm Raw(string json) => new SignedForm().With("callback", Convert.ToBase64String(Encoding.UTF8.GetBytes(json)));
}
