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
        ("callback", LedgerStatements.Record(SampleUploads.Stored(SampleUploads.Granted(SizedLedger.HeavyOwner)))),
        ("sweep", LedgerStatements.TakeDue(sized.Database.DueSql, DateTimeOffset.UnixEpoch.AddSeconds(1), DateTimeOffset.UnixEpoch.AddSeconds(1), 100)),
        .. Search("search, first page", new UploadSearch(Operation.Page)),
        .. Search("search, a user", new UploadSearch(Operation.Page) { Owner = sized.Owner(7) }),
        .. Search("search, a time", new UploadSearch(Operation.Page) { Before = sized.HalfWay }),
        .. Search("search, a rare state", new UploadSearch(Operation.Page) { State = UploadState.Rejected }),
        ("search, a key prefix: how many", SearchKeys(SearchStatements.CountKeys)),
        ("search, a key prefix: the page", SearchKeys(new SearchStatements(ByKey).PageOfKeys)),
    ];

    private static UploadSearch ByKey { get; } = new(Operation.Page) { KeyPrefix = "uploads/2026/01/01/00000001" };

    private static IEnumerable<(string Name, LedgerStatement Statement)> Search(string name, UploadSearch search)
    {
        var statements = new SearchStatements(search);
        var parameters = statements.Parameters("", SearchUploads.Scan, SearchUploads.FewKeys);
        yield return ($"{name}: how far", new(statements.Floor, parameters, LedgerStatement.Last));
        yield return ($"{name}: the page", new(statements.Page, parameters, LedgerStatement.Last));
    }

    private static LedgerStatement SearchKeys(string sql) =>
        new(sql, new SearchStatements(ByKey).Parameters("", SearchUploads.Scan, SearchUploads.FewKeys), LedgerStatement.Last);

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
