using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Storage.Ledger;

/// <summary>
/// The SQL of one search. Some of its conditions are the way in, which an index walks newest first: an id, an owner, a state that few uploads
/// are in, or just the times. The others are held against each row on the way.
/// </summary>
internal sealed class SearchStatements(UploadSearch search)
{
    // The words of the partial index: SQLite uses it only where a statement repeats them.
    private const string RareStates = "state IN ('expired', 'deleted', 'rejected')";

    // Sorts behind every id.
    private const string End = "~";

    // There is a handful of buckets, each found with one step into the index.
    private const string KeysSql =
        """
        WITH RECURSIVE buckets (bucket) AS (
            SELECT MIN(bucket) FROM uploads
            UNION ALL
            SELECT (SELECT MIN(later.bucket) FROM uploads later WHERE later.bucket > buckets.bucket) FROM buckets WHERE buckets.bucket IS NOT NULL)
        SELECT uploads.id FROM buckets JOIN uploads ON uploads.bucket = buckets.bucket AND object_key >= @KeyPrefix AND object_key < @KeyEnd LIMIT @KeyLimit
        """;

    /// <summary>How many keys begin as asked, up to <c>@KeyLimit</c>.</summary>
    public static string CountKeys => $"SELECT COUNT(*) FROM ({KeysSql}) AS found;";

    /// <summary>The id behind which the way in has been walked far enough, if it is that long; takes <c>@Scan</c>.</summary>
    public string Floor => $"SELECT id FROM uploads WHERE {string.Join(" AND ", WayIn())} ORDER BY id DESC LIMIT 1 OFFSET @Scan - 1;";

    /// <summary>The page; from <c>@Floor</c> on.</summary>
    public string Page => Select([.. WayIn(), "id >= @Floor", .. Filters()]);

    /// <summary>The page among the uploads whose keys begin as asked, where they are few.</summary>
    public string PageOfKeys => Select([.. Bounds(), $"id IN ({KeysSql})", .. Filters()]);

    private bool IsRare => search is { Owner: null, State: UploadState.Expired or UploadState.Deleted or UploadState.Rejected };

    // No parameter: only then does a database see that the partial index holds all that are asked for.
    private string State => search.State is { } state ? $"state = '{LedgerWords.Of(state)}'" : "state <> 'prefix'";

    public LedgerParameters Parameters(string floor, int scan, int keyLimit) => new LedgerParameters()
        .Text("@From", search.From is { } from ? UploadId.FirstOf(from).ToString() : "")
        .Text("@Before", Earlier(search.Before?.ToString(), search.To is { } to ? UploadId.FirstOf(to).ToString() : null))
        .Text("@Floor", floor)
        .Text("@Id", search.Id?.ToString())
        .Text("@Owner", search.Owner)
        .Text("@KeyPrefix", search.KeyPrefix)
        .Text("@KeyEnd", search.KeyPrefix + "\U0010FFFF")
        .Text("@Profile", search.Profile)
        .Text("@Evidence", LedgerWords.Of(search.Evidence))
        .Text("@Type", search.ContentType?.TrimEnd('*'))
        .Number("@MinSize", search.MinSize)
        .Number("@MaxSize", search.MaxSize)
        .Number("@Scan", scan)
        .Number("@KeyLimit", keyLimit)
        .Number("@Limit", search.Limit + 1);

    private static string Select(IEnumerable<string> conditions) =>
        $"SELECT {LedgerStatements.Columns} FROM uploads WHERE {string.Join(" AND ", conditions)} ORDER BY id DESC LIMIT @Limit;";

    private static string Earlier(string? left, string? right) => string.CompareOrdinal(left ?? End, right ?? End) < 0 ? left ?? End : right ?? End;

    private List<string> Bounds()
    {
        List<string> conditions = ["id >= @From", "id < @Before"];
        if (search.Id is not null)
            conditions.Add("id = @Id");
        if (search.Owner is not null)
            conditions.Add("owner = @Owner");
        return conditions;
    }

    private List<string> WayIn() => IsRare ? [.. Bounds(), RareStates, State] : Bounds();

    private List<string> Filters()
    {
        List<string> conditions = [State];
        if (search.KeyPrefix is not null)
            conditions.Add("substr(object_key, 1, length(@KeyPrefix)) = @KeyPrefix");
        if (search.Profile is not null)
            conditions.Add("profile = @Profile");
        if (search.Evidence is not null)
            conditions.Add("evidence = @Evidence");
        if (search.ContentType is { } type)
            conditions.Add(type.EndsWith("/*", StringComparison.Ordinal) ? "substr(content_type, 1, length(@Type)) = @Type" : "content_type = @Type");
        if (search.MinSize is not null)
            conditions.Add("size >= @MinSize");
        if (search.MaxSize is not null)
            conditions.Add("size <= @MaxSize");
        return conditions;
    }
}
