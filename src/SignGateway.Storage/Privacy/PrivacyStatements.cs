using SignGateway.Privacy;
using SignGateway.Storage.Ledger;

namespace SignGateway.Storage.Privacy;

/// <summary>The SQL that takes personal data out, in words that SQLite and PostgreSQL share.</summary>
internal static class PrivacyStatements
{
    // An owner is never empty, so an empty one says that there was one.
    public const string Erase =
        """
        UPDATE uploads SET
            owner = '', object_key = @ObjectKey, state = @State, file_name = '', size = NULL, etag = NULL, crc64 = NULL, image = NULL, vars = '{}', client_vars = '{}',
            stored_at = NULL, recorded_by = NULL, evidence = NULL, answer = NULL, look_at = @LookAt, deleting = 0, multipart_id = NULL, part_size = NULL,
            reserved_count = NULL, reserved_bytes = NULL, ended_at = @Now, version = version + 1
        WHERE id = @Id AND version = @Version;
        """;

    public const string EraseHistory = "DELETE FROM upload_history WHERE upload_id = @Id;";

    public const string EraseAnswers = "DELETE FROM forwarded_answers WHERE upload_id = @Id;";

    // That it was deleted is told to the end, without a word of whose it was. What it was before is told no more.
    public const string EraseOtherEvents = "DELETE FROM events WHERE upload_id = @Id AND state <> 'deleted';";

    public const string EraseEvents =
        """
        UPDATE events SET
            owner = '', object_key = @ObjectKey, file_name = '', size = NULL, etag = NULL, crc64 = NULL, image = NULL, vars = '{}', client_vars = '{}',
            stored_at = NULL, recorded_by = NULL, evidence = NULL,
            due_at = CASE WHEN status = 'pending' AND attempts = 0 AND due_at > @Now THEN @Now ELSE due_at END
        WHERE upload_id = @Id;
        """;

    public const string CountBeside =
        """
        SELECT (SELECT COUNT(*) FROM events WHERE upload_id = @Id) AS Events, (SELECT COUNT(*) FROM upload_history WHERE upload_id = @Id) AS History,
            (SELECT COUNT(*) FROM forwarded_answers WHERE upload_id = @Id) AS Answers;
        """;

    public const string CountUser =
        """
        SELECT (SELECT COUNT(*) FROM uploads WHERE owner = @Owner) AS Uploads, (SELECT COUNT(*) FROM idempotency WHERE owner = @Owner) AS Keys,
            (SELECT COUNT(*) FROM quota_sums WHERE owner = @Owner) AS Sums, (SELECT COUNT(*) FROM audit WHERE who = @Owner) AS Audit;
        """;

    public const string EraseKeys = "DELETE FROM idempotency WHERE owner = @Owner;";

    // Whoever adds to a sum holds it until the commit; what they added is seen by the statement behind this one.
    public const string HoldSums = "UPDATE quota_sums SET files = files WHERE owner = @Owner;";

    public const string EraseSums =
        """
        DELETE FROM quota_sums WHERE owner = @Owner AND NOT EXISTS (
            SELECT 1 FROM uploads WHERE uploads.owner = quota_sums.owner AND uploads.profile = quota_sums.profile AND uploads.counted <> 0);
        """;

    public const string EndOfAuditPage = "SELECT MAX(id) FROM (SELECT id FROM audit WHERE id > @After ORDER BY id LIMIT @Limit) AS page;";

    public const string EraseWho = "UPDATE audit SET who = @Pseudonym WHERE id > @After AND id <= @End AND who = @Owner;";

    public const string ListErasedTargets =
        """
        SELECT id AS Id, at AS At, who AS Who, action AS Action, target AS Target, value_before AS Before, value_after AS After FROM audit
        WHERE id > @After AND id <= @End AND EXISTS (SELECT 1 FROM uploads WHERE uploads.id = substr(audit.target, 1, 26) AND uploads.owner = '');
        """;

    public const string ReplaceValues = "UPDATE audit SET value_before = @Before, value_after = @After WHERE id = @Id;";

    public const string ForgetKeys =
        """
        DELETE FROM idempotency WHERE (owner, route, idem_key) IN (
            SELECT owner, route, idem_key FROM idempotency WHERE expires_at <= @Now ORDER BY expires_at LIMIT @Limit) AND expires_at <= @Now;
        """;

    // What the condition says outside counts at the moment of the delete.
    public const string ForgetSums =
        "DELETE FROM quota_sums WHERE (owner, profile) IN (SELECT owner, profile FROM quota_sums WHERE files = 0 AND bytes = 0 LIMIT @Limit) AND files = 0 AND bytes = 0;";

    private static readonly string[] Beside = ["upload_history", "forwarded_answers"];

    /// <summary>Takes out what is kept beside records that are forgotten; events have a time of their own.</summary>
    public static IEnumerable<string> ForgetBeside(int count) =>
        Beside.Select(table => $"DELETE FROM {table} WHERE upload_id IN ({string.Join(", ", Enumerable.Range(0, count).Select(index => $"@i{index}"))});");

    /// <summary>Forgets records that still are as they were seen; their ids.</summary>
    public static string Forget(int count) =>
        $"DELETE FROM uploads WHERE (id, version) IN (VALUES {string.Join(", ", Enumerable.Range(0, count).Select(index => $"(@i{index}, @v{index})"))}) RETURNING id;";

    public static string ListForgettable(Forgettable what)
    {
        // Leaves the condition of the partial index as it is written there: SQLite uses it only where a statement repeats it.
        var among = what.State is { } state
            ? $"state IN ('expired', 'deleted', 'rejected', 'prefix') AND state = '{LedgerWords.Of(state)}' AND COALESCE(ended_at, expires_at) < @Ended"
            : "owner = ''";
        var kept = what.Keeping.Count == 0 ? "" : $"AND (stored_at IS NULL OR profile NOT IN ({string.Join(", ", what.Keeping.Select((_, index) => $"@k{index}"))}))";
        var order = what.State is null ? "id" : "COALESCE(ended_at, expires_at)";
        return $"SELECT {LedgerStatements.Columns} FROM uploads WHERE {among} AND expires_at < @Over AND look_at IS NULL AND deleting = 0 {kept} ORDER BY {order} LIMIT @Limit OFFSET @Offset;";
    }
}
