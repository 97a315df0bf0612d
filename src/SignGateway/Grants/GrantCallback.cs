using SignGateway.Objects;
using SignGateway.Profiles;
using SignGateway.Protocol.Callbacks;
using SignGateway.Uploads;

namespace SignGateway.Grants;

/// <summary>Makes the <c>callback</c>: where OSS calls, and what it says.</summary>
internal static class GrantCallback
{
    // Asking for image facts makes OSS open the object, and fails the callback of what it cannot read; so only these types are asked about.
    private static readonly HashSet<string> Images = new(StringComparer.Ordinal)
    {
        "image/jpeg", "image/png", "image/gif", "image/webp", "image/bmp", "image/tiff", "image/heic", "image/avif",
    };

    public static string Make(PublicUrls urls, ProfileOptions profile, string ticket, string contentType, IEnumerable<string> vars, IEnumerable<string> freeVars)
    {
        var template = new CallbackTemplate()
            .Constant(CallbackFields.Ticket, ticket)
            .Variable(CallbackFields.Bucket, "bucket")
            .Variable(CallbackFields.Object, "object")
            .Variable(CallbackFields.ETag, "etag")
            .Variable(CallbackFields.Size, "size")
            .Variable(CallbackFields.MimeType, "mimeType")
            .Variable(CallbackFields.Crc64, "crc64")
            .Variable(CallbackFields.RequestId, "reqId")
            .Variable(CallbackFields.Operation, "operation");
        foreach (var variable in profile.CallbackVariables)
            template.OptionalVariable(CallbackFields.Of(variable), CallbackFields.Of(variable));
        if (Images.Contains(contentType))
        {
            template
                .OptionalVariable(CallbackFields.ImageWidth, "imageInfo.width")
                .OptionalVariable(CallbackFields.ImageHeight, "imageInfo.height")
                .OptionalVariable(CallbackFields.ImageFormat, "imageInfo.format");
        }

        foreach (var name in vars)
            template.Variable(CallbackFields.VarPrefix + name, $"x:{name}");
        foreach (var name in freeVars)
            template.OptionalVariable(CallbackFields.FreeVarPrefix + name, $"x:{name}");

        return new CallbackParameters(urls.CallbackUrls, template.Render(profile.CallbackBodyType), profile.CallbackBodyType, profile.CallbackHost, urls.AnyHttps).ToBase64();
    }
}
