using SignGateway.Storage.Ledger;
using SignGateway.Storage.Migrations;
using SignGateway.Tickets;

namespace LedgerBench;

/// <summary>
/// A ledger with a number of rows: ordinary owners have about a thousand each at any size, and one heavy owner has one in a hundred of all,
/// though enough for full pages.
/// </summary>
internal sealed class SizedLedger(LedgerDatabase database, string connectionString, long rows) : IAsyncDisposable
{
    public const string HeavyOwner = "user-heavy";

    private const long RowsPerOwner = 1000;

    public LedgerDatabase Database => database;

    public string ConnectionString => connectionString;

    public SqlUploadLedger Ledger { get; } = new(database, TimeProvider.System);

    public long Rows => rows;

    /// <summary>Every so many rows one is the heavy owner's.</summary>
    public long HeavyStep { get; } = rows / Math.Max(rows / 100, 3000);

    public long Owners => (rows - rows / HeavyStep) / RowsPerOwner;

    public Task MigrateAsync() => new LedgerMigrator(database).MigrateAsync(CancellationToken.None);

    /// <summary>An ordinary owner; the number may be any.</summary>
    public string Owner(int number) => $"user-{number % Owners}";

    /// <summary>The id of a row or close to it, as a cursor that leads half-way into the ledger.</summary>
    public UploadId HalfWay => UploadId.Parse($"00{rows / 2:x8}0000000000000000");

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
