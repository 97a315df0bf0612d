using SignGateway.Uploads;

namespace SignGateway.Storage.Tests.Ledger;

/// <summary>What every ledger promises about taking what is due. Needs a ledger that no other test writes to.</summary>
public abstract class DueContract
{
    private static readonly DateTimeOffset Now = Uploads.Now.AddDays(1);

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected abstract IUploadLedger Ledger { get; }

    [Fact]
    public async Task takes_what_is_due_the_longest_due_first_and_only_once()
    {
        var grants = Enumerable.Range(0, 5).Select(minutes => Uploads.Granted() with { LookAt = Now.AddMinutes(-minutes) }).ToList();
        var later = Uploads.Granted() with { LookAt = Now.AddMilliseconds(1) };
        var never = Uploads.Granted();
        await Ledger.NoteAsync([.. grants, later, never], null, Token);

        var first = await TakeAsync(Now, 3);
        var second = await TakeAsync(Now, 3);

        Assert.Equal([grants[4].Id, grants[3].Id, grants[2].Id], first.Select(upload => upload.Id).OrderBy(id => grants.FindIndex(grant => grant.Id == id)).Reverse());
        Assert.Equal([grants[0].Id, grants[1].Id], second.Select(upload => upload.Id).Order());
        Assert.Empty(await TakeAsync(Now, 3));
        Assert.Equal(later.Id, Assert.Single(await TakeAsync(Now.AddMilliseconds(1), 3)).Id);
    }

    [Fact]
    public async Task tells_when_the_first_look_is_due_whoever_has_it()
    {
        Assert.Null(await Ledger.FirstDueAsync(Token));
        await Ledger.NoteAsync([Uploads.Granted() with { LookAt = Now.AddMinutes(1) }, Uploads.Granted() with { LookAt = Now }, Uploads.Granted()], null, Token);
        Assert.Equal(Now, await Ledger.FirstDueAsync(Token));
        await TakeAsync(Now.AddSeconds(1), 10);
        Assert.Equal(Now.AddMinutes(1), await Ledger.FirstDueAsync(Token));
    }

    [Fact]
    public async Task gives_what_it_took_to_others_once_the_lease_is_over()
    {
        var due = Uploads.Granted() with { LookAt = Now };
        await Ledger.NoteAsync([due], null, Token);
        await TakeAsync(Now, 10);

        Assert.Empty(await TakeAsync(Now.AddMinutes(2).AddMilliseconds(-1), 10));
        Assert.Single(await TakeAsync(Now.AddMinutes(2), 10));
    }

    [Fact]
    public async Task many_replicas_at_once_take_nothing_twice()
    {
        var grants = Enumerable.Range(0, 60).Select(_ => Uploads.Granted() with { LookAt = Now }).ToList();
        await Ledger.NoteAsync(grants, null, Token);

        var taken = new List<UploadRecord>();
        while (taken.Count < grants.Count)
            taken.AddRange((await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => TakeAsync(Now, 5)))).SelectMany(some => some));

        Assert.Equal(grants.Select(grant => grant.Id), taken.Select(upload => upload.Id).Order());
    }

    [Fact]
    public async Task whoever_took_it_first_and_was_too_slow_changes_nothing()
    {
        await Ledger.NoteAsync([Uploads.Granted() with { LookAt = Now }], null, Token);
        var slow = Assert.Single(await TakeAsync(Now, 1));
        var next = Assert.Single(await TakeAsync(Now.AddMinutes(2), 1));

        Assert.False(await Ledger.ReplaceAsync(slow, slow with { State = UploadState.Expired, LookAt = null }, Token));
        Assert.True(await Ledger.ReplaceAsync(next, next with { LookAt = null }, Token));
    }

    private Task<IReadOnlyList<UploadRecord>> TakeAsync(DateTimeOffset now, int limit) => Ledger.TakeDueAsync(now, now.AddMinutes(2), limit, Token);
}
