using System.Collections.Concurrent;
using SignGateway.TestServers;
using SignGateway.Uploads;

namespace SignGateway.Storage.Tests.Ledger;

/// <summary>What callers see while PostgreSQL is away; every server here is the test's own.</summary>
public sealed class PostgreSqlOutageTests
{
    // Only ends a test that would hang; the ledger's own limit is far below.
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_killed_server_loses_nothing_acknowledged_and_is_used_again_once_it_is_back()
    {
        using var server = await PostgresServer.StartAsync();
        await using var storage = await StorageUnderTest.OnPostgreSql(await server.CreateDatabaseAsync()).MigratedAsync();
        var acknowledged = new ConcurrentBag<UploadRecord>();
        var someWritten = new TaskCompletionSource();

        var writers = Enumerable.Range(0, 4).Select(async _ => await Assert.ThrowsAsync<LedgerUnavailableException>(async () =>
        {
            while (true)
            {
                var stored = Uploads.Granted().AsStored();
                await storage.Ledger.RecordAsync(stored, Token).WaitAsync(Hang, Token);
                acknowledged.Add(stored);
                if (acknowledged.Count > 50)
                    someWritten.TrySetResult();
            }
        })).ToList();
        await someWritten.Task.WaitAsync(Hang, Token);
        await server.KillAsync();
        await Task.WhenAll(writers);

        await server.StartAgainAsync();
        await UntilAvailableAsync(storage.Ledger);
        foreach (var stored in acknowledged)
            SameUpload.Check(stored, await storage.Ledger.FindAsync(stored.Id, Token));
        Assert.True((await storage.Ledger.RecordAsync(Uploads.Granted().AsStored(), Token)).First);
    }

    [Fact]
    public async Task a_silent_server_is_unavailable_and_used_again_once_it_speaks()
    {
        using var server = await PostgresServer.StartAsync();
        await using var storage = await StorageUnderTest.OnPostgreSql(await server.CreateDatabaseAsync()).MigratedAsync();
        await storage.Ledger.ProbeAsync(Token);

        await server.FreezeAsync();
        foreach (var call in AllCalls(storage.Ledger))
            await Assert.ThrowsAsync<LedgerUnavailableException>(() => call().WaitAsync(Hang, Token));

        await server.ThawAsync();
        await UntilAvailableAsync(storage.Ledger);
    }

    [Fact]
    public async Task a_server_that_is_not_there_is_unavailable_to_every_call_and_repeats_no_password()
    {
        await using var storage = StorageUnderTest.OnPostgreSql(
            $"Host=127.0.0.1;Port={FreePort.Next()};Username=gateway;Password=hunter2;Database=gateway");

        foreach (var call in AllCalls(storage.Ledger).Append(() => storage.Migrator.IsCurrentAsync(Token)))
        {
            var exception = await Assert.ThrowsAsync<LedgerUnavailableException>(() => call().WaitAsync(Hang, Token));
            Assert.DoesNotContain("hunter2", exception.ToString(), StringComparison.Ordinal);
        }
    }

    private static IEnumerable<Func<Task>> AllCalls(IUploadLedger ledger)
    {
        var granted = Uploads.Granted();
        yield return () => ledger.NoteAsync([granted], null, Token);
        yield return () => ledger.NoteAsync([granted], Uploads.Note("user-1"), Token);
        yield return () => ledger.RecordAsync(granted.AsStored(), Token);
        yield return () => ledger.FindAsync(granted.Id, Token);
        yield return () => ledger.ListAsync(new UploadQuery("user-1", 10), Token);
        yield return () => ledger.ReplaceAsync(granted, granted, Token);
        yield return () => ledger.ProbeAsync(Token);
    }

    private static Task UntilAvailableAsync(IUploadLedger ledger) => Patience.UntilAsync("the ledger to work again", async () =>
    {
        try
        {
            await ledger.ProbeAsync(Token);
            return true;
        }
        catch (LedgerUnavailableException)
        {
            return false;
        }
    });
}
