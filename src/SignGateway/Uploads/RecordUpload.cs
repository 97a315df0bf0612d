using SignGateway.Telemetry;

namespace SignGateway.Uploads;

/// <summary>The one idempotent step in which every road to a record ends.</summary>
public sealed class RecordUpload
{
    private readonly IUploadLedger _ledger;
    private readonly UploadSignals _signals;
    private readonly GatewayMeter _meter;

    /// <summary>Uses the ledger; tells those who wait.</summary>
    public RecordUpload(IUploadLedger ledger, UploadSignals signals, GatewayMeter meter)
    {
        _ledger = ledger;
        _signals = signals;
        _meter = meter;
    }

    /// <summary>
    /// Records the upload as stored, once. The outcome's upload carries the answer of whichever call was first,
    /// or none if the upload was deleted before it was stored.
    /// </summary>
    public async Task<RecordOutcome> ExecuteAsync(UploadRecord stored, CancellationToken cancellationToken)
    {
        var outcome = await _ledger.RecordAsync(stored with { Answer = UploadJson.ToText(stored) }, cancellationToken);
        if (outcome.First)
        {
            _meter.Recorded(stored.RecordedBy!.Value.ToText());
            _signals.Changed(stored.Id);
        }

        return outcome;
    }
}
