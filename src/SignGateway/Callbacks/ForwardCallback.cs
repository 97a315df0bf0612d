using SignGateway.Forwarding;
using SignGateway.Uploads;

namespace SignGateway.Callbacks;

/// <summary>
/// Asks the application for its word on an upload that is recorded, where the profile says so. The delivery that made the record tells the
/// application; every other one finds, or waits for, what it heard. Nothing that goes wrong here touches the record.
/// </summary>
internal sealed class ForwardCallback(ForwardTargets targets, ForwardUpload forward, FindForwarded find)
{
    public ValueTask<CallbackOutcome> ExecuteAsync(CallbackOutcome outcome, CallbackDeadline deadline) =>
        outcome is CallbackOutcome.Recorded { Upload: { } upload } recorded && targets.Find(upload.Profile) is { } target
            ? AskAsync(recorded, upload, target, deadline)
            : new(outcome);

    private async ValueTask<CallbackOutcome> AskAsync(CallbackOutcome.Recorded recorded, UploadRecord upload, ForwardTarget target, CallbackDeadline deadline)
    {
        var app = recorded.IsNew
            ? await TellAsync(target, new ForwardMessage(upload), deadline)
            : await find.WaitAsync(upload, deadline.ForForwarded());
        return recorded with { Answer = app.AddTo(recorded.Answer), App = app };
    }

    private async Task<ForwardedAnswer> TellAsync(ForwardTarget target, ForwardMessage message, CallbackDeadline deadline)
    {
        var app = await forward.TellAsync(target, message, deadline.ForForward());
        return await forward.KeepAsync(message, app, deadline.ForLedger());
    }
}
