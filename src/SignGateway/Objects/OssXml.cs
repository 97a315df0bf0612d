using System.Xml;
using System.Xml.Linq;

namespace SignGateway.Objects;

/// <summary>Reads the documents that OSS answers with: of bounded length, as every answer is, and never with a document type.</summary>
internal static class OssXml
{
    private static readonly XmlReaderSettings Plain = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>The root element; null if the text is no such document.</summary>
    public static XElement? Parse(string text)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), Plain);
            return XDocument.Load(reader).Root;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>The text of the first element of a name, whatever its namespace.</summary>
    public static string? Part(this XElement element, string name) => element.All(name).FirstOrDefault()?.Value;

    public static IEnumerable<XElement> All(this XElement element, string name) => element.Elements().Where(part => part.Name.LocalName == name);
}
