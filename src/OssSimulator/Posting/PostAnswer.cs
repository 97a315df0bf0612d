using OssSimulator.Errors;
using OssSimulator.Hosting;
using OssSimulator.Objects;
using OssSimulator.Signing;

namespace OssSimulator.Posting;

/// <summary>What the uploader of a form without a callback is told once the object is stored.</summary>
internal sealed class PostAnswer(SimulatorAddress address)
{
    public async Task<OssError?> WriteAsync(HttpContext context, UploadPlan plan, ObjectMetadata stored)
    {
        var response = context.Response;
        UploadAnswer.AddHeaders(response, stored);
        if (plan.SuccessRedirect is { } redirect)
        {
            response.StatusCode = StatusCodes.Status303SeeOther;
            response.Headers.Location = redirect.AbsoluteUri;
            return null;
        }

        response.StatusCode = plan.SuccessStatus;
        if (plan.SuccessStatus != StatusCodes.Status201Created) return null;
        await XmlAnswer.WriteAsync(context, "PostResponse", xml =>
        {
            xml.WriteElementString("Bucket", stored.Bucket);
            xml.WriteElementString("Location", $"{address.Origin}/{stored.Bucket}/{PercentEncoding.EncodePath(stored.Key)}");
            xml.WriteElementString("Key", stored.Key);
            xml.WriteElementString("ETag", $"\"{stored.ETag}\"");
        });
        return null;
    }
}
