using System.Globalization;
using System.Text;
using System.Xml;

namespace SignGateway.Protocol.Multipart;

/// <summary>The body of CompleteMultipartUpload: the parts that become the object, in ascending order.</summary>
public static class CompleteBody
{
    private static readonly XmlWriterSettings Plain = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), OmitXmlDeclaration = true };

    /// <summary>The body's bytes; ten thousand parts make about one million.</summary>
    public static byte[] Write(IEnumerable<PartETag> parts)
    {
        using var buffer = new MemoryStream();
        using (var xml = XmlWriter.Create(buffer, Plain))
        {
            xml.WriteStartElement("CompleteMultipartUpload");
            foreach (var (number, etag) in parts)
            {
                xml.WriteStartElement("Part");
                xml.WriteElementString("PartNumber", number.ToString(CultureInfo.InvariantCulture));
                xml.WriteElementString("ETag", $"\"{etag}\"");
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        return buffer.ToArray();
    }
}
