using System.Globalization;
using System.Xml;
using OssSimulator.Hosting;
using OssSimulator.Objects;

namespace OssSimulator.Lists;

/// <summary>One page of a list as OSS writes it, in either version.</summary>
internal static class ListDocument
{
    public static void Write(XmlWriter xml, string bucket, ListQuery query, ObjectPage page)
    {
        xml.WriteElementString("Name", bucket);
        xml.WriteElementString("Prefix", query.Encoding.Apply(query.Prefix));
        xml.WriteElementString("MaxKeys", Text(query.MaxKeys));
        xml.WriteElementString("Delimiter", query.Encoding.Apply(query.Delimiter));
        query.Encoding.WriteTo(xml);
        xml.WriteElementString("IsTruncated", page.Last is null ? "false" : "true");
        if (query.IsFirstVersion) WriteFirstPosition(xml, query, page);
        else WritePosition(xml, query, page);
        foreach (var metadata in page.Objects) WriteObject(xml, query, metadata);
        CommonPrefixes.Write(xml, page.Groups.Select(query.Encoding.Apply));
        if (!query.IsFirstVersion) xml.WriteElementString("KeyCount", Text(page.Objects.Count + page.Groups.Count));
    }

    private static void WriteFirstPosition(XmlWriter xml, ListQuery query, ObjectPage page)
    {
        xml.WriteElementString("Marker", query.Encoding.Apply(query.Marker!));
        if (page.Last is not null) xml.WriteElementString("NextMarker", query.Encoding.Apply(page.Last));
    }

    private static void WritePosition(XmlWriter xml, ListQuery query, ObjectPage page)
    {
        if (query.StartAfter is not null) xml.WriteElementString("StartAfter", query.Encoding.Apply(query.StartAfter));
        if (query.Token is not null) xml.WriteElementString("ContinuationToken", query.Token);
        if (page.Last is not null) xml.WriteElementString("NextContinuationToken", ContinuationToken.After(page.Last));
    }

    private static void WriteObject(XmlWriter xml, ListQuery query, ObjectMetadata metadata)
    {
        xml.WriteStartElement("Contents");
        xml.WriteElementString("Key", query.Encoding.Apply(metadata.Key));
        xml.WriteElementString("LastModified", ListTime.Text(metadata.LastModified));
        xml.WriteElementString("ETag", $"\"{metadata.ETag}\"");
        xml.WriteElementString("Type", metadata.Type);
        xml.WriteElementString("Size", Text(metadata.Size));
        xml.WriteElementString("StorageClass", metadata.StorageClass);
        if (query.WithOwner)
        {
            xml.WriteStartElement("Owner");
            xml.WriteElementString("ID", SimulatorAddress.OwnerId);
            xml.WriteElementString("DisplayName", SimulatorAddress.OwnerId);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
