using SignGateway.Forwarding;

namespace SignGateway.Callbacks;

/// <summary>
/// Asks the application for its word on an upload that is recorded, where the profile says so. The delivery that made the record tells the
/// application; every other one finds, or waits for, what it heard. Nothing that goes wrong here touches the record.
/// </summary>
internal sealed class ForwardCallback(ForwardTargets targets, ForwardUpload forward, FindForwarded find)
{
    public async Task<CallbackOutcome> ExecuteAsync(CallbackOutcome outcome, CallbackDeadline deadline)
    {
        if (outcome is not CallbackOutcome.Recorded { Upload: { } upload } recorded || targets.Find(upload.Profile) is not { } target)
            return outcome;
        var app = recorded.IsNew
            ? await TellAsync(target, new ForwardMessage(upload), deadline)
            : await deadline.ForForwardedAsync(token => find.WaitAsync(upload, token));
        return recorded with { Answer = app.AddTo(recorded.Answer), App = app };
    }

    private async Task<ForwardedAnswer> TellAsync(ForwardTarget target, ForwardMessage message, CallbackDeadline deadline)
    {
        var app = await deadline.ForForwardAsync(token => forward.TellAsync(target, message, token));
        return await deadline.ForLedgerAsync(token => forward.KeepAsync(message, app, token));
    }
}
