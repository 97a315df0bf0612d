using SignGateway.Objects;
using SignGateway.Profiles;
using SignGateway.Protocol.Callbacks;
using SignGateway.Uploads;

namespace SignGateway.Grants;

/// <summary>The <c>callback</c>s of one profile: where OSS calls, and what it says. They differ in the ticket and the names of the vars only; all around these is rendered once.</summary>
internal sealed class GrantCallback
{
    // Asking for image facts makes OSS open the object, and fails the callback of what it cannot read; so only these types are asked about.
    private static readonly HashSet<string> Images = new(StringComparer.Ordinal)
    {
        "image/jpeg", "image/png", "image/gif", "image/webp", "image/bmp", "image/tiff", "image/heic", "image/avif",
    };

    private readonly CallbackMould _plain;
    private readonly CallbackMould _plainWithFreeVars;
    private readonly CallbackMould _image;
    private readonly CallbackMould _imageWithFreeVars;

    public GrantCallback(PublicUrls urls, ProfileOptions profile)
    {
        _plain = Mould(asksForImage: false, []);
        _plainWithFreeVars = Mould(asksForImage: false, profile.FreeVars);
        _image = Mould(asksForImage: true, []);
        _imageWithFreeVars = Mould(asksForImage: true, profile.FreeVars);

        CallbackMould Mould(bool asksForImage, IEnumerable<string> freeVars) => new((ticket, vars) => new CallbackParameters(
            urls.CallbackUrls,
            Template(profile, ticket, asksForImage, vars, freeVars).Render(profile.CallbackBodyType),
            profile.CallbackBodyType,
            profile.CallbackHost,
            urls.AnyHttps).ToJson());
    }

    /// <summary>The callback's JSON; <paramref name="ticket"/> is a sealed ticket's text.</summary>
    public byte[] Make(ReadOnlySpan<byte> ticket, string contentType, IReadOnlyDictionary<string, string> vars, bool hasFreeVars) => (Images.Contains(contentType), hasFreeVars) switch
    {
        (false, false) => _plain.Fill(ticket, vars),
        (false, true) => _plainWithFreeVars.Fill(ticket, vars),
        (true, false) => _image.Fill(ticket, vars),
        (true, true) => _imageWithFreeVars.Fill(ticket, vars),
    };

    private static CallbackTemplate Template(ProfileOptions profile, string ticket, bool asksForImage, IEnumerable<string> vars, IEnumerable<string> freeVars)
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
        if (asksForImage)
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
        return template;
    }
}
