using SignGateway.Uploads;

namespace SignGateway.Tests.Simulation;

/// <summary>Looks before it writes, instead of leaving it to a unique key.</summary>
internal sealed class LedgerWithoutUniqueKey(Wire wire) : SimulatedLedger(wire)
{
    private readonly Wire _wire = wire;

    public override async Task<RecordOutcome> RecordAsync(UploadRecord stored, CancellationToken cancellationToken)
    {
        if (await FindAsync(stored.Id, cancellationToken) is { } found && found.State is not (UploadState.Issued or UploadState.Expired))
            return new RecordOutcome(false, found);
        return await _wire.CallAsync(
            () => Watch(stored.Id, () =>
            {
                var seen = Peek(stored.Id);
                if (seen is null)
                    return Now(Committed.RecordAsync(stored, CancellationToken.None));
                Now(Committed.ReplaceAsync(seen, stored, CancellationToken.None));
                return new RecordOutcome(true, stored);
            }),
            Away,
            cancellationToken);
    }
}

/// <summary>Answers first and commits later, if at all.</summary>
internal sealed class LedgerThatAnswersBeforeItCommits(Wire wire) : SimulatedLedger(wire)
{
    public override Task<RecordOutcome> RecordAsync(UploadRecord stored, CancellationToken cancellationToken)
    {
        var commit = base.RecordAsync(stored, cancellationToken);
        _ = commit.ContinueWith(failed => failed.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously | TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return Task.FromResult(new RecordOutcome(true, stored));
    }
}

/// <summary>Writes what the sweep found over whatever the record has become.</summary>
internal sealed class LedgerWithoutCompareAndSet(Wire wire) : SimulatedLedger(wire)
{
    private readonly Wire _wire = wire;

    public override Task<bool> ReplaceAsync(UploadRecord seen, UploadRecord becomes, CancellationToken cancellationToken) => _wire.CallAsync(
        () => Watch(seen.Id, () => Peek(seen.Id) is { } present && Now(Committed.ReplaceAsync(present, becomes, CancellationToken.None))), Away, cancellationToken);
}
