using SignGateway.Storage.Ledger;
using SignGateway.Uploads;
using SignGateway.Uploads.Quotas;

namespace SignGateway.Storage.Quotas;

/// <summary>Notes of grants under one quota, written if all of them fit and else not at all.</summary>
internal static class QuotaNotes
{
    // What no sum of sizes reaches, with room for adding to it.
    private const long NoLimit = long.MaxValue / 2;

    /// <summary>
    /// One statement for those grants that the quota is for; the ids of those that are new, none if they do not fit. Each row's version is how many of the owner's
    /// stored uploads are not in the sum.
    /// </summary>
    public static LedgerStatement Of(UploadQuota quota, IReadOnlyList<UploadRecord> all, QuotaCheck check)
    {
        var owner = all[0].Owner;
        List<(UploadRecord Grant, Reservation Reservation)> grants = [.. all.Zip(check.Reservations).Where(pair => pair.First.Profile == quota.Profile)];
        var note = LedgerStatements.NoteRows([.. grants.Select(grant => (grant.Grant, (Reservation?)grant.Reservation))]);
        QuotaStatements.Of(note.Parameters, owner, quota, check.Now)
            .Number("@AskedGrants", grants.Count)
            .Number("@AskedFiles", grants.Sum(grant => grant.Reservation.Count))
            .Number("@AskedBytes", grants.Sum(grant => grant.Reservation.Bytes))
            .Number("@MaxGrants", quota.Pending ?? NoLimit)
            .Number("@MaxFiles", quota.Count ?? NoLimit)
            .Number("@MaxBytes", quota.Bytes ?? NoLimit);
        var sql =
            $"""
            {QuotaStatements.Used}INSERT INTO uploads ({note.Columns})
            SELECT note.* FROM (VALUES {note.Rows}) AS note CROSS JOIN used WHERE {QuotaStatements.Fits}
            ON CONFLICT (id) DO NOTHING RETURNING id AS Id, (SELECT CAST(files AS BIGINT) FROM loose) AS Version;
            """;
        return new LedgerStatement(sql, note.Parameters, $"{owner}\n{quota.Profile}") { Alone = new QuotaLock(owner, quota.Profile) };
    }
}
