using Microsoft.AspNetCore.Http;
using SignGateway.Problems;
using SignGateway.Uploads;

namespace SignGateway.Forwarding;

/// <summary>Answers with a stored upload, as its callback was answered: where the profile forwards, with the application's word.</summary>
internal sealed class AnswerUpload(ForwardTargets targets, FindForwarded forwarded)
{
    public async Task<IResult> ExecuteAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        var app = targets.Find(upload.Profile) is null ? null : await forwarded.ExecuteAsync(upload, cancellationToken);
        return new JsonBody(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            UploadJson.WriteProperties(writer, upload);
            app?.WriteTo(writer);
            writer.WriteEndObject();
        });
    }
}
