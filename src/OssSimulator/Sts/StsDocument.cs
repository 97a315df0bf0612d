using System.Text.Json.Nodes;
using System.Xml.Linq;
using OssSimulator.Signing;

namespace OssSimulator.Sts;

/// <summary>What STS answers, as XML; its JSON is the same tree without the root's name.</summary>
internal static class StsDocument
{
    public static XElement Of(string action, string requestId, StsSession session)
    {
        var (wanted, key) = session;
        return new XElement(
            action + "Response",
            new XElement("RequestId", requestId),
            new XElement(
                "AssumedRoleUser",
                new XElement("Arn", $"{wanted.RoleArn}/{wanted.SessionName}"),
                new XElement("AssumedRoleId", $"300000000000000000:{wanted.SessionName}")),
            new XElement(
                "Credentials",
                new XElement("AccessKeyId", key.Id),
                new XElement("AccessKeySecret", key.Secret),
                new XElement("SecurityToken", key.SecurityToken),
                new XElement("Expiration", IsoTime.Text(key.Expiration!.Value))));
    }

    public static XElement Of(StsError error, string requestId, string host) => new(
        "Error",
        new XElement("RequestId", requestId),
        new XElement("HostId", host),
        new XElement("Code", error.Code),
        new XElement("Message", error.Message),
        new XElement("Recommend", "https://error-center.aliyun.com/status/search?Keyword=" + error.Code));

    public static JsonNode ToJson(XElement element) => element.HasElements
        ? new JsonObject(element.Elements().Select(child => KeyValuePair.Create<string, JsonNode?>(child.Name.LocalName, ToJson(child))))
        : JsonValue.Create(element.Value);
}
