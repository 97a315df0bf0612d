using System.Data.Common;
using Dapper;

namespace LoadBench;

/// <summary>Fills an outbox that nobody has worked off: every fifth event is the second of its upload.</summary>
internal static class EventBacklog
{
    public static Task FillPostgreSqlAsync(DbConnection connection, int events) => FillAsync(
        connection, events, "WITH numbers AS (SELECT generate_series(0, @Uploads - 1) AS n)", "'01' || lpad(n::text, 24, '0')");

    public static Task FillSqliteAsync(DbConnection connection, int events) => FillAsync(
        connection, events, "WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < @Uploads - 1)", "'01' || substr('000000000000000000000000' || n, -24)");

    private static async Task FillAsync(DbConnection connection, int events, string numbers, string id)
    {
        var parameters = new { Now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), Uploads = events * 4 / 5 };
        foreach (var (number, state, which) in new[] { ("2", "'stored'", "true"), ("3", "'deleted'", "n % 4 = 0") })
        {
            await connection.ExecuteAsync(
                $$"""
                {{numbers}}
                INSERT INTO events (upload_id, number, endpoint, at, status, due_at, attempts, owner, profile, bucket, object_key, state, file_name, content_type, size, etag,
                    vars, client_vars, issued_at, expires_at, stored_at, recorded_by, evidence)
                SELECT {{id}}, {{number}}, 'bench', @Now, 'pending', @Now, 0, 'user-1', 'default', 'bench-bucket', 'uploads/' || {{id}}, {{state}}, 'cat photo.png', 'image/png',
                    48213, '5D41402ABC4B2A76B9719D911017C592', '{"album":"7"}', '{}', @Now, @Now, @Now, 'callback', 'object' FROM numbers WHERE {{which}};
                """,
                parameters,
                commandTimeout: 300);
        }
    }
}
