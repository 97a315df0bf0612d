using System.Text.Json;
using SignGateway.Objects;
using SignGateway.Protocol.Values;
using SignGateway.Uploads;

namespace SignGateway.Grants;

/// <summary>What any of OSS's SDKs is set up with, and what it is told to upload.</summary>
internal sealed record SdkDetails(OssAddress Address, PlannedGrant Planned, string Callback, string? CallbackVar, OssCredentials? Credentials = null, DateTimeOffset? ExpiresAt = null)
    : GrantDetails
{
    public override void Write(Utf8JsonWriter writer, string statusUrl)
    {
        writer.WriteStartObject("sdk");
        writer.WriteString("region", Address.Region);
        writer.WriteString("endpoint", Address.Endpoint);
        writer.WriteString("urlStyle", Address.Style switch
        {
            UrlStyle.Cname => "cname",
            UrlStyle.Path => "path",
            _ => "virtualHosted",
        });
        writer.WriteString("bucket", Planned.Bucket);
        writer.WriteString("key", Planned.Request.IsPrefix ? null : Planned.Key);
        writer.WriteString("prefix", Planned.Request.IsPrefix ? Planned.Key : null);
        writer.WriteString("accessKeyId", Credentials!.AccessKeyId);
        writer.WriteString("accessKeySecret", Credentials.AccessKeySecret);
        writer.WriteString("securityToken", Credentials.SecurityToken);
        writer.WriteString("expiration", UploadJson.ToText(ExpiresAt!.Value));
        writer.WriteString("callback", Callback);
        writer.WriteString("callbackVar", CallbackVar);
        writer.WriteEndObject();
    }
}
