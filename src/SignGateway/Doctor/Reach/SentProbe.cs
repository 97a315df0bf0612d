using System.Security.Cryptography;
using System.Text;
using SignGateway.Callbacks;
using SignGateway.Tickets;

namespace SignGateway.Doctor.Reach;

/// <summary>
/// A probe as it is sent: where OSS calls, with the headers of a callback, and with spellings in query and body that a proxy changes which writes either anew.
/// </summary>
internal sealed class SentProbe
{
    private const string Meddlesome = "a=%2fb+c%20d%e5%9b%be&&z=&b=~%7e";

    private readonly byte[] _mark;

    public SentProbe(string url, ProbeSealer sealer)
    {
        (Question, _mark) = sealer.Ask();
        Url = new Uri($"{url}{Query}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var path = url.IndexOf('/', url.IndexOf("://", StringComparison.Ordinal) + 3);
        Path = url[path..];
        Body = Encoding.ASCII.GetBytes($"{AnswerProbe.Field}={Question}&{Meddlesome}");
    }

    public static string Query => $"?{Meddlesome}";

    public Uri Url { get; }

    public string Path { get; }

    public byte[] Body { get; }

    public string Question { get; }

    public string BodyDigest => Convert.ToHexStringLower(SHA256.HashData(Body));

    public bool IsProvedBy(ProbeSealer sealer, string proof, string told) => sealer.Proves(proof, _mark, Encoding.UTF8.GetBytes(told));

    /// <summary>The request as OSS would send it; a compressed answer is asked for only to see whether anybody compresses.</summary>
    public HttpRequestMessage Request(string? host, bool takesGzip)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Url) { Content = new ByteArrayContent(Body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", AnswerProbe.ContentType);
        request.Headers.TryAddWithoutValidation("Authorization", Question);
        request.Headers.TryAddWithoutValidation("x-oss-pub-key-url", AnswerProbe.KeyUrl);
        request.Headers.TryAddWithoutValidation("User-Agent", "sign-gateway-doctor");
        if (takesGzip)
            request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip");
        request.Headers.Host = host;
        request.Headers.ConnectionClose = true;
        return request;
    }
}
