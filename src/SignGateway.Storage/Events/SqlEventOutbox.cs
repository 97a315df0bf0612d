using Dapper;
using SignGateway.Events.Outbox;
using SignGateway.Storage.Ledger;

namespace SignGateway.Storage.Events;

/// <summary>The outbox beside the ledger, in a table of its own that the ledger's transactions write.</summary>
internal sealed class SqlEventOutbox(LedgerDatabase database) : IEventOutbox
{
    private const int RowsPerStatement = 100;

    public async Task<DueEvents> TakeDueAsync(string endpoint, DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellationToken)
    {
        var parameters = new LedgerParameters()
            .Text("@Endpoint", endpoint)
            .Number("@Now", now.ToUnixTimeMilliseconds())
            .Number("@Until", until.ToUnixTimeMilliseconds())
            .Number("@Limit", limit);
        var rows = await TransactAsync<IEnumerable<EventRow>>((connection, command) => connection.QueryAsync<EventRow>(command), EventStatements.TakeDue(database.PassOverLockedSql), parameters, cancellationToken);
        var touched = rows.AsList();
        // What stands behind another was put off a little longer.
        return new DueEvents([.. touched.Where(row => row.DueAt == until.ToUnixTimeMilliseconds()).Select(row => row.ToEvent())], touched.Count == limit);
    }

    public async Task<bool> SettleAsync(IReadOnlyList<EventOutcome> outcomes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var freed = 0;
        foreach (var some in outcomes.Chunk(RowsPerStatement))
        {
            var done = some.Where(outcome => outcome is EventOutcome.Delivered or EventOutcome.Dead).Select(outcome => outcome.Event).ToList();
            freed += await database.TransactAsync(
                async (connection, token) =>
                {
                    await connection.ExecuteAsync(new CommandDefinition(EventStatements.Settle(some.Length), Settling(some, now), cancellationToken: token));
                    return done.Count == 0 ? 0 : await connection.ExecuteAsync(new CommandDefinition(EventStatements.Free(done.Count), Freeing(done, now), cancellationToken: token));
                },
                LedgerDatabase.CallBudget,
                cancellationToken);
        }

        return freed > 0;
    }

    public async Task<IReadOnlyList<OutboxEvent>> ListAsync(EventQuery query, CancellationToken cancellationToken)
    {
        LedgerText.Check(query.Endpoint, nameof(query.Endpoint));
        LedgerText.Check(query.After?.Endpoint, nameof(query.After));
        var parameters = new LedgerParameters()
            .Text("@Status", query.Status.ToText())
            .Text("@Endpoint", query.Endpoint)
            .Text("@Upload", query.After?.Upload.ToString())
            .Number("@Number", query.After?.Number)
            .Text("@Place", query.After?.Endpoint)
            .Number("@Limit", query.Limit);
        var rows = await database.ReadAsync(
            (connection, token) => connection.QueryAsync<EventRow>(new CommandDefinition(EventStatements.List(query), parameters, cancellationToken: token)), cancellationToken);
        return [.. rows.Select(row => row.ToEvent())];
    }

    public async Task<int?> CountWaitingAsync(string endpoint, int limit, CancellationToken cancellationToken)
    {
        var parameters = new LedgerParameters().Text("@Endpoint", endpoint).Number("@Limit", limit);
        return await database.ReadAsync(
            (connection, token) => connection.ExecuteScalarAsync<int>(new CommandDefinition(EventStatements.CountWaiting, parameters, cancellationToken: token)), cancellationToken);
    }

