using System.Collections.Concurrent;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Storage.Tests.Migrations;

/// <summary>What replicas of an old build may rely on while a new one migrates, and the new one on what they write.</summary>
public abstract class RollingUpdateContract
{
    private const int Writers = 4;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task an_old_replica_writes_on_while_a_new_one_migrates_and_the_new_one_sweeps_what_it_wrote()
    {
        await using var old = await OpenAsync();
        await using var current = await OpenAsync();
        Assert.Equal(["0001_uploads.sql"], await old.Migrator.MigrateAsync(upTo: 1, Token));
        var written = new ConcurrentBag<UploadRecord>();
        using var enough = new CancellationTokenSource();
        var before = WaitFor(written, 100);

        var writers = Enumerable.Range(0, Writers).Select(_ => WriteAsync(new OldReplica(old), written, enough.Token)).ToList();
        await before;
        Assert.Equal(["0002_looks.sql", "0003_looks_index.sql", "0004_prefix_grants.sql", "0005_filters_index.sql"], await current.Migrator.MigrateAsync(Token));
        await WaitFor(written, written.Count + 100);
        await enough.CancelAsync();
        await Task.WhenAll(writers);

        Assert.True(await old.Migrator.IsCurrentAsync(Token));
        Assert.Equal(written.Select(upload => upload.Id).Order(), (await TakeAllAsync(current.Ledger)).Order());
        foreach (var upload in written)
            Assert.Equal(upload.State, (await current.Ledger.FindAsync(upload.Id, Token))!.State);
    }

    private protected abstract Task<StorageUnderTest> OpenAsync();

    // Every other upload is recorded as well; none of the writes may fail.
    private static async Task WriteAsync(OldReplica replica, ConcurrentBag<UploadRecord> written, CancellationToken enough)
    {
        for (var index = 0; !enough.IsCancellationRequested; index++)
        {
            var granted = Uploads.Granted();
            await replica.NoteAsync(granted, Token);
            if (index % 2 == 0)
                await replica.RecordAsync(granted.AsStored(), Token);
            written.Add(index % 2 == 0 ? granted.AsStored() : granted);
        }
    }

    private static Task WaitFor(ConcurrentBag<UploadRecord> written, int count) =>
        TestServers.Patience.UntilAsync($"{count} writes", () => Task.FromResult(written.Count >= count));

    private static async Task<List<UploadId>> TakeAllAsync(IUploadLedger ledger)
    {
        var taken = new List<UploadId>();
        while (await ledger.TakeDueAsync(Uploads.Now, Uploads.Now.AddDays(1), 100, Token) is { Count: > 0 } some)
            taken.AddRange(some.Select(upload => upload.Id));
        return taken;
    }
}
