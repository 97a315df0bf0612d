using System.Xml;
using System.Xml.Linq;

namespace SignGateway.Objects;

/// <summary>One page of a bucket's listing (OSS, "ListObjectsV2").</summary>
/// <param name="Keys">Object keys in order.</param>
/// <param name="NextToken">Where the next page begins; null on the last.</param>
public sealed record ObjectPage(IReadOnlyList<string> Keys, string? NextToken)
{
    /// <summary>Reads the answer of a listing that asked for URL encoding; null if it is none.</summary>
    public static ObjectPage? Read(string xml)
    {
        try
        {
            if (XDocument.Parse(xml).Root is not { Name.LocalName: "ListBucketResult" } root)
                return null;
            var keys = root.Elements().Where(element => element.Name.LocalName == "Contents")
                .Select(element => element.Elements().First(part => part.Name.LocalName == "Key").Value)
                .Select(Uri.UnescapeDataString)
                .ToList();
            var next = root.Elements().FirstOrDefault(element => element.Name.LocalName == "NextContinuationToken")?.Value;
            return new ObjectPage(keys, string.IsNullOrEmpty(next) ? null : Uri.UnescapeDataString(next));
        }
        catch (Exception exception) when (exception is XmlException or InvalidOperationException)
        {
            return null;
        }
    }
}