    public async Task<ReplayOutcome> ReplayAsync(EventId id, string? endpoint, DateTimeOffset now, CancellationToken cancellationToken)
    {
        LedgerText.Check(endpoint, nameof(endpoint));
        var parameters = new LedgerParameters()
            .Text("@Upload", id.Upload.ToString())
            .Number("@Number", id.Number)
            .Text("@State", id.State)
            .Text("@Endpoint", endpoint)
            .Number("@Now", now.ToUnixTimeMilliseconds());
        return await database.TransactAsync(
            async (connection, token) =>
            {
                if (await connection.ExecuteAsync(new CommandDefinition(EventStatements.Replay, parameters, cancellationToken: token)) > 0)
                    return ReplayOutcome.Replayed;
                var there = await connection.ExecuteScalarAsync<long>(new CommandDefinition(EventStatements.Count, parameters, cancellationToken: token));
                return there > 0 ? ReplayOutcome.NotDead : ReplayOutcome.NotFound;
            },
            LedgerDatabase.CallBudget,
            cancellationToken);
    }

    public Task<int> ForgetAsync(OutboxStatus status, DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var parameters = new LedgerParameters().Text("@Status", status.ToText()).Number("@Before", before.ToUnixTimeMilliseconds()).Number("@Limit", limit);
        return TransactAsync((connection, command) => connection.ExecuteAsync(command), EventStatements.Forget, parameters, cancellationToken);
    }

    public Task<int> GiveUpAsync(DateTimeOffset dueBefore, string reason, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var parameters = new LedgerParameters()
            .Number("@Before", dueBefore.ToUnixTimeMilliseconds())
            .Text("@Reason", reason)
            .Number("@Now", now.ToUnixTimeMilliseconds())
            .Number("@Limit", limit);
        return TransactAsync((connection, command) => connection.ExecuteAsync(command), EventStatements.GiveUp, parameters, cancellationToken);
    }

    private Task<T> TransactAsync<T>(Func<System.Data.Common.DbConnection, CommandDefinition, Task<T>> run, string sql, LedgerParameters parameters, CancellationToken cancellationToken) =>
        database.TransactAsync(
            (connection, token) => run(connection, new CommandDefinition(sql, parameters, cancellationToken: token)), LedgerDatabase.CallBudget, cancellationToken);

    private static LedgerParameters Settling(EventOutcome[] outcomes, DateTimeOffset now)
    {
        var parameters = new LedgerParameters();
        for (var index = 0; index < outcomes.Length; index++)
        {
            var taken = outcomes[index].Event;
            var (status, dueAt, doneAt, attempts, error) = outcomes[index] switch
            {
                EventOutcome.Delivered => (OutboxStatus.Delivered, null, now, taken.Attempts, taken.LastError),
                EventOutcome.Dead(_, var reason) => (OutboxStatus.Dead, null, now, taken.Attempts, reason),
                EventOutcome.Again(_, var at, var reason) => (OutboxStatus.Pending, at, null, taken.Attempts, reason),
                _ => (OutboxStatus.Pending, (DateTimeOffset?)now, (DateTimeOffset?)null, taken.Attempts - 1, taken.LastError),
            };
            Key(parameters, index, taken)
                .Number($"@n{index}", taken.Upload.Version)
                .Number($"@l{index}", taken.DueAt?.ToUnixTimeMilliseconds())
                .Text($"@s{index}", status.ToText())
                .Number($"@d{index}", dueAt?.ToUnixTimeMilliseconds())
                .Number($"@o{index}", doneAt?.ToUnixTimeMilliseconds())
                .Number($"@a{index}", attempts)
                .Text($"@r{index}", error);
        }

        return parameters;
    }

    private static LedgerParameters Freeing(List<OutboxEvent> done, DateTimeOffset now)
    {
        var parameters = new LedgerParameters().Number("@Now", now.ToUnixTimeMilliseconds());
        for (var index = 0; index < done.Count; index++)
            Key(parameters, index, done[index]);
        return parameters;
    }

    private static LedgerParameters Key(LedgerParameters parameters, int index, OutboxEvent taken) =>
        parameters.Text($"@u{index}", taken.Upload.Id.ToString()).Text($"@e{index}", taken.Endpoint);
}
