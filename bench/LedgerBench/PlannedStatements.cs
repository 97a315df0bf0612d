using SignGateway.Storage.Ledger;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace LedgerBench;

/// <summary>The ledger's own statements for what the operations ask.</summary>
internal static class PlannedStatements
{
    public static IReadOnlyList<(string Name, LedgerStatement Statement)> All(SizedLedger sized) =>
    [
        ("page", List(new UploadQuery(SizedLedger.HeavyOwner, Operation.Page))),
        ("page half-way", List(new UploadQuery(SizedLedger.HeavyOwner, Operation.Page, sized.HalfWay))),
        ("page of one state", List(new UploadQuery(SizedLedger.HeavyOwner, Operation.Page, sized.HalfWay, UploadState.Rejected))),
        ("page of one profile", List(new UploadQuery(SizedLedger.HeavyOwner, Operation.Page, sized.HalfWay, null, "unused"))),
        ("callback", LedgerStatements.Record(UploadRow.From(
            SampleUploads.Stored(SampleUploads.Granted(SizedLedger.HeavyOwner)), UploadState.Stored))),
        ("sweep", LedgerStatements.TakeDue(sized.Database.DueSql, DateTimeOffset.UnixEpoch.AddSeconds(1), DateTimeOffset.UnixEpoch.AddSeconds(1), 100)),
    ];

    private static LedgerStatement List(UploadQuery query) => new(
        LedgerStatements.List(query),
        new LedgerParameters()
            .Text("@Owner", query.Owner)
            .Number("@Limit", query.Limit)
            .Text("@Before", query.Before?.ToString())
            .Text("@State", query.State is { } state ? LedgerWords.Of(state) : null)
            .Text("@Profile", query.Profile),
        LedgerStatement.Last);
}
