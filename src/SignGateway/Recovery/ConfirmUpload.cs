using System.Diagnostics;
using Microsoft.Extensions.Logging;
using SignGateway.Problems;
using SignGateway.Telemetry;
using SignGateway.Uploads;
using SignGateway.Uploads.History;

namespace SignGateway.Recovery;

/// <summary>The second road: the client asks, the gateway looks at the object itself and records what it finds.</summary>
internal sealed class ConfirmUpload
{
    private readonly SharedLooks _looks;
    private readonly RecordUpload _record;
    private readonly TurnAway _turnAway;
    private readonly HistoryNotes _history;
    private readonly TimeProvider _time;
    private readonly ILogger<ConfirmUpload> _logger;

    public ConfirmUpload(SharedLooks looks, RecordUpload record, TurnAway turnAway, HistoryNotes history, TimeProvider time, ILogger<ConfirmUpload> logger)
    {
        _looks = looks;
        _record = record;
        _turnAway = turnAway;
        _history = history;
        _time = time;
        _logger = logger;
    }

    /// <summary>The stored upload, or why it is not stored. <paramref name="anew"/> looks even if somebody has just looked.</summary>
    public async Task<(Problem? Problem, UploadRecord Upload)> ExecuteAsync(UploadRecord upload, CancellationToken cancellationToken, bool anew = false)
    {
        switch (upload.State)
        {
            case UploadState.Stored:
                return (null, upload);
            case UploadState.Deleted or UploadState.Rejected:
                return (KnownProblems.UploadNotStored, upload);
        }

        using var activity = GatewayActivities.Start(GatewayActivities.Confirm);
        activity.Concerns(upload.Id, upload.Profile);
        var (look, began) = anew ? (await _looks.AnewAsync(upload, cancellationToken), true) : await _looks.ExecuteAsync(upload, cancellationToken);
        if (look is ObjectLook.Agrees { Ticket: { } ticket })
            activity.LinkTo(ticket.Trace);
        var (problem, after) = await ConcludeAsync(upload, look, cancellationToken);
        activity.Ended(problem?.Code ?? after.State.ToText(), problem?.Code);
        // One entry for one look, however many asked for it.
        if (began)
            _history.Add(upload.Id, HistoryEvents.Confirm, ("look", look.Tell().Word), ("reason", look.Tell().Reason), ("code", problem?.Code), ("state", after.State.ToText()));
        return (problem, after);
    }

    private async Task<(Problem? Problem, UploadRecord Upload)> ConcludeAsync(UploadRecord upload, ObjectLook look, CancellationToken cancellationToken)
    {
        switch (look)
        {
            case ObjectLook.Agrees(var head, _):
                var outcome = await _record.ExecuteAsync(StoredUpload.From(upload, head, RecordedBy.Confirm, _time.GetUtcNow()), cancellationToken);
                return (outcome.Upload.State == UploadState.Stored ? null : KnownProblems.UploadNotStored, outcome.Upload);
            case ObjectLook.Absent or ObjectLook.Foreign:
                return (KnownProblems.ObjectNotFound, upload);
            case ObjectLook.Differs(var difference, _):
                var turned = await _turnAway.ExecuteAsync(upload, look, cancellationToken);
                return (KnownProblems.UploadNotStored.Because($"The object's {difference} is not what was granted; sign a new upload."), turned ?? upload);
            case ObjectLook.Unavailable(var reason):
                RecoveryLog.OssUnavailable(_logger, upload.Id.ToString(), reason);
                return (KnownProblems.OssUnavailable.Because($"{reason}. Try again in a moment."), upload);
            case var unknown:
                throw new UnreachableException($"Unhandled outcome {unknown}");
        }
    }
}
