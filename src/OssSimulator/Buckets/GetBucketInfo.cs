using OssSimulator.Errors;
using OssSimulator.Hosting;
using OssSimulator.Signing;

namespace OssSimulator.Buckets;

/// <summary>What a bucket is like, as far as the simulator has it: its name, its region, its owner and its endpoints.</summary>
internal sealed class GetBucketInfo(SimulatorOptions options, RequestAuthorizer authorizer)
{
    public async Task<OssError?> HandleAsync(HttpContext context, RequestTarget target)
    {
        if (authorizer.Authorize(context.Request, target, OssOperation.GetBucketInfo) is { } refused) return refused;
        await XmlAnswer.WriteAsync(context, "BucketInfo", xml =>
        {
            xml.WriteStartElement("Bucket");
            xml.WriteElementString("Name", target.Bucket);
            xml.WriteElementString("Location", $"oss-{options.Region}");
            xml.WriteElementString("ExtranetEndpoint", $"oss-{options.Region}.aliyuncs.com");
            xml.WriteElementString("IntranetEndpoint", $"oss-{options.Region}-internal.aliyuncs.com");
            xml.WriteElementString("StorageClass", "Standard");
            xml.WriteStartElement("Owner");
            xml.WriteElementString("ID", SimulatorAddress.OwnerId);
            xml.WriteElementString("DisplayName", SimulatorAddress.OwnerId);
            xml.WriteEndElement();
            xml.WriteEndElement();
        });
        return null;
    }
}
