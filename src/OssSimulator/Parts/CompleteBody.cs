using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using OssSimulator.Errors;

namespace OssSimulator.Parts;

/// <summary>Reads the list of parts that completes an upload.</summary>
internal static class CompleteBody
{
    /// <summary>Ten thousand parts take a fifth of that.</summary>
    public const int LengthLimit = 5 * 1024 * 1024;

    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit };

    public static OssError? Parse(byte[] body, out List<WantedPart> wanted)
    {
        wanted = [];
        XElement root;
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body), Settings);
            root = XElement.Load(reader);
        }
        catch (XmlException)
        {
            return OssErrors.NotXml;
        }

        if (root.Name.LocalName != "CompleteMultipartUpload") return OssErrors.NotXml;
        foreach (var part in root.Elements().Where(element => element.Name.LocalName == "Part"))
        {
            if (Text(part, "ETag") is not { Length: > 0 } etag || Text(part, "PartNumber") is not { } text) return OssErrors.NotXml;
            if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)) return OssErrors.NotXml;
            if (!PartNumbers.TryRead(text, out var number)) return OssErrors.BadPartNumber(text);
            wanted.Add(new WantedPart(number, etag.Trim('"')));
        }

        return wanted.Count == 0 ? OssErrors.NotXml : null;
    }

    private static string? Text(XElement part, string name) => part.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value.Trim();
}
