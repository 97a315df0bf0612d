using SignGateway.Events.Delivery;
using SignGateway.Profiles;
using SignGateway.Uploads;

namespace SignGateway.Events;

/// <summary>
/// Which changes of a record are told, and to whom. A ledger asks for each change that it writes, and writes what is planned in the same
/// transaction; see <see cref="Outbox.IEventOutbox"/>.
/// </summary>
public sealed class EventPlan
{
    private readonly EventTargets _targets;
    private readonly ProfileCatalog _profiles;
    private readonly EventSignals _signals;
    private readonly TimeProvider _time;

    internal EventPlan(EventTargets targets, ProfileCatalog profiles, EventSignals signals, TimeProvider time)
    {
        _targets = targets;
        _profiles = profiles;
        _signals = signals;
        _time = time;
    }

    /// <summary>What a change tells; null for nothing.</summary>
    /// <param name="before">The record before the change; null if it was recorded just now, from whatever state lets it be.</param>
    /// <param name="after">The record after the change.</param>
    public PlannedEvent? For(UploadRecord? before, UploadRecord after)
    {
        if (_targets.All.Count == 0 || !IsTold(before, after))
            return null;

        var type = EventTypes.Of(after.State);
        List<string> endpoints = [.. _targets.All.Where(target => target.Wants(type, after.Profile)).Select(target => target.Name)];
        return endpoints.Count == 0 ? null : new PlannedEvent(_time.GetUtcNow(), endpoints);
    }

    /// <summary>What was planned is committed: those who deliver it here need not wait until they look by themselves.</summary>
    public void Written(PlannedEvent planned)
    {
        foreach (var endpoint in planned.Endpoints)
            _signals.For(endpoint).Hint();
    }

    private bool IsTold(UploadRecord? before, UploadRecord after) => after.State switch
    {
        UploadState.Stored => IsCertain(after) && (before is null || !IsCertain(before) || before.ETag != after.ETag),
        UploadState.Rejected or UploadState.Expired or UploadState.Deleted => before?.State != after.State,
        _ => false,
    };

    private bool IsCertain(UploadRecord upload) => upload.State == UploadState.Stored
        && (upload.Evidence == Evidence.Object || _profiles.OptionsOf(upload.Profile).VerifyObject == VerifyObject.Never);
}
