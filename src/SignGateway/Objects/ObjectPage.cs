using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace SignGateway.Objects;

/// <summary>One page of a bucket's listing (OSS, "ListObjectsV2").</summary>
/// <param name="Objects">The objects in the order of their keys' bytes.</param>
/// <param name="NextToken">Where the next page begins; null on the last.</param>
public sealed record ObjectPage(IReadOnlyList<ListedObject> Objects, string? NextToken)
{
    /// <summary>Reads the answer of a listing that asked for URL encoding; null if it is none.</summary>
    public static ObjectPage? Read(string xml)
    {
        try
        {
            if (XDocument.Parse(xml).Root is not { Name.LocalName: "ListBucketResult" } root)
                return null;
            var objects = root.Elements().Where(element => element.Name.LocalName == "Contents")
                .Select(element => new ListedObject(
                    Uri.UnescapeDataString(Part(element, "Key")!),
                    long.Parse(Part(element, "Size") ?? "0", CultureInfo.InvariantCulture),
                    DateTimeOffset.Parse(Part(element, "LastModified") ?? "1970-01-01T00:00:00Z", CultureInfo.InvariantCulture)))
                .ToList();
            var next = root.Elements().FirstOrDefault(element => element.Name.LocalName == "NextContinuationToken")?.Value;
            return new ObjectPage(objects, string.IsNullOrEmpty(next) ? null : Uri.UnescapeDataString(next));
        }
        catch (Exception exception) when (exception is XmlException or FormatException or ArgumentNullException)
        {
            return null;
        }
    }

    private static string? Part(XElement element, string name) => element.Elements().FirstOrDefault(part => part.Name.LocalName == name)?.Value;
}
