using System.Globalization;
using System.Xml.Linq;

namespace SignGateway.Objects;

/// <summary>One page of the parts that have come so far (OSS, "ListParts").</summary>
/// <param name="Parts">In ascending order.</param>
/// <param name="Next">After which number the next page begins; null on the last.</param>
internal sealed record PartPage(IReadOnlyList<UploadedPart> Parts, int? Next)
{
    /// <summary>Reads the answer; null if it is none.</summary>
    public static PartPage? Read(string xml)
    {
        if (OssXml.Parse(xml) is not { Name.LocalName: "ListPartsResult" } root)
            return null;
        var parts = new List<UploadedPart>();
        foreach (var element in root.All("Part"))
        {
            if (ReadPart(element) is not { } part)
                return null;
            parts.Add(part);
        }

        // Judged by what came: a list that says it goes on and shows nothing would go on for ever.
        return new PartPage(parts, root.Part("IsTruncated") == "true" && parts.Count > 0 ? parts[^1].Number : null);
    }

    private static UploadedPart? ReadPart(XElement element) =>
        int.TryParse(element.Part("PartNumber"), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && long.TryParse(element.Part("Size"), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
        && element.Part("ETag") is { Length: > 0 } etag
            ? new UploadedPart(number, size, etag.Trim('"'))
            : null;
}
