using System.Data.Common;
using SignGateway.Storage.Doctor;
using SignGateway.Uploads;

namespace SignGateway.Storage.Ledger;

/// <summary>
/// All that differs between the databases: how to connect, what an error means, and the few statements they word differently.
/// Every call is bounded in time and every way of being unavailable becomes a <see cref="LedgerUnavailableException"/>.
/// </summary>
internal abstract class LedgerDatabase : IAsyncDisposable
{
    /// <summary>OSS waits five seconds for the whole callback, and the gateway promises a 503 within 1.5.</summary>
    public static readonly TimeSpan CallBudget = TimeSpan.FromSeconds(1);

    // For a driver that does not come back although its token was cancelled, as with a server that is stopped but still connected.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(200);

    /// <summary>The folder of this database's scripts below Migrations.</summary>
    public abstract string MigrationFolder { get; }

    /// <summary>Run first in a migrating transaction: keeps other replicas out until its end; false if another is in.</summary>
    public abstract string TryMigrationLockSql { get; }

    /// <summary>The same for a script that runs outside a transaction; holds until <see cref="MigrationSessionUnlockSql"/>.</summary>
    public abstract string TryMigrationSessionLockSql { get; }

    public abstract string MigrationSessionUnlockSql { get; }

    /// <summary>Run before a claim: how long to wait for another request's claim on the same key.</summary>
    public abstract string ClaimWaitSql { get; }

    /// <summary>The longest wait that <see cref="ClaimWaitSql"/> allows.</summary>
    public abstract TimeSpan ClaimWait { get; }

    /// <summary>Run in a transaction before its owner's grants are counted: waits for whoever counts them now; takes <c>@QuotaOwner</c> and <c>@QuotaProfile</c>. Empty where who writes is alone.</summary>
    public abstract string QuotaLockSql { get; }

    /// <summary>Deletes a few ended claims without waiting for anybody; takes <c>@Now</c>.</summary>
    public abstract string ForgetEndedClaimsSql { get; }

    /// <summary>The condition that a row's id is among <c>@Ids</c>.</summary>
    public abstract string IdAmongIdsSql { get; }

    /// <summary>The condition that chooses up to <c>@Limit</c> ids whose look is due at <c>@Now</c>, passing over what others are choosing.</summary>
    public abstract string DueSql { get; }

    /// <summary>Ends a selection that locks its rows: passes over what others have locked.</summary>
    public abstract string PassOverLockedSql { get; }

    /// <summary>Whether there is anything to connect to; false for a file that no start has made yet.</summary>
    public virtual bool IsThere => true;

    /// <summary>What the database says of itself, to the connection that writes.</summary>
    /// <exception cref="LedgerUnavailableException">It does not answer.</exception>
    public abstract Task<DatabaseFacts> DescribeAsync(CancellationToken cancellationToken);

    /// <summary>Runs reading statements.</summary>
    public Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        ReadAsync(work, CallBudget, cancellationToken);

    /// <summary>The same with a budget of its own.</summary>
    public Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> work, TimeSpan budget, CancellationToken cancellationToken) =>
        BoundAsync(token => ReadCoreAsync(work, token), budget, cancellationToken);

    /// <summary>Runs one writing statement, which stands or falls alone and may share its commit with others.</summary>
    public async Task<IReadOnlyList<UploadRow>> WriteAsync(LedgerStatement statement, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var limit = new CallLimit(CallBudget, cancellationToken);
        try
        {
            return await WriteCoreAsync(statement, limit).WaitAsync(CallBudget + Grace, cancellationToken);
        }
        catch (Exception exception) when (IsTimeout(exception, limit.IsOver) || IsAway(exception))
        {
            throw Unavailable(exception, cancellationToken);
        }
    }

    /// <summary>Runs a statement once for each of many rows, in one transaction.</summary>
    public Task AppendAsync(RowStatement statement, IReadOnlyList<LedgerParameters> rows, CancellationToken cancellationToken) =>
        BoundAsync(token => AppendCoreAsync(statement, rows, token), CallBudget, cancellationToken);

    /// <summary>Runs several statements as one transaction.</summary>
    public Task<T> TransactAsync<T>(
        Func<DbConnection, CancellationToken, Task<T>> work, TimeSpan budget, CancellationToken cancellationToken) =>
        BoundAsync(token => TransactCoreAsync(work, token), budget, cancellationToken);

    /// <summary>Runs statements that cannot be part of a transaction.</summary>
    public Task<T> RunAloneAsync<T>(
        Func<DbConnection, CancellationToken, Task<T>> work, TimeSpan budget, CancellationToken cancellationToken) =>
        BoundAsync(token => ReadCoreAsync(work, token), budget, cancellationToken);

    public abstract bool IsUniqueViolation(Exception exception);

    public abstract bool IsLockTimeout(Exception exception);

    public abstract bool IsSchemaMissing(Exception exception);

    public abstract ValueTask DisposeAsync();

    protected abstract bool IsUnavailable(Exception exception);

    protected abstract Task<T> ReadCoreAsync<T>(Func<DbConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken);

    protected abstract Task<IReadOnlyList<UploadRow>> WriteCoreAsync(LedgerStatement statement, CallLimit limit);

    protected abstract Task<int> AppendCoreAsync(RowStatement statement, IReadOnlyList<LedgerParameters> rows, CancellationToken cancellationToken);

    protected abstract Task<T> TransactCoreAsync<T>(Func<DbConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken);

    private async Task<T> BoundAsync<T>(Func<CancellationToken, Task<T>> call, TimeSpan budget, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(budget);
        try
        {
            return await call(limit.Token).WaitAsync(budget + Grace, CancellationToken.None);
        }
        catch (Exception exception) when (IsTimeout(exception, limit.IsCancellationRequested) || IsAway(exception))
        {
            throw Unavailable(exception, cancellationToken);
        }
    }

    private static bool IsTimeout(Exception exception, bool isOver) => exception is TimeoutException || (exception is OperationCanceledException && isOver);

    private bool IsAway(Exception exception) => IsUnavailable(exception) || IsSchemaMissing(exception);

    private static LedgerUnavailableException Unavailable(Exception exception, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return exception is TimeoutException or OperationCanceledException
            ? new LedgerUnavailableException("The ledger's database did not answer in time.", exception)
            : new LedgerUnavailableException("The ledger's database is unavailable.", exception);
    }
}
