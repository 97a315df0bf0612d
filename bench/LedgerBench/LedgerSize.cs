using System.Diagnostics;

namespace LedgerBench;

/// <summary>Asks a small ledger and a large one the same, in turn, and compares the medians.</summary>
internal sealed class LedgerSize(SizedLedger small, SizedLedger large)
{
    private const int Calls = 300;
    private const int WarmUpCalls = 30;
    private const int Rounds = 7;

    // They stay, so that the small ledger must not get too many.
    private const int UploadsPerRound = 2_000;

    public async Task RunAsync()
    {
        Console.WriteLine($"{"",-34}{small.Rows,12} rows{large.Rows,12} rows   ratio   rows an answer");
        foreach (var operation in Operation.All)
            await CompareAsync(operation);
        foreach (var callers in (int[])[1, Callers.Many])
        {
            var many = callers == 1 ? "1 caller" : $"{callers} callers";
            await CompareWritesAsync($"note of a grant, {many}", sized => NoteAsync(sized, callers));
            await CompareWritesAsync($"callback, {many}", sized => RecordAsync(sized, callers));
        }
    }

    private async Task CompareAsync(Operation operation)
    {
        List<double> smalls = [], larges = [];
        var (smallRows, largeRows) = (0, 0);
        for (var call = 0; call < WarmUpCalls + Calls; call++)
        {
            var (inSmall, inLarge) = (await TimeAsync(operation, small, call), await TimeAsync(operation, large, call));
            if (call < WarmUpCalls)
                continue;
            smalls.Add(inSmall.Milliseconds);
            larges.Add(inLarge.Milliseconds);
            smallRows += inSmall.Rows;
            largeRows += inLarge.Rows;
        }

        Print(operation.Name, smalls.Median(), larges.Median(), $"{(double)smallRows / Calls:F0} and {(double)largeRows / Calls:F0}");
    }

    private async Task CompareWritesAsync(string name, Func<SizedLedger, Task<double>> write)
    {
        List<double> smalls = [], larges = [];
        // The first round only warms up.
        for (var round = 0; round <= Rounds; round++)
        {
            smalls.Add(await write(small));
            larges.Add(await write(large));
        }

        Print(name, smalls.Skip(1).Median(), larges.Skip(1).Median(), "1 and 1");
    }

    // Milliseconds a note, each by itself as one sign request makes it; with many callers, of the whole ledger's time.
    private static async Task<double> NoteAsync(SizedLedger sized, int callers)
    {
        var grants = Enumerable.Range(0, UploadsPerRound).Select(index => SampleUploads.Granted(sized.Owner(index))).ToList();
        return 1000 / await Callers.EachAsync(grants, callers, grant => sized.Ledger.NoteAsync([grant], null, CancellationToken.None));
    }

    // The same of records.
    private static async Task<double> RecordAsync(SizedLedger sized, int callers)
    {
        var uploads = await Callers.NoteAsync(sized.Ledger, UploadsPerRound, sized.Owner);
        return 1000 / await Callers.EachAsync(uploads, callers, upload => sized.Ledger.RecordAsync(upload, CancellationToken.None));
    }

    private static async Task<(double Milliseconds, int Rows)> TimeAsync(Operation operation, SizedLedger sized, int call)
    {
        var start = Stopwatch.GetTimestamp();
        var rows = await operation.CallAsync(sized, call);
        return (Stopwatch.GetElapsedTime(start).TotalMilliseconds, rows);
    }

    private static void Print(string name, double small, double large, string rows) =>
        Console.WriteLine($"{name,-34}{small,14:F3} ms{large,14:F3} ms{large / small,8:F2}   {rows}");
}
