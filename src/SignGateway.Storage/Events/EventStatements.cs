using System.Globalization;
using System.Text;
using SignGateway.Events;
using SignGateway.Events.Outbox;
using SignGateway.Storage.Ledger;

namespace SignGateway.Storage.Events;

/// <summary>The outbox's SQL, in words that SQLite and PostgreSQL share.</summary>
internal static class EventStatements
{
    // The table's name before each: a statement that joins another has to say whose they are.
    private const string Columns =
        """
        events.upload_id AS Id, events.number AS Version, events.endpoint AS Endpoint, events.at AS At, events.status AS Status,
        events.due_at AS DueAt, events.done_at AS DoneAt, events.attempts AS Attempts, events.last_error AS LastError,
        events.owner AS Owner, events.profile AS Profile, events.bucket AS Bucket, events.object_key AS ObjectKey, events.state AS State,
        events.file_name AS FileName, events.content_type AS ContentType, events.size AS Size, events.etag AS ETag, events.crc64 AS Crc64,
        events.image AS Image, events.vars AS Vars, events.client_vars AS ClientVars, events.issued_at AS IssuedAt, events.expires_at AS ExpiresAt,
        events.stored_at AS StoredAt, events.recorded_by AS RecordedBy, events.evidence AS Evidence
        """;

    // Leaves the conditions of the partial indexes as they are written there: SQLite uses one only where a statement repeats them.
    private const string Open = "status <> 'delivered'";

    public const string Replay =
        $"""
        UPDATE events SET status = 'pending', due_at = @Now, done_at = NULL, attempts = 0
        WHERE upload_id = @Upload AND number = @Number AND state = @State AND status = 'dead' AND {Open} AND endpoint = COALESCE(@Endpoint, endpoint);
        """;

    public const string Count =
        "SELECT COUNT(*) FROM events WHERE upload_id = @Upload AND number = @Number AND state = @State AND endpoint = COALESCE(@Endpoint, endpoint);";

    public const string CountWaiting =
        "SELECT COUNT(*) FROM (SELECT 1 FROM events WHERE endpoint = @Endpoint AND due_at IS NOT NULL LIMIT @Limit) AS waiting;";

    public const string Forget =
        """
        DELETE FROM events WHERE (upload_id, number, endpoint) IN (
            SELECT upload_id, number, endpoint FROM events WHERE status = @Status AND done_at < @Before ORDER BY done_at LIMIT @Limit);
        """;

    public const string GiveUp =
        """
        UPDATE events SET status = 'dead', due_at = NULL, done_at = @Now, last_error = @Reason
        WHERE (upload_id, number, endpoint) IN (SELECT upload_id, number, endpoint FROM events WHERE due_at < @Before LIMIT @Limit);
        """;

    /// <summary>Takes what is due; <paramref name="lockSql"/> is the database's own way of passing over what others are taking.</summary>
    public static string TakeDue(string lockSql) =>
        $"""
        WITH due AS (
            SELECT upload_id, number, (
                SELECT MAX(earlier.due_at) FROM events AS earlier
                WHERE earlier.upload_id = events.upload_id AND earlier.number < events.number AND earlier.endpoint = events.endpoint AND earlier.status = 'pending') AS behind
            FROM events WHERE endpoint = @Endpoint AND due_at <= @Now ORDER BY due_at LIMIT @Limit {lockSql})
        UPDATE events SET
            due_at = CASE WHEN due.behind IS NULL THEN @Until WHEN due.behind > @Until THEN due.behind + 1 ELSE @Until + 1 END,
            attempts = attempts + CASE WHEN due.behind IS NULL THEN 1 ELSE 0 END
        FROM due WHERE events.upload_id = due.upload_id AND events.number = due.number AND events.endpoint = @Endpoint
        RETURNING {Columns};
        """;

