using System.Globalization;
using System.Xml;
using OssSimulator.Errors;
using OssSimulator.Hosting;
using OssSimulator.Lists;
using OssSimulator.Objects;
using OssSimulator.Signing;

namespace OssSimulator.Parts;

/// <summary>The multipart uploads of a bucket that are neither complete nor aborted, a page at a time: by key, and of one key the oldest first.</summary>
internal sealed class ListUploads(RequestAuthorizer authorizer, UploadStore uploads)
{
    public async Task<OssError?> HandleAsync(HttpContext context, RequestTarget target)
    {
        if (authorizer.Authorize(context.Request, target, OssOperation.ListMultipartUploads) is { } refused) return refused;
        if (UploadsQuery.Parse(target, out var query) is { } wrong) return wrong;
        var lines = Lines(target.Bucket, query!).ToList();
        await XmlAnswer.WriteAsync(context, "ListMultipartUploadsResult", xml => Write(xml, target.Bucket, query!, lines));
        return null;
    }

    /// <summary>Uploads, and groups of them with the first of each.</summary>
    private IEnumerable<(ListedName Name, UploadRecord Upload)> Lines(string bucket, UploadsQuery query) => uploads.All
        .Select(upload => upload.Record)
        .Where(upload => upload.Bucket == bucket && query.Covers(upload))
        .OrderBy(upload => upload.Key, KeyOrder.Instance)
        .ThenBy(upload => upload.Id, StringComparer.Ordinal)
        .Select(upload => (Name: ListedName.Of(upload.Key, query.Prefix, query.Delimiter), Upload: upload))
        .DistinctBy(line => (line.Name.IsGrouped, line.Name.IsGrouped ? line.Name.Text : line.Upload.Id));

    private static void Write(XmlWriter xml, string bucket, UploadsQuery query, List<(ListedName Name, UploadRecord Upload)> lines)
    {
        var page = lines.Take(query.Count).ToList();
        var isTruncated = lines.Count > page.Count;
        query.Encoding.WriteTo(xml);
        xml.WriteElementString("Bucket", bucket);
        xml.WriteElementString("KeyMarker", query.Encoding.Apply(query.KeyMarker));
        xml.WriteElementString("UploadIdMarker", query.IdMarker);
        xml.WriteElementString("NextKeyMarker", isTruncated ? query.Encoding.Apply(page[^1].Name.Text) : "");
        xml.WriteElementString("NextUploadIdMarker", isTruncated && !page[^1].Name.IsGrouped ? page[^1].Upload.Id : "");
        xml.WriteElementString("Delimiter", query.Encoding.Apply(query.Delimiter));
        xml.WriteElementString("Prefix", query.Encoding.Apply(query.Prefix));
        xml.WriteElementString("MaxUploads", query.Count.ToString(CultureInfo.InvariantCulture));
        xml.WriteElementString("IsTruncated", isTruncated ? "true" : "false");
        foreach (var (name, upload) in page.Where(line => !line.Name.IsGrouped)) WriteUpload(xml, query.Encoding.Apply(name.Text), upload);
        CommonPrefixes.Write(xml, page.Where(line => line.Name.IsGrouped).Select(line => query.Encoding.Apply(line.Name.Text)));
    }

    private static void WriteUpload(XmlWriter xml, string key, UploadRecord upload)
    {
        xml.WriteStartElement("Upload");
        xml.WriteElementString("Key", key);
        xml.WriteElementString("UploadId", upload.Id);
        xml.WriteElementString("StorageClass", upload.Traits.StorageClass);
        xml.WriteElementString("Initiated", ListTime.Text(upload.Initiated));
        xml.WriteEndElement();
    }
}
