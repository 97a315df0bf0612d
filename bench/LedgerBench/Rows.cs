namespace LedgerBench;

/// <summary>
/// SQL that fills the table, in words that SQLite and PostgreSQL share but for the id: 90 % stored, 5 % deleted, 4 % expired, 1 % issued and
/// still to be looked at. Owners and states are spread by a multiplication that both compute alike.
/// </summary>
internal static class Rows
{
    /// <summary>Fills rows <c>@From</c> to <c>@To</c>; the id sorts by number, as real ones sort by time.</summary>
    public static string InsertSql(string idSql) =>
        $"""
        WITH RECURSIVE numbers (g) AS (SELECT CAST(@From AS BIGINT) UNION ALL SELECT g + 1 FROM numbers WHERE g < @To),
        chosen AS (
            SELECT g, {idSql} AS id, @Now - (@Rows - g) * 1000 AS issued_at, g * 2654435761 / 65536 % 100 AS percent,
                CASE WHEN g % @HeavyStep = 0 THEN @HeavyOwner ELSE 'user-' || CAST(g * 2246822519 / 65536 % @Owners AS TEXT) END AS owner
            FROM numbers)
        INSERT INTO uploads (id, owner, profile, bucket, object_key, file_name, content_type, size, vars, client_vars, issued_at, expires_at,
            state, etag, crc64, image, stored_at, recorded_by, evidence, answer, look_at)
        SELECT id, owner, 'default', @Bucket, 'uploads/2026/01/01/' || id || '.png', 'cat photo.png', 'image/png', 48213, @Vars, @ClientVars,
            issued_at, issued_at + 600000,
            CASE WHEN percent < 90 THEN 'stored' WHEN percent < 95 THEN 'deleted' WHEN percent < 99 THEN 'expired' ELSE 'issued' END,
            CASE WHEN percent < 95 THEN @ETag END, CASE WHEN percent < 95 THEN @Crc64 END, CASE WHEN percent < 95 THEN @Image END,
            CASE WHEN percent < 95 THEN issued_at + 5000 END, CASE WHEN percent < 95 THEN 'callback' END,
            CASE WHEN percent < 95 THEN 'object' END, CASE WHEN percent < 95 THEN @Answer END,
            CASE WHEN percent = 99 THEN @Now + 86400000 + g END
        FROM chosen;
        """;

    /// <summary>Makes a hundred uploads due, and leaves the others that wait for a look far in the future.</summary>
    public const string MakeDueSql =
        "UPDATE uploads SET look_at = 1 WHERE id IN (SELECT id FROM uploads WHERE look_at IS NOT NULL ORDER BY look_at LIMIT 100);";
}
