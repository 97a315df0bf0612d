using System.Globalization;

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
            if (OssXml.Parse(xml) is not { Name.LocalName: "ListBucketResult" } root)
                return null;
            var objects = root.All("Contents")
                .Select(element => new ListedObject(
                    Uri.UnescapeDataString(element.Part("Key")!),
                    long.Parse(element.Part("Size") ?? "0", CultureInfo.InvariantCulture),
                    DateTimeOffset.Parse(element.Part("LastModified") ?? "1970-01-01T00:00:00Z", CultureInfo.InvariantCulture)))
                .ToList();
            var next = root.Part("NextContinuationToken");
            return new ObjectPage(objects, string.IsNullOrEmpty(next) ? null : Uri.UnescapeDataString(next));
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or ArgumentNullException)
        {
            return null;
        }
    }
}
