using System.Text.Json;
using SignGateway.Grants;
using SignGateway.Protocol.Multipart;

namespace SignGateway.Multipart;

/// <summary>How the file is to be cut, where URLs for its parts are to be had, and who puts them together.</summary>
internal sealed record MultipartDetails(PartPlan Plan) : GrantDetails
{
    public override void Write(Utf8JsonWriter writer, string statusUrl)
    {
        writer.WriteNumber("partSize", Plan.PartSize);
        writer.WriteNumber("partCount", Plan.Count);
        writer.WriteString("partsUrl", $"{statusUrl}/parts");
        writer.WriteString("completeUrl", $"{statusUrl}/complete");
    }
}
