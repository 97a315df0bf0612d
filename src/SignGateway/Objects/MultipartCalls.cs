using System.Globalization;
using System.Net;
using SignGateway.Protocol.Multipart;
using SignGateway.Protocol.Values;

namespace SignGateway.Objects;

/// <summary>The gateway's own calls for uploads in parts; the parts themselves come from the uploader.</summary>
internal static class MultipartCalls
{
    /// <summary>How many parts OSS shows on one page.</summary>
    public const int PartsPerPage = 1000;

    private const int UploadsPerPage = 1000;
    private const int MaxIdLength = 128;

    // OSS joins ten thousand parts, and then waits up to five seconds for each of five callback URLs.
    private static readonly TimeSpan CompletePatience = TimeSpan.FromSeconds(25);

    private static readonly string[] WrongParts = ["InvalidPart", "InvalidPartOrder", "EntityTooSmall"];

    /// <summary>InitiateMultipartUpload: OSS's id of the upload. What the object is to be is said here, and not again.</summary>
    public static Task<OssOutcome<string>> InitiateAsync(this OssClient oss, string key, Dictionary<string, string> headers, CancellationToken cancellationToken) =>
        oss.SendAsync(
            new OssCall(HttpMethod.Post, key) { Query = new() { ["uploads"] = null }, Headers = headers, Body = [] },
            async (response, token) => ReadId(await response.Content.ReadAsStringAsync(token)),
            cancellationToken);

    /// <summary>ListParts: one page of the parts behind a number.</summary>
    public static Task<OssOutcome<PartPage>> ListPartsAsync(this OssClient oss, string key, string uploadId, int after, int count, CancellationToken cancellationToken) =>
        oss.SendAsync(
            new OssCall(HttpMethod.Get, key)
            {
                Query = new()
                {
                    ["uploadId"] = uploadId,
                    ["part-number-marker"] = after.ToString(CultureInfo.InvariantCulture),
                    ["max-parts"] = count.ToString(CultureInfo.InvariantCulture),
                },
            },
            async (response, token) => PartPage.Read(await response.Content.ReadAsStringAsync(token)),
            cancellationToken);

    /// <summary>CompleteMultipartUpload. Asked again after it was done, it finds no such upload.</summary>
    public static Task<OssOutcome<Completion>> CompleteAsync(
        this OssClient oss, string key, string uploadId, IEnumerable<PartETag> parts, Dictionary<string, string> headers, CancellationToken cancellationToken) =>
        oss.SendAsync(
            new OssCall(HttpMethod.Post, key)
            {
                Query = new() { ["uploadId"] = uploadId },
                Headers = new(headers) { ["Content-Type"] = "application/xml" },
                Body = CompleteBody.Write(parts),
                Patience = CompletePatience,
            },
            (response, _) => Task.FromResult(response.StatusCode == HttpStatusCode.OK ? Completion.CalledBack : Completion.NotCalledBack),
            cancellationToken,
            fault => fault switch
            {
                { Status: 409, Code: "FileAlreadyExists" } => new OssOutcome<Completion>.Done(Completion.KeyTaken),
                { Status: 400 } when WrongParts.Contains(fault.Code) => new OssOutcome<Completion>.Done(Completion.PartsDiffer),
                _ => null,
            });

    /// <summary>AbortMultipartUpload.</summary>
    public static Task<OssOutcome<bool>> AbortAsync(this OssClient oss, string key, string uploadId, CancellationToken cancellationToken) =>
        oss.SendAsync(new OssCall(HttpMethod.Delete, key) { Query = new() { ["uploadId"] = uploadId } }, _ => true, cancellationToken);

    /// <summary>ListMultipartUploads: the ids of the uploads of exactly this key. It is first among those that begin with it.</summary>
    public static Task<OssOutcome<IReadOnlyList<string>>> ListUploadsAsync(this OssClient oss, string key, CancellationToken cancellationToken) =>
        oss.SendAsync(
            OssCall.List(new()
            {
                ["uploads"] = null,
                ["prefix"] = key,
                ["encoding-type"] = "url",
                ["max-uploads"] = UploadsPerPage.ToString(CultureInfo.InvariantCulture),
            }),
            async (response, token) => ReadIds(await response.Content.ReadAsStringAsync(token), key),
            cancellationToken);

    /// <summary>The URLs to which browsers put parts, by number.</summary>
    public static IEnumerable<(int Number, string Url)> PresignParts(
        this OssAddress address, string key, string uploadId, IEnumerable<int> numbers, OssCredentials credentials, DateTimeOffset now, TimeSpan life)
    {
        var queries = new PartQueries(address.Bucket, key, uploadId, credentials, address.Region, now, life);
        var url = address.PublicUrl(key);
        return numbers.Select(number => (number, $"{url}?{queries.Of(number)}"));
    }

    // It goes into URLs and into the ledger, so what cannot be one is none.
    private static string? ReadId(string xml) =>
        OssXml.Parse(xml) is { Name.LocalName: "InitiateMultipartUploadResult" } root && root.Part("UploadId") is { Length: > 0 and <= MaxIdLength } id && id.All(character => character is > ' ' and <= '~')
            ? id
            : null;

    private static IReadOnlyList<string>? ReadIds(string xml, string key) =>
        OssXml.Parse(xml) is { Name.LocalName: "ListMultipartUploadsResult" } root
            ? [.. root.All("Upload").Where(upload => Uri.UnescapeDataString(upload.Part("Key") ?? "") == key).Select(upload => upload.Part("UploadId") ?? "").Where(id => id.Length > 0)]
            : null;
}
