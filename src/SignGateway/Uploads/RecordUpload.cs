using SignGateway.Telemetry;

namespace SignGateway.Uploads;

/// <summary>The one idempotent step in which every road to a record ends.</summary>
public sealed class RecordUpload
{
    private readonly IUploadLedger _ledger;
    private readonly LookSchedule _schedule;
    private readonly DueSignal _due;
    private readonly UploadSignals _signals;
    private readonly GatewayMeter _meter;

    /// <summary>Uses the ledger; plans the look that may follow; tells those who wait.</summary>
    public RecordUpload(IUploadLedger ledger, LookSchedule schedule, DueSignal due, UploadSignals signals, GatewayMeter meter)
    {
        _ledger = ledger;
        _schedule = schedule;
        _due = due;
        _signals = signals;
        _meter = meter;
    }

    /// <summary>
    /// Records the upload as stored, once. The outcome's upload carries the answer of whichever call was first,
    /// or none if the upload was deleted before it was stored.
    /// </summary>
    public async Task<RecordOutcome> ExecuteAsync(UploadRecord stored, CancellationToken cancellationToken)
    {
        var planned = stored with { Answer = UploadJson.ToText(stored), LookAt = _schedule.AfterRecording(stored) };
        var outcome = await _ledger.RecordAsync(planned, cancellationToken);
        if (outcome.First)
        {
            _meter.Recorded(stored.RecordedBy!.Value.ToText());
            _signals.Changed(outcome.Upload);
            if (planned.LookAt is not null)
                _due.Hint();
        }

        return outcome;
    }
}