    /// <summary>Makes what stands behind an upload's pending events due, where nothing does any more.</summary>
    public static string Free(int count) =>
        $"""
        UPDATE events SET due_at = @Now
        WHERE (upload_id, endpoint) IN (VALUES {Tuples(count, index => $"(@u{index}, @e{index})")})
            AND status = 'pending' AND attempts = 0 AND due_at > @Now AND NOT EXISTS (
                SELECT 1 FROM events AS earlier
                WHERE earlier.upload_id = events.upload_id AND earlier.number < events.number AND earlier.endpoint = events.endpoint AND earlier.status = 'pending');
        """;

    /// <summary>Writes outcomes down, each while the event is still the taker's.</summary>
    public static string Settle(int count) =>
        $"""
        WITH outcome (upload_id, number, endpoint, lease, status, due_at, done_at, attempts, error) AS (
            VALUES {Tuples(count, index => $"(@u{index}, @n{index}, @e{index}, @l{index}, @s{index}, @d{index}, @o{index}, @a{index}, @r{index})")})
        UPDATE events SET status = outcome.status, due_at = outcome.due_at, done_at = outcome.done_at, attempts = outcome.attempts, last_error = outcome.error
        FROM outcome WHERE events.upload_id = outcome.upload_id AND events.number = outcome.number AND events.endpoint = outcome.endpoint
            AND events.status = 'pending' AND events.due_at = outcome.lease;
        """;

    public static string List(EventQuery query)
    {
        var sql = new StringBuilder($"SELECT {Columns} FROM events WHERE status = @Status AND {Open}");
        if (query.Endpoint is not null)
            sql.Append(" AND endpoint = @Endpoint");
        if (query.After is not null)
            sql.Append(" AND (upload_id, number, endpoint) < (@Upload, @Number, @Place)");
        return sql.Append(" ORDER BY upload_id DESC, number DESC, endpoint DESC LIMIT @Limit;").ToString();
    }

    /// <summary>The same statement, whose rows tell what is planned.</summary>
    public static LedgerStatement Telling(LedgerStatement statement, PlannedEvent planned) => statement with { Tells = Tell(statement.Parameters, planned) };

    /// <summary>Tells what is planned of the upload <c>@Id</c> as it now is; a statement by itself.</summary>
    public static string TellOne(LedgerParameters parameters, PlannedEvent planned) => $"{LedgerStatements.Changed} {Tell(parameters, planned)};";

    private static string Tell(LedgerParameters parameters, PlannedEvent planned)
    {
        parameters.Number("@EventAt", planned.At.ToUnixTimeMilliseconds());
        for (var index = 0; index < planned.Endpoints.Count; index++)
            parameters.Text($"@EventEndpoint{index}", planned.Endpoints[index]);
        return Tell(planned.Endpoints.Count);
    }

    // From the rows that the statement before it has changed, as they are now.
    private static string Tell(int endpoints) =>
        $"""
        INSERT INTO events (upload_id, number, endpoint, at, status, due_at, attempts, owner, profile, bucket, object_key, state, file_name,
            content_type, size, etag, crc64, image, vars, client_vars, issued_at, expires_at, stored_at, recorded_by, evidence)
        SELECT changed.Id, changed.Version, told.endpoint, @EventAt, 'pending', @EventAt, 0, changed.Owner, changed.Profile, changed.Bucket,
            changed.ObjectKey, changed.State, changed.FileName, changed.ContentType, changed.Size, changed.ETag, changed.Crc64, changed.Image,
            changed.Vars, changed.ClientVars, changed.IssuedAt, changed.ExpiresAt, changed.StoredAt, changed.RecordedBy, changed.Evidence
        FROM changed CROSS JOIN ({string.Join(" UNION ALL ", Enumerable.Range(0, endpoints).Select(index => $"SELECT @EventEndpoint{index} AS endpoint"))}) AS told
        WHERE true ON CONFLICT DO NOTHING
        """;

    private static string Tuples(int count, Func<int, string> one) =>
        string.Join(", ", Enumerable.Range(0, count).Select(index => string.Create(CultureInfo.InvariantCulture, $"{one(index)}")));
}
