using System.Data.Common;
using Npgsql;
using SignGateway.Storage.Quotas;

namespace SignGateway.Storage.Ledger;

/// <summary>What goes to the server as one command of a batch: one caller's statement, or many alike as one with arrays.</summary>
internal sealed class PostgreSqlCommand(IReadOnlyList<PostgreSqlWork> works)
{
    /// <summary>
    /// Waits until nobody else counts for this owner and profile, and keeps others waiting until the commit. A statement by itself: the one behind it must see
    /// what was committed meanwhile. Two numbers, so that it cannot be the migrator's lock; owners whose numbers are equal wait for one another, and no more.
    /// </summary>
    public const string LockSql = "SELECT pg_advisory_xact_lock(hashtext(@QuotaOwner), hashtext(@QuotaProfile));";

    private readonly LedgerStatement _statement = works[0].Statement;
    private NpgsqlBatchCommand? _locking;
    private NpgsqlBatchCommand? _command;

    /// <summary>
    /// Puts neighbours together that are alike, each with a row of its own. Only neighbours, so that the rows are still locked in one order everywhere.
    /// </summary>
    public static List<PostgreSqlCommand> Of(IReadOnlyList<PostgreSqlWork> works)
    {
        List<PostgreSqlCommand> commands = [];
        for (var (first, next) = (0, 1); first < works.Count; first = next++)
        {
            while (next < works.Count && works[next].IsAlike(works[first]) && works[next].Order != works[next - 1].Order)
                next++;
            commands.Add(new PostgreSqlCommand([.. works.Skip(first).Take(next - first)]));
        }

        return commands;
    }

    /// <summary>Adds the command, for one attempt.</summary>
    public void AddTo(NpgsqlBatch batch)
    {
        if (_statement.Alone is { } held)
            batch.BatchCommands.Add(_locking = Locking(held));
        _command = works.Count == 1 ? One() : Many();
        batch.BatchCommands.Add(_command);
        foreach (var work in works)
            work.Command = this;
    }

    /// <summary>Whether this is what the server complains of.</summary>
    public bool Is(NpgsqlBatchCommand? command) => command is not null && (ReferenceEquals(command, _command) || ReferenceEquals(command, _locking));

    /// <summary>Reads the rows, behind those of the command before; they count once the commit is through.</summary>
    public async Task ReadAsync(DbDataReader reader, CancellationToken limit)
    {
        // The reader passes over what has no rows to it.
        if (_statement.IsSilent)
            return;
        if (_locking is not null)
            await reader.NextResultAsync(limit);
        await reader.NextResultAsync(limit);
        var rows = await LedgerStatement.ReadAsync(reader, limit);
        if (works is [var only])
        {
            only.Rows = rows;
            return;
        }

        var byId = rows.ToDictionary(row => row.Id, StringComparer.Ordinal);
        foreach (var work in works)
            work.Rows = byId.TryGetValue(work.Order, out var row) ? [row] : [];
    }

    private NpgsqlBatchCommand One()
    {
        var command = new NpgsqlBatchCommand(
            _statement.Tells is null ? _statement.Sql : $"WITH changed AS ({_statement.Sql.TrimEnd(';')}), told AS ({_statement.Tells}) SELECT * FROM changed;");
        _statement.Parameters.AddTo(command.Parameters, command.CreateParameter);
        return command;
    }

    private NpgsqlBatchCommand Many()
    {
        var command = new NpgsqlBatchCommand(_statement.ManySql!);
        PostgreSqlArrays.AddTo(command.Parameters, [.. works.Select(work => work.Statement.Parameters)]);
        return command;
    }

    private static NpgsqlBatchCommand Locking(QuotaLock held)
    {
        var command = new NpgsqlBatchCommand(LockSql);
        QuotaStatements.Of(new LedgerParameters(), held.Owner, held.Profile).AddTo(command.Parameters, command.CreateParameter);
        return command;
    }
}
