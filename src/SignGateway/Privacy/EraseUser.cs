using System.Globalization;
using SignGateway.Tickets;
using SignGateway.Uploads;
using SignGateway.Uploads.Audit;

namespace SignGateway.Privacy;

/// <summary>
/// Erases all that is known of one user. It may run beside gateways that serve, be stopped, and run again: what is erased stays so, and what is not is found again.
/// </summary>
public sealed class EraseUser
{
    private const int Page = 100;
    private const int Concurrency = 8;
    private const int MaxPasses = 20;

    // Longer than a statement of the ledger may take: what was on its way when a pass began is there when the next one does.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3.5);

    private readonly EraseUpload _upload;
    private readonly IUploadLedger _ledger;
    private readonly IPersonalData _data;
    private readonly TicketKeyRing _ring;
    private readonly AuditLog _audit;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();

    internal EraseUser(EraseUpload upload, IUploadLedger ledger, IPersonalData data, TicketKeyRing ring, AuditLog audit, TimeProvider time)
    {
        _upload = upload;
        _ledger = ledger;
        _data = data;
        _ring = ring;
        _audit = audit;
        _time = time;
    }

    /// <summary>Erases until nothing is left, or says why it is not. It neither throws when the ledger goes away nor when it is cancelled.</summary>
    /// <param name="owner">The user, as <c>userId</c> of an upload has it.</param>
    /// <param name="dryRun">Whether to look only, and change nothing.</param>
    /// <param name="cancellationToken">Stops it; what is erased stays so.</param>
    public async Task<ErasureReport> ExecuteAsync(string owner, bool dryRun, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(owner);
        var report = new ErasureReport();
        AuditId? entry = null;
        try
        {
            var before = await _data.CountUserAsync(owner, cancellationToken);
            if (dryRun)
                return await PassAsync(owner, new ErasureReport { Remaining = before.Uploads }.With(before), TryAsync, cancellationToken);

            entry = await _audit.WriteAsync("command", AuditActions.Erase, Pseudonym(owner), Facts(("uploads", before.Uploads)), null, cancellationToken);
            report = report.With(await _data.EraseUserAsync(owner, Pseudonym(owner), cancellationToken));
            for (var pass = 0; pass < MaxPasses; pass++)
            {
                var erased = report.Uploads;
                report = await PassAsync(owner, report with { Failed = 0 }, _upload.ExecuteAsync, cancellationToken, now => report = now);
                report = report.With(await _data.EraseUserAsync(owner, Pseudonym(owner), cancellationToken));
                if (report.StoppedBecause is not null || (pass > 0 && report.Uploads == erased))
                    break;
                await Task.Delay(Settling, _time, cancellationToken);
            }

            var after = await _data.CountUserAsync(owner, cancellationToken);
            report = report with { Remaining = after.Uploads };
            if (!after.IsEmpty && report is { StoppedBecause: null, Failed: 0 })
                report = report with { StoppedBecause = "new uploads of this user keep coming" };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            report = report with { StoppedBecause = "it was told to stop" };
        }
        catch (LedgerUnavailableException exception)
        {
            report = report with { StoppedBecause = exception.Message };
        }

        if (entry is { } id)
            await _audit.CompleteAsync(id, Facts(("uploads", report.Uploads), ("objects", report.ObjectsDeleted), ("failed", report.Failed), ("remaining", report.Remaining)));
        return report;
    }

    // Directories first: once their grants are nobody's, nothing below them is recorded any more.
    private async Task<ErasureReport> PassAsync(
        string owner, ErasureReport report, Func<UploadRecord, CancellationToken, Task<ErasureStep?>> act, CancellationToken cancellationToken, Action<ErasureReport>? progress = null)
    {
        foreach (var state in new UploadState?[] { UploadState.Prefix, null })
        {
            UploadId? before = null;
            while (await _ledger.ListAsync(new UploadQuery(owner, Page, before, state, null), cancellationToken) is { Count: > 0 } page)
            {
                var failed = report.Failed;
                await Parallel.ForEachAsync(
                    page,
                    new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken },
                    async (upload, token) =>
                    {
                        if (await act(upload, token) is { } step)
                            Add(step);
                    });
                progress?.Invoke(report);
                // Where nothing is to be had, asking for the rest would only add to the trouble.
                if (report.Failed - failed == page.Count)
                    return report with { StoppedBecause = "OSS does not answer as it should" };
                before = page[^1].Id;
            }
        }

        return report;

        void Add(ErasureStep step)
        {
            lock (_lock)
                report = report.With(step);
        }
    }

    private async Task<ErasureStep?> TryAsync(UploadRecord upload, CancellationToken cancellationToken) => await _upload.TryAsync(upload, cancellationToken);

    private string Pseudonym(string owner) => $"erased:{_ring.OwnerHash(owner)}";

    private static Dictionary<string, string> Facts(params ReadOnlySpan<(string Name, long? Count)> counts)
    {
        var facts = new Dictionary<string, string>();
        foreach (var (name, count) in counts)
        {
            if (count is { } known)
                facts[name] = known.ToString(CultureInfo.InvariantCulture);
        }

        return facts;
    }
}
