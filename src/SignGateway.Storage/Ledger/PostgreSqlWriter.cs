using System.Globalization;
using Npgsql;

namespace SignGateway.Storage.Ledger;

/// <summary>
/// Writes the statements of many callers in one round trip and one commit: PostgreSQL runs a batch as one transaction. A batch that fails
/// because of one command goes on without it, and that one's statements on connections of their own, as if there had been no batch. Nothing is
/// tried again unless the server has said that it undid the first attempt.
/// </summary>
internal sealed class PostgreSqlWriter : IAsyncDisposable
{
    // One sends while the other waits for the disk; and a connection that has gone silent holds up half of the callers at the most.
    private const int Writers = 2;

    // Then each statement goes on alone.
    private const int Attempts = 3;

    // Transaction-local without the warning that SET LOCAL leaves in the server's log.
    private const string LockWaitSql = "SELECT set_config('lock_timeout', @Wait, true);";

    private readonly NpgsqlDataSource _source;
    private readonly TimeSpan _sharedLockWait;
    private readonly CommitQueue<PostgreSqlWork> _queue;

    /// <summary>Writes to the source; a statement that shares its commit waits so long for what somebody outside holds.</summary>
    public PostgreSqlWriter(NpgsqlDataSource source, TimeSpan sharedLockWait, LedgerMeter? meter)
    {
        (_source, _sharedLockWait) = (source, sharedLockWait);
        _queue = new CommitQueue<PostgreSqlWork>(Writers, holdsThread: false, work => work.Limit, meter, CommitAsync);
    }

    /// <summary>Runs a statement and returns its rows once they are committed.</summary>
    public async Task<IReadOnlyList<UploadRow>> WriteAsync(LedgerStatement statement, CallLimit limit)
    {
        var work = new PostgreSqlWork(statement, limit);
        if (!_queue.TryAdd(work))
            await _queue.AddAsync(work, limit);
        return await work.Result;
    }

    public ValueTask DisposeAsync() => _queue.DisposeAsync();

    private async Task CommitAsync(IReadOnlyList<PostgreSqlWork> group)
    {
        var works = group.Where(IsStillWanted).OrderBy(work => work.Order, StringComparer.Ordinal).ToList();
        // When it is over, every caller has given up.
        using var limit = new CancellationTokenSource(LedgerDatabase.CallBudget);
        for (var attempt = 1; works.Count > 0; attempt++)
        {
            if (await TryAsync(works, _sharedLockWait, limit.Token) is not { } failure)
                return;
            if (failure is not PostgresException error || !IsWorthAnotherAttempt(error, works.Count))
            {
                works.ForEach(work => work.Fail(failure));
                return;
            }

            var culprits = attempt < Attempts ? works.FindAll(work => work.Command!.Is(error.BatchCommand)) : [];
            var alone = culprits.Count == 0 ? [.. works] : culprits;
            works.RemoveAll(alone.Contains);
            // Nobody waits for these but their own callers.
            alone.ForEach(work => _ = RunAloneAsync(work));
        }
    }

    private async Task RunAloneAsync(PostgreSqlWork work)
    {
        using var limit = work.Limit.ToSource();
        if (await TryAsync([work], LedgerDatabase.CallBudget, limit.Token) is { } failure)
            work.Fail(failure);
    }

    // Finishes the works once they are committed, or returns what went wrong.
    private async Task<Exception?> TryAsync(List<PostgreSqlWork> works, TimeSpan lockWait, CancellationToken cancellationToken)
    {
        try
        {
            await ExecuteAsync(works, lockWait, cancellationToken);
        }
        catch (OperationCanceledException exception)
        {
            return new TimeoutException("PostgreSQL did not answer in time.", exception);
        }
        catch (Exception exception)
        {
            return exception;
        }

        works.ForEach(work => work.Finish());
        return null;
    }

    private async Task ExecuteAsync(List<PostgreSqlWork> works, TimeSpan lockWait, CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(LimitLockWait(lockWait));
        var commands = PostgreSqlCommand.Of(works);
        foreach (var command in commands)
            command.AddTo(batch);

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        foreach (var command in commands)
            await command.ReadAsync(reader, cancellationToken);

        // Behind the last rows comes the word that all of it is committed.
        await reader.NextResultAsync(cancellationToken);
    }

    private static NpgsqlBatchCommand LimitLockWait(TimeSpan wait) => new(LockWaitSql)
    {
        Parameters = { new NpgsqlParameter("Wait", string.Create(CultureInfo.InvariantCulture, $"{wait.TotalMilliseconds}ms")) },
    };

    private static bool IsStillWanted(PostgreSqlWork work)
    {
        if (!work.Limit.IsOver)
            return true;

        work.Fail(new OperationCanceledException());
        return false;
    }

    // A statement that was alone has its answer, unless it has not waited for its row as long as it may.
    private static bool IsWorthAnotherAttempt(PostgresException error, int works) =>
        works == 1 ? PostgreSqlErrors.IsLockTimeout(error) : PostgreSqlErrors.ConcernsOneStatement(error);
}
