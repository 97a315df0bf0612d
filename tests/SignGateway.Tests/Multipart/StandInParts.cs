using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using SignGateway.Tests.Infrastructure;

namespace SignGateway.Tests.Multipart;

/// <summary>A bucket that takes objects in parts, as far as the gateway sees of it. A test puts parts there, changes them, or makes trouble.</summary>
internal sealed partial class StandInParts(StandInBucket bucket)
{
    /// <summary>What is neither complete nor aborted: OSS's id, key, and the sizes of the parts.</summary>
    public Dictionary<string, (string Key, SortedDictionary<int, long> Sizes)> Begun { get; } = [];

    /// <summary>The headers with which each was begun, and those with which the last was put together.</summary>
    public List<Dictionary<string, string>> Headers { get; } = [];

    /// <summary>What was put together last: numbers and ETags.</summary>
    public string Completed { get; private set; } = "";

    /// <summary>The headers of the last request that had some of its own.</summary>
    public Dictionary<string, string>? Seen { get; private set; }

    public int PageSize { get; set; } = 1000;

    /// <summary>What beginning, listing, completing or aborting is answered with instead, by the words of their names.</summary>
    public Dictionary<string, Func<HttpResponseMessage?>> Instead { get; } = [];

    /// <summary>Puts every part of a grant that is given, of its size.</summary>
    public void PutAll(JsonObject grant)
    {
        var (size, partSize, count) = ((long)grant["maxBytes"]!, (long)grant["partSize"]!, (int)grant["partCount"]!);
        for (var number = 1; number <= count; number++)
            PartsOf(grant)[number] = Math.Min(partSize, size - ((number - 1) * partSize));
    }

    public SortedDictionary<int, long> PartsOf(JsonObject grant) => Begun.Values.Single(upload => upload.Key == (string)grant["key"]!).Sizes;

    public static string ETagOf(int number, long size) => $"{number:X8}{size:X24}";

    public HttpResponseMessage? Answer(HttpRequestMessage request)
    {
        var key = Uri.UnescapeDataString(request.RequestUri!.AbsolutePath[1..]);
        var query = QueryHelpers.ParseQuery(request.RequestUri.Query);
        Seen = request.Content is null ? Seen : HeadersOf(request);
        var isOfUpload = query.ContainsKey("uploadId");
        return (request.Method.Method, query.ContainsKey("uploads"), isOfUpload) switch
        {
            ("POST", true, _) => Or("begin", () => Begin(key, request)),
            ("GET", true, _) => Or("uploads", () => ListUploads(query["prefix"].ToString())),
            ("GET", _, true) => Or("list", () => Find(key, query) is { } sizes ? List(sizes, query) : Gone()),
            ("DELETE", _, true) => Or("abort", () => Begun.Remove(query["uploadId"].ToString()) ? new HttpResponseMessage(HttpStatusCode.NoContent) : Gone()),
            ("POST", _, true) => Or("complete", () => Find(key, query) is not null ? Complete(key, query["uploadId"].ToString(), request) : Gone()),
            _ => bucket.Answer(request),
        };
    }

    public static HttpResponseMessage Refusal(HttpStatusCode status, string code) => new(status) { Content = new StringContent($"<Error><Code>{code}</Code></Error>") };

    private static HttpResponseMessage Gone() => Refusal(HttpStatusCode.NotFound, "NoSuchUpload");

    private HttpResponseMessage Or(string what, Func<HttpResponseMessage> usual) =>
        Instead.TryGetValue(what, out var instead) && instead() is { } answer ? answer : usual();

    private SortedDictionary<int, long>? Find(string key, Dictionary<string, StringValues> query) =>
        Begun.TryGetValue(query["uploadId"].ToString(), out var upload) && upload.Key == key ? upload.Sizes : null;

    private HttpResponseMessage Begin(string key, HttpRequestMessage request)
    {
        var id = $"0004B9894A22E5B1888A1E29F823{Headers.Count:X4}";
        Begun[id] = (key, []);
        Headers.Add(HeadersOf(request));
        return StandInHost.Text($"<InitiateMultipartUploadResult><Bucket>example-bucket</Bucket><Key>{key}</Key><UploadId>{id}</UploadId></InitiateMultipartUploadResult>");
    }

    private HttpResponseMessage ListUploads(string prefix) => StandInHost.Text(
        $"<ListMultipartUploadsResult>{string.Concat(Begun.Where(upload => upload.Value.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(upload => $"<Upload><Key>{Uri.EscapeDataString(upload.Value.Key)}</Key><UploadId>{upload.Key}</UploadId></Upload>"))}</ListMultipartUploadsResult>");

    private HttpResponseMessage List(SortedDictionary<int, long> sizes, Dictionary<string, StringValues> query)
    {
        var (after, count) = (Number(query["part-number-marker"]), Math.Min(PageSize, Number(query["max-parts"])));
        var rest = sizes.Where(part => part.Key > after).ToList();
        var parts = string.Concat(rest.Take(count).Select(part =>
            $"<Part><PartNumber>{part.Key}</PartNumber><ETag>\"{ETagOf(part.Key, part.Value)}\"</ETag><Size>{part.Value}</Size></Part>"));
        return StandInHost.Text($"<ListPartsResult><IsTruncated>{(rest.Count > count ? "true" : "false")}</IsTruncated>{parts}</ListPartsResult>");
    }

    // The callback never comes through here; where it does, the whole loop is tried.
    private HttpResponseMessage Complete(string key, string id, HttpRequestMessage request)
    {
        Headers.Add(HeadersOf(request));
        Completed = request.Content!.ReadAsStringAsync().GetAwaiter().GetResult();
        var named = Part().Matches(Completed).Select(match => (Number: Number(match.Groups[1].Value), ETag: match.Groups[2].Value));
        if (named.Any(part => !Begun[id].Sizes.TryGetValue(part.Number, out var size) || ETagOf(part.Number, size) != part.ETag))
            return Refusal(HttpStatusCode.BadRequest, "InvalidPart");
        bucket.Put(Headers[0], key, Begun[id].Sizes.Values.Sum());
        Begun.Remove(id);
        return Refusal(HttpStatusCode.NonAuthoritativeInformation, "CallbackFailed");
    }

    private static Dictionary<string, string> HeadersOf(HttpRequestMessage request) =>
        request.Headers.Concat(request.Content!.Headers).ToDictionary(header => header.Key, header => header.Value.Single(), StringComparer.OrdinalIgnoreCase);

    private static int Number(StringValues text) => int.Parse(text.ToString(), CultureInfo.InvariantCulture);

    [GeneratedRegex("<PartNumber>(\\d+)</PartNumber><ETag>\"([^\"]*)\"</ETag>")]
    private static partial Regex Part();
}
