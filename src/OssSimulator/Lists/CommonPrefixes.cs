using System.Xml;

namespace OssSimulator.Lists;

/// <summary>The groups of a list, an element each.</summary>
internal static class CommonPrefixes
{
    public static void Write(XmlWriter xml, IEnumerable<string> groups)
    {
        foreach (var group in groups)
        {
            xml.WriteStartElement("CommonPrefixes");
            xml.WriteElementString("Prefix", group);
            xml.WriteEndElement();
        }
    }
}
