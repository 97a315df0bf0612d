using Dapper;
using SignGateway.Admin.Keys;
using SignGateway.Storage.Ledger;
using SignGateway.Telemetry;

namespace SignGateway.Storage.Keys;

/// <summary>Ages of keys beside the ledger, which outlives every replica: a row for each key.</summary>
internal sealed class SqlKeyAges(LedgerDatabase database) : IKeyAges
{
    private const string SeeSql =
        """
        INSERT INTO key_ages (kind, id, first_seen, last_seen, last_signed) VALUES (@Kind, @Id, @Now, @Now, @Signed)
        ON CONFLICT (kind, id) DO UPDATE SET
            last_seen = CASE WHEN excluded.last_seen > key_ages.last_seen THEN excluded.last_seen ELSE key_ages.last_seen END,
            last_signed = CASE WHEN key_ages.last_signed IS NULL OR excluded.last_signed > key_ages.last_signed THEN excluded.last_signed ELSE key_ages.last_signed END;
        """;

    private const string ReadSql =
        """
        SELECT kind AS Kind, id AS Id, first_seen AS FirstSeen, last_seen AS LastSeen, last_signed AS LastSigned
        FROM key_ages WHERE last_seen >= @Since ORDER BY last_seen DESC, kind, id LIMIT @Limit;
        """;

    private const string ForgetSql = "DELETE FROM key_ages WHERE last_seen < @Before;";

    public Task SeeAsync(IReadOnlyCollection<KeyInUse> keys, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Always in the same order, so that replicas do not hold each other up.
        var rows = keys.Select(key => new
        {
            Kind = key.Kind.ToText(),
            key.Id,
            Now = now.ToUnixTimeMilliseconds(),
            Signed = key.Use == KeyUse.Signs ? now.ToUnixTimeMilliseconds() : (long?)null,
        }).OrderBy(row => row.Kind, StringComparer.Ordinal).ThenBy(row => row.Id, StringComparer.Ordinal).ToList();
        return database.TransactAsync(
            (connection, token) => connection.ExecuteAsync(new CommandDefinition(SeeSql, rows, cancellationToken: token)), LedgerDatabase.CallBudget, cancellationToken);
    }

    public async Task<IReadOnlyList<KeyAge>> ReadAsync(DateTimeOffset since, int limit, CancellationToken cancellationToken)
    {
        var parameters = new { Since = since.ToUnixTimeMilliseconds(), Limit = limit };
        var rows = await database.ReadAsync(
            (connection, token) => connection.QueryAsync<Row>(new CommandDefinition(ReadSql, parameters, cancellationToken: token)), cancellationToken);
        // A newer replica may have kinds that this one does not know.
        return [.. rows.Select(row => row.ToAge()).OfType<KeyAge>()];
    }

    public Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken) => database.TransactAsync(
        (connection, token) => connection.ExecuteAsync(new CommandDefinition(ForgetSql, new { Before = before.ToUnixTimeMilliseconds() }, cancellationToken: token)),
        LedgerDatabase.CallBudget,
        cancellationToken);

    private sealed class Row
    {
        public string Kind { get; set; } = "";

        public string Id { get; set; } = "";

        public long FirstSeen { get; set; }

        public long LastSeen { get; set; }

        public long? LastSigned { get; set; }

        public KeyAge? ToAge() => KeyWords.KindOf(Kind) is { } kind
            ? new KeyAge(kind, Id, Time(FirstSeen), Time(LastSeen), LastSigned is { } signed ? Time(signed) : null)
            : null;

        private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
    }
}
