using SignGateway.Admin.Explain;
using SignGateway.Grants;
using SignGateway.Protocol.Errors;
using SignGateway.Uploads;

namespace SignGateway.Doctor.Oss;

/// <summary>What became of the probe upload, by OSS's answer and by the ledger.</summary>
internal static class UploadVerdict
{
    private const int CallbackFailed = 203;

    public static Finding Of(Grant grant, OssReply reply, UploadRecord? record)
    {
        var profile = grant.Planned.Request.Profile.Name;
        return reply switch
        {
            OssReply.Answered({ Status: 200 }) when record is { State: UploadState.Stored } =>
                Finding.Ok("upload_ok", $"An upload with profile {profile} was signed, stored, called back and recorded."),
            OssReply.Answered({ Status: 200 }) => Finding.Fault(
                "callback_elsewhere",
                $"OSS stored an upload with profile {profile} and its callback was answered with 200, but this ledger knows it as {(record?.State.ToText() ?? "nothing")}: another gateway answered, or one with another ledger.",
                "Compare SignGateway:PublicUrl, and the Ledger sections of all replicas."),
            OssReply.Answered({ Status: CallbackFailed } answer) => Failed(answer),
            // That putting is not allowed, or not here, is told by others; a policy of the bucket may treat forms apart.
            OssReply.Answered({ Status: 403, Code: "AccessDenied" } answer) when !answer.Message.Contains("according to Policy", StringComparison.Ordinal) => Finding.Fault(
                "put_denied", $"{answer.Words} to an upload with profile {profile}.", RamStatement.Fix("oss:PutObject", grant.Planned.Bucket, ProbeKey.PrefixOf(grant.Planned.Request.Profile))),
            OssReply.Answered(var answer) => Finding.Fault("upload_refused", $"{answer.Words} to an upload with profile {profile}. {answer.Message}".TrimEnd(), Known(answer).Fix),
            OssReply.Unanswered(var reason) => Finding.Fault("upload_unanswered", $"An upload with profile {profile} got no answer: {reason}.", "Look at the way to SignGateway:Oss:Endpoint, which browsers take as well."),
            _ => Finding.Skipped("upload_skipped", $"No upload was tried with profile {profile}."),
        };
    }

    private static Finding Failed(OssAnswer answer)
    {
        var known = Known(answer);
        return Finding.Fault("callback_failed", $"OSS stored the object and answered 203 CallbackFailed: \"{answer.Message}\". {known.Meaning}", known.Fix);
    }

    private static KnownError Known(OssAnswer answer) => KnownErrors.Find(answer.Error ?? new OssErrorDocument([new("Code", answer.Code)], IsWhole: false));
}
