using System.Text;
using System.Xml;
using OssSimulator.Callbacks;
using OssSimulator.Errors;
using OssSimulator.Hosting;
using OssSimulator.Objects;
using OssSimulator.Signing;

namespace OssSimulator.Posting;

/// <summary>What the uploader is told once the object is stored.</summary>
internal sealed class PostAnswer(SimulatorAddress address)
{
    public async Task<OssError?> WriteAsync(HttpContext context, UploadPlan plan, ObjectMetadata stored)
    {
        var response = context.Response;
        AddHeaders(response, stored);
        if (plan.SuccessRedirect is { } redirect)
        {
            response.StatusCode = StatusCodes.Status303SeeOther;
            response.Headers.Location = redirect.AbsoluteUri;
            return null;
        }

        response.StatusCode = plan.SuccessStatus;
        if (plan.SuccessStatus == StatusCodes.Status201Created)
        {
            response.ContentType = "application/xml";
            await WriteBodyAsync(context, Describe(stored));
        }

        return null;
    }

    public static async Task<OssError?> WriteCallbackAsync(HttpContext context, ObjectMetadata stored, CallbackOutcome outcome)
    {
        AddHeaders(context.Response, stored);
        if (outcome.Failure is { } failure) return OssErrors.CallbackFailed(failure);

        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = "application/json";
        await WriteBodyAsync(context, outcome.Answer);
        return null;
    }

    private static void AddHeaders(HttpResponse response, ObjectMetadata stored)
    {
        response.Headers.ETag = $"\"{stored.ETag}\"";
        response.Headers.ContentMD5 = stored.ContentMd5;
        response.Headers["x-oss-hash-crc64ecma"] = stored.Crc64;
    }

    private static async Task WriteBodyAsync(HttpContext context, byte[] body)
    {
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private byte[] Describe(ObjectMetadata stored)
    {
        using var buffer = new MemoryStream();
        using (var xml = XmlWriter.Create(buffer, new XmlWriterSettings { Encoding = new UTF8Encoding(false), CheckCharacters = false }))
        {
            xml.WriteStartElement("PostResponse");
            xml.WriteElementString("Bucket", stored.Bucket);
            xml.WriteElementString("Location", $"{address.Origin}/{stored.Bucket}/{PercentEncoding.EncodePath(stored.Key)}");
            xml.WriteElementString("Key", stored.Key);
            xml.WriteElementString("ETag", $"\"{stored.ETag}\"");
            xml.WriteEndElement();
        }

        return buffer.ToArray();
    }
}
