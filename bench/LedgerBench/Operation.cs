using SignGateway.Uploads;

namespace LedgerBench;

/// <summary>Something the gateway asks of the ledger, and how many rows it gets. The number is another one at each call, from 0.</summary>
internal sealed record Operation(string Name, Func<SizedLedger, int, Task<int>> CallAsync)
{
    /// <summary>As many as an answer has by default, and the one that tells whether there are more.</summary>
    public const int Page = 51;

    private const int SweepBatch = 100;

    // Fewer than the small ledger has.
    private const int WarmOwners = 5;

    public static readonly IReadOnlyList<Operation> All =
    [
        // Owners nobody has asked for before, whose rows the database has to fetch; those below come round again and again.
        Listing("new owner each time, first page", (ledger, number) => new(ledger.Owner(1000 + number), Page)),
        .. Pages("owner", (ledger, number) => ledger.Owner(number % WarmOwners)),
        .. Pages("heavy owner", (_, _) => SizedLedger.HeavyOwner),
        // Each call takes the same hundred again, a millisecond later.
        new("sweep, 100 due", (ledger, number) => TakeDueAsync(ledger, 1 + number, 2 + number)),
        new("sweep, nothing due", (ledger, _) => TakeDueAsync(ledger, 0, 1)),
    ];

    private static IEnumerable<Operation> Pages(string name, Func<SizedLedger, int, string> owner) =>
    [
        Listing($"{name}, first page", (ledger, number) => new(owner(ledger, number), Page)),
        Listing($"{name}, page half-way", (ledger, number) => new(owner(ledger, number), Page, ledger.HalfWay)),
        Listing($"{name}, stored", (ledger, number) => new(owner(ledger, number), Page, null, UploadState.Stored)),
        Listing($"{name}, stored, half-way", (ledger, number) => new(owner(ledger, number), Page, ledger.HalfWay, UploadState.Stored)),
        Listing($"{name}, expired", (ledger, number) => new(owner(ledger, number), Page, null, UploadState.Expired)),
        Listing($"{name}, expired, half-way", (ledger, number) => new(owner(ledger, number), Page, ledger.HalfWay, UploadState.Expired)),
        Listing($"{name}, rejected (none)", (ledger, number) => new(owner(ledger, number), Page, null, UploadState.Rejected)),
        Listing($"{name}, unused profile", (ledger, number) => new(owner(ledger, number), Page, null, null, "unused")),
    ];

    private static Operation Listing(string name, Func<SizedLedger, int, UploadQuery> query) => new(
        name, async (ledger, number) => (await ledger.Ledger.ListAsync(query(ledger, number), CancellationToken.None)).Count);

    private static async Task<int> TakeDueAsync(SizedLedger ledger, long now, long until) => (await ledger.Ledger.TakeDueAsync(
        DateTimeOffset.FromUnixTimeMilliseconds(now), DateTimeOffset.FromUnixTimeMilliseconds(until), SweepBatch, CancellationToken.None)).Count;
}
