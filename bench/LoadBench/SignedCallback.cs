using System.Text;

namespace LoadBench;

/// <summary>A callback ready to be posted.</summary>
internal sealed record SignedCallback(string Signature, string Body)
{
    public const string KeyUrlHeader = "x-oss-pub-key-url";
    public const string ContentType = "application/x-www-form-urlencoded";

    public HttpRequestMessage ToRequest(Gateway gateway)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, gateway.CallbackUrl) { Content = new StringContent(Body, Encoding.UTF8, ContentType) };
        request.Headers.TryAddWithoutValidation("Authorization", Signature);
        request.Headers.TryAddWithoutValidation(KeyUrlHeader, gateway.KeyUrl);
        return request;
    }
}
