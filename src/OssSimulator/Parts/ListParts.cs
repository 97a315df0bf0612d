using System.Globalization;
using System.Xml;
using OssSimulator.Errors;
using OssSimulator.Hosting;
using OssSimulator.Lists;
using OssSimulator.Signing;

namespace OssSimulator.Parts;

/// <summary>The parts that an upload has so far, a page at a time.</summary>
internal sealed class ListParts(RequestAuthorizer authorizer, UploadStore uploads)
{
    private const int DefaultCount = 1000;
    private const string Marker = "part-number-marker";

    public async Task<OssError?> HandleAsync(HttpContext context, RequestTarget target)
    {
        if (authorizer.Authorize(context.Request, target, OssOperation.ListParts) is { } refused) return refused;
        if (PageSize.Read(target, "max-parts", DefaultCount, out var count) is { } badCount) return badCount;
        if (NameEncoding.Read(target, out var encoding) is { } unknown) return unknown;
        var marker = 0;
        if (target.Parameter(Marker) is { } given && !int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out marker))
        {
            return OssErrors.InvalidArgument($"Argument {Marker} must be an integer.", Marker, given);
        }

        if (uploads.Find(target, out var upload) is { } missing) return missing;
        var left = upload!.Parts.Where(part => part.Number > marker).ToList();
        await XmlAnswer.WriteAsync(context, "ListPartsResult", xml =>
        {
            encoding.WriteTo(xml);
            xml.WriteElementString("Bucket", target.Bucket);
            xml.WriteElementString("Key", encoding.Apply(target.Key));
            xml.WriteElementString("UploadId", upload.Record.Id);
            xml.WriteElementString("StorageClass", upload.Record.Traits.StorageClass);
            xml.WriteElementString("PartNumberMarker", Text(marker));
            xml.WriteElementString("NextPartNumberMarker", Text(left.Take(count).LastOrDefault()?.Number ?? 0));
            xml.WriteElementString("MaxParts", Text(count));
            xml.WriteElementString("IsTruncated", left.Count > count ? "true" : "false");
            foreach (var part in left.Take(count)) Write(xml, part);
        });
        return null;
    }

    private static void Write(XmlWriter xml, UploadedPart part)
    {
        xml.WriteStartElement("Part");
        xml.WriteElementString("PartNumber", Text(part.Number));
        xml.WriteElementString("LastModified", ListTime.Text(part.LastModified));
        xml.WriteElementString("ETag", $"\"{part.ETag}\"");
        xml.WriteElementString("HashCrc64ecma", part.Crc64.ToString(CultureInfo.InvariantCulture));
        xml.WriteElementString("Size", Text(part.Size));
        xml.WriteEndElement();
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
