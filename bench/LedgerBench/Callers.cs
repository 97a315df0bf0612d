using System.Collections.Concurrent;
using System.Diagnostics;
using SignGateway.Uploads;

namespace LedgerBench;

/// <summary>Many callers at once, each of which waits for its answer before it asks again.</summary>
internal static class Callers
{
    public const int Many = 64;

    // As many as a request may ask for.
    private const int Batch = 100;

    private const int Attempts = 10;

    /// <summary>Notes uploads that have not been recorded yet, and returns what their callbacks would record.</summary>
    public static async Task<IReadOnlyList<UploadRecord>> NoteAsync(IUploadLedger ledger, int count, Func<int, string> owner)
    {
        var granted = Enumerable.Range(0, count).Select(index => SampleUploads.Granted(owner(index))).ToList();
        foreach (var batch in granted.Chunk(Batch))
            await UntilDoneAsync(() => ledger.NoteAsync(batch, null, CancellationToken.None));
        return [.. granted.Select(SampleUploads.Stored)];
    }

    /// <summary>Does something to uploads, each once; how many a second.</summary>
    public static async Task<double> EachAsync(IReadOnlyList<UploadRecord> uploads, int callers, Func<UploadRecord, Task> call)
    {
        var waiting = new ConcurrentQueue<UploadRecord>(uploads);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(CallAsync)));
        return uploads.Count / watch.Elapsed.TotalSeconds;

        async Task CallAsync()
        {
            while (waiting.TryDequeue(out var upload))
                await UntilDoneAsync(() => call(upload));
        }
    }

    // A call that a busy machine made too long comes again, as a client's would; its time counts.
    private static async Task UntilDoneAsync(Func<Task> call)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await call();
                return;
            }
            catch (LedgerUnavailableException) when (attempt < Attempts)
            {
            }
        }
    }
}
