using System.Text;
using System.Xml;

namespace SignGateway.Protocol.Errors;

/// <summary>The XML with which OSS refuses a request: an <c>Error</c> element and what stands directly below it.</summary>
/// <param name="Elements">Names and texts in order, as far as they could be read.</param>
/// <param name="IsWhole">Whether the document could be read to its end.</param>
public sealed record OssErrorDocument(IReadOnlyList<KeyValuePair<string, string>> Elements, bool IsWhole)
{
    private const int MaxElements = 60;
    private const int MaxCharacters = 128 * 1024;

    private static readonly XmlReaderSettings Bounded = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxCharacters,
        ConformanceLevel = ConformanceLevel.Fragment,
        CheckCharacters = false,
    };

    /// <summary>OSS's name of the error; empty if it has none.</summary>
    public string Code => Get("Code") ?? "";

    /// <summary>OSS's words; empty if there are none.</summary>
    public string Message => Get("Message") ?? "";

    /// <summary>OSS's number of the exact cause; empty if it has none.</summary>
    public string Ec => Get("EC") ?? "";

    /// <summary>The text of an element, or null.</summary>
    public string? Get(string name) => Elements.FirstOrDefault(element => element.Key == name).Value;

    /// <summary>Reads what begins with <c>&lt;Error</c>; what is cut off or broken reads as far as it goes. Null if nothing can be read.</summary>
    public static OssErrorDocument? Read(string xml)
    {
        List<KeyValuePair<string, string>> elements = [];
        var isWhole = false;
        try
        {
            using var reader = XmlReader.Create(new StringReader(xml), Bounded);
            if (reader.MoveToContent() != XmlNodeType.Element || reader.LocalName != "Error")
                return null;
            isWhole = reader.IsEmptyElement || ReadElements(reader, elements);
        }
        catch (XmlException)
        {
            // What came before the fault still tells.
        }

        return elements.Count == 0 ? null : new OssErrorDocument(elements, isWhole);
    }

    private static bool ReadElements(XmlReader reader, List<KeyValuePair<string, string>> elements)
    {
        while (elements.Count < MaxElements && reader.Read())
        {
            if (reader.NodeType == XmlNodeType.EndElement)
                return true;
            if (reader.NodeType == XmlNodeType.Element)
                elements.Add(new(reader.LocalName, ReadText(reader)));
        }

        return false;
    }

    // Elements within are OSS's remarks for its own console; only the text between them is read.
    private static string ReadText(XmlReader reader)
    {
        if (reader.IsEmptyElement)
            return "";
        var depth = reader.Depth;
        var text = new StringBuilder();
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
                text.Append(reader.Value);
        }

        return text.ToString();
    }
}
