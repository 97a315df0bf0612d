using System.Globalization;
using System.Text;
using System.Xml;
using OssSimulator.Objects;
using OssSimulator.Signing;

namespace OssSimulator.Lists;

/// <summary>One page of a list as OSS writes it.</summary>
internal static class ListDocument
{
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), CheckCharacters = false };

    public static byte[] Write(string bucket, ListQuery query, IReadOnlyList<ObjectMetadata> objects, string? last)
    {
        using var buffer = new MemoryStream();
        using (var xml = XmlWriter.Create(buffer, Settings))
        {
            xml.WriteStartElement("ListBucketResult");
            xml.WriteElementString("Name", bucket);
            xml.WriteElementString("Prefix", Encode(query.Prefix));
            xml.WriteElementString("MaxKeys", query.MaxKeys.ToString(CultureInfo.InvariantCulture));
            if (query.StartAfter is not null) xml.WriteElementString("StartAfter", Encode(query.StartAfter));
            if (query.Token is not null) xml.WriteElementString("ContinuationToken", query.Token);
            if (query.IsEncoded) xml.WriteElementString("EncodingType", "url");
            xml.WriteElementString("IsTruncated", last is null ? "false" : "true");
            if (last is not null) xml.WriteElementString("NextContinuationToken", ContinuationToken.After(last));
            foreach (var metadata in objects) WriteObject(xml, metadata);
            xml.WriteElementString("KeyCount", objects.Count.ToString(CultureInfo.InvariantCulture));
            xml.WriteEndElement();
        }

        return buffer.ToArray();

        string Encode(string text) => query.IsEncoded ? PercentEncoding.Encode(text) : text;

        void WriteObject(XmlWriter xml, ObjectMetadata metadata)
        {
            xml.WriteStartElement("Contents");
            xml.WriteElementString("Key", Encode(metadata.Key));
            xml.WriteElementString("LastModified", metadata.LastModified.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'.000Z'", CultureInfo.InvariantCulture));
            xml.WriteElementString("ETag", $"\"{metadata.ETag}\"");
            xml.WriteElementString("Type", "Normal");
            xml.WriteElementString("Size", metadata.Size.ToString(CultureInfo.InvariantCulture));
            xml.WriteElementString("StorageClass", metadata.StorageClass);
            xml.WriteEndElement();
        }
    }
}
