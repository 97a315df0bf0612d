using SignGateway.Grants;
using SignGateway.Objects;
using SignGateway.Profiles;
using SignGateway.Protocol.Callbacks;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Multipart;

/// <summary>The headers with which OSS calls back once the parts are put together, as it does for a form.</summary>
internal sealed class MultipartCallback(PublicUrls urls, ProfileCatalog profiles, TicketSealer sealer)
{
    public Dictionary<string, string> HeadersOf(UploadRecord upload)
    {
        var options = profiles.OptionsOf(upload.Profile);
        var ticket = sealer.Seal(MultipartTicket.Of(upload), TicketPurpose.Callback);
        var headers = new Dictionary<string, string>
        {
            ["x-oss-object-acl"] = options.ObjectAcl,
            ["x-oss-forbid-overwrite"] = options.AllowOverwrite ? "false" : "true",
            ["x-oss-callback"] = GrantCallback.Make(urls, options, ticket, upload.ContentType, upload.Vars.Keys),
        };
        if (upload.Vars.Count > 0)
            headers["x-oss-callback-var"] = CallbackVars.ToBase64(upload.Vars);
        return headers;
    }
}
