using System.Text;
using System.Xml;

namespace OssSimulator.Errors;

/// <summary>Writes a refusal the way OSS does: an XML document, or headers alone for HEAD.</summary>
internal static class ErrorResponse
{
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), CheckCharacters = false };

    public static async Task WriteAsync(HttpContext context, OssError error)
    {
        var response = context.Response;
        response.StatusCode = error.Status;
        if (error.Ec is not null) response.Headers["x-oss-ec"] = error.Ec;
        if (HttpMethods.IsHead(context.Request.Method)) return;

        var document = Document(error, context.TraceIdentifier, context.Request.Host.Value ?? "");
        response.ContentType = "application/xml";
        response.ContentLength = document.Length;
        await response.Body.WriteAsync(document, context.RequestAborted);
    }

    private static byte[] Document(OssError error, string requestId, string host)
    {
        using var buffer = new MemoryStream();
        using (var xml = XmlWriter.Create(buffer, Settings))
        {
            xml.WriteStartElement("Error");
            xml.WriteElementString("Code", error.Code);
            xml.WriteElementString("Message", error.Message);
            xml.WriteElementString("RequestId", requestId);
            xml.WriteElementString("HostId", host);
            foreach (var (name, value) in error.Details) xml.WriteElementString(name, value);
            if (error.Ec is not null) xml.WriteElementString("EC", error.Ec);
            xml.WriteEndElement();
        }

        return buffer.ToArray();
    }
}
