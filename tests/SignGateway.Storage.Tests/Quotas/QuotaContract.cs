using SignGateway.Tickets;
using SignGateway.Uploads;
using SignGateway.Uploads.Quotas;

namespace SignGateway.Storage.Tests.Quotas;

/// <summary>What every ledger promises of quotas.</summary>
public abstract class QuotaContract
{
    private const long Size = 1000;

    private readonly string _owner = Uploads.NewOwner();

    protected abstract IUploadLedger Ledger { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(QuotaKind.Pending, 3, 2)]
    [InlineData(QuotaKind.Count, 3, 2)]
    [InlineData(QuotaKind.Bytes, 3 * Size, 2 * Size)]
    public async Task grants_are_noted_up_to_the_limit_and_then_refused_with_what_is_used(QuotaKind kind, long limit, long beforeLast)
    {
        var quota = Limited(kind, limit);
        var first = Granted();
        await NoteAsync(quota, first);
        await NoteAsync(quota, Granted());
        Assert.Equal(new QuotaExcess("default", kind, limit, beforeLast, 1, first.ExpiresAt), await RefusedAsync(quota, Granted(), Granted()));
        await NoteAsync(quota, Granted());

        Assert.Equal(limit, (await RefusedAsync(quota, Granted())).Used);
    }

    [Fact]
    public async Task a_batch_is_noted_whole_or_not_at_all()
    {
        var quota = Limited(QuotaKind.Pending, 4);
        await NoteAsync(quota, Granted(), Granted());
        UploadRecord[] batch = [Granted(), Granted(), Granted()];

        var excess = await RefusedAsync(quota, batch);

        Assert.Equal((2, 2), (excess.Index, excess.Used));
        foreach (var grant in batch)
            Assert.Null(await Ledger.FindAsync(grant.Id, Token));
        await NoteAsync(quota, batch[..2]);
    }

    [Fact]
    public async Task of_a_batch_over_profiles_each_fits_into_its_own_quota_or_none_is_noted()
    {
        QuotaCheck Check(int grants) => new([Limited(QuotaKind.Pending, 2) with { Profile = "b" }, Limited(QuotaKind.Count, 1) with { Profile = "a" }], [.. Enumerable.Repeat(new Reservation(1, Size), grants)], Now);
        UploadRecord[] tooMany = [Granted() with { Profile = "c" }, Granted() with { Profile = "b" }, Granted() with { Profile = "a" }, Granted() with { Profile = "a" }];

        var refused = Assert.IsType<NoteOutcome.OverQuota>(await Ledger.NoteWithinAsync(tooMany, null, Check(4), Token)).Excess;
        Assert.Equal(("a", QuotaKind.Count, 3), (refused.Profile, refused.Kind, refused.Index));
        foreach (var grant in tooMany)
            Assert.Null(await Ledger.FindAsync(grant.Id, Token));

        Assert.IsType<NoteOutcome.Noted>(await Ledger.NoteWithinAsync(tooMany[..3], null, Check(3), Token));
        foreach (var grant in tooMany[..3])
            Assert.NotNull(await Ledger.FindAsync(grant.Id, Token));
    }

    [Fact]
    public async Task an_idempotency_key_reserves_once_and_a_refused_one_stays_free()
    {
        var quota = Limited(QuotaKind.Pending, 2);
        var first = Granted();
        Assert.IsType<NoteOutcome.Noted>(await Ledger.NoteWithinAsync([first], Uploads.Note(_owner), Check(quota, 1), Token));
        await NoteAsync(quota, Granted());

        for (var time = 0; time < 3; time++)
            Assert.Equal(first.Id, Assert.Single(Assert.IsType<NoteOutcome.Repeated>(await Ledger.NoteWithinAsync([Granted()], Uploads.Note(_owner), Check(quota, 1), Token)).Uploads).Id);
        Assert.IsType<NoteOutcome.OverQuota>(await Ledger.NoteWithinAsync([Granted()], Uploads.Note(_owner, "key-2"), Check(quota, 1), Token));
        Assert.True(await Ledger.ReplaceAsync(first, first with { State = UploadState.Deleted }, Token));
        Assert.IsType<NoteOutcome.Noted>(await Ledger.NoteWithinAsync([Granted()], Uploads.Note(_owner, "key-2"), Check(quota, 1), Token));
    }

    [Fact]
    public async Task a_grant_that_has_ended_holds_nothing()
    {
        var quota = Limited(QuotaKind.Pending, 1);
        var granted = Granted();
        await NoteAsync(quota, granted);

        Assert.IsType<NoteOutcome.OverQuota>(await Ledger.NoteWithinAsync([Granted()], null, Check(quota, 1) with { Now = granted.ExpiresAt.AddMilliseconds(-1) }, Token));
        Assert.IsType<NoteOutcome.Noted>(await Ledger.NoteWithinAsync([Granted()], null, Check(quota, 1) with { Now = granted.ExpiresAt }, Token));
    }

    [Fact]
    public async Task what_is_stored_counts_with_its_own_size_and_is_pending_no_more()
    {
        var quota = new UploadQuota("default", 1, 3, 2000, 0);
        var granted = Granted();
        await NoteAsync(quota, granted);
        Assert.Equal(QuotaKind.Pending, (await RefusedAsync(quota, Granted())).Kind);

        await Ledger.RecordAsync(granted.AsStored() with { Size = 300 }, Token);

        await NoteAsync(quota, Granted());
        Assert.Equal((QuotaKind.Pending, 1), (await RefusedAsync(quota, Granted())).Pair());
        Assert.Equal((QuotaKind.Bytes, 1300), (await RefusedAsync(quota with { Pending = null }, Granted())).Pair());
        Assert.Equal((QuotaKind.Count, 2), (await RefusedAsync(quota with { Pending = null, Count = 2 }, Granted())).Pair());
    }

    [Theory]
    [InlineData(UploadState.Deleted)]
    [InlineData(UploadState.Rejected)]
    public async Task what_is_deleted_or_rejected_holds_nothing(UploadState end)
    {
        var quota = Limited(QuotaKind.Count, 1);
        var granted = Granted();
        await NoteAsync(quota, granted);
        var stored = (await Ledger.RecordAsync(granted.AsStored(), Token)).Upload;
        await RefusedAsync(quota, Granted());

        await ReplaceAsync(granted.Id, stored => stored with { State = end });

        await NoteAsync(quota, Granted());
    }

    [Fact]
    public async Task what_comes_after_its_grant_has_expired_counts_though_it_is_over_the_limit()
    {
        var quota = Limited(QuotaKind.Count, 1);
        var granted = Granted();
        await NoteAsync(quota, granted);
        await ReplaceAsync(granted.Id, noted => noted with { State = UploadState.Expired });
        await NoteAsync(quota, Granted());

        Assert.True((await Ledger.RecordAsync(granted.AsStored(), Token)).First);

        Assert.Equal(2, (await RefusedAsync(quota with { Count = 2 }, Granted())).Used);
    }

    [Fact]
    public async Task a_directory_takes_what_may_come_of_it_until_it_ends()
    {
        var quota = new UploadQuota("default", null, 10, 10_000, 0);
        var directory = Granted() with { State = UploadState.Prefix, Key = $"dir/{Guid.NewGuid():N}/" };
        var check = new QuotaCheck([quota], [new Reservation(8, 9_000)], Now);
        Assert.IsType<NoteOutcome.Noted>(await Ledger.NoteWithinAsync([directory], null, check, Token));

        Assert.Equal((QuotaKind.Count, 8), Assert.IsType<NoteOutcome.OverQuota>(await Ledger.NoteWithinAsync([Granted()], null, new QuotaCheck([quota], [new Reservation(3, 1)], Now), Token)).Excess.Pair());
        Assert.Equal((QuotaKind.Bytes, 9_000), Assert.IsType<NoteOutcome.OverQuota>(await Ledger.NoteWithinAsync([Granted()], null, new QuotaCheck([quota], [new Reservation(1, 1_001)], Now), Token)).Excess.Pair());
        Assert.IsType<NoteOutcome.Noted>(await Ledger.NoteWithinAsync([Granted()], null, check with { Now = directory.ExpiresAt }, Token));
    }

    [Fact]
    public async Task grants_that_were_noted_without_a_quota_count_as_well()
    {
        await Ledger.NoteAsync([Granted(), Granted() with { Size = null }], null, Token);
        var quota = new UploadQuota("default", null, null, 1, 700);

        Assert.Equal(1000 + 700, (await RefusedAsync(quota, Granted())).Used);
    }

    [Fact]
    public async Task others_and_other_profiles_do_not_count()
    {
        var quota = Limited(QuotaKind.Pending, 1);
        await Ledger.NoteAsync([Uploads.Granted(Uploads.NewOwner()), Granted() with { Profile = "other" }], null, Token);

        await NoteAsync(quota, Granted());
    }

    [Fact]
    public async Task of_many_at_once_exactly_as_many_as_fit_are_noted()
    {
        var quota = Limited(QuotaKind.Pending, 20);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(number => Ledger.NoteWithinAsync(
            [Granted()], number % 10 == 0 ? Uploads.Note(_owner, $"many-{number}") : null, Check(quota, 1), Token)));

        Assert.Equal(20, outcomes.Count(outcome => outcome is NoteOutcome.Noted));
        Assert.Equal(80, outcomes.Count(outcome => outcome is NoteOutcome.OverQuota));
    }

    [Fact]
    public async Task a_note_that_comes_late_changes_nothing()
    {
        var quota = Limited(QuotaKind.Count, 5);
        var granted = Granted();
        await Ledger.RecordAsync(granted.AsStored(), Token);

        Assert.IsType<NoteOutcome.Noted>(await Ledger.NoteWithinAsync([granted], null, Check(quota, 1), Token));

        Assert.Equal(UploadState.Stored, (await Ledger.FindAsync(granted.Id, Token))!.State);
        Assert.Equal(1, (await RefusedAsync(quota with { Count = 1 }, Granted())).Used);
    }

    [Fact]
    public async Task with_hundreds_of_uploads_it_is_the_same_after_every_change()
    {
        var quota = Limited(QuotaKind.Bytes, 1_000_000);
        var stored = new List<UploadRecord>();
        for (var number = 0; number < 300; number++)
        {
            var granted = Granted();
            await NoteAsync(quota, granted);
            stored.Add((await Ledger.RecordAsync(granted.AsStored() with { Size = number }, Token)).Upload);
        }

        Assert.Equal(299 * 300 / 2, await UsedAsync());
        foreach (var upload in stored.Take(100))
            await ReplaceAsync(upload.Id, found => found with { State = UploadState.Deleted });
        await ReplaceAsync(stored[100].Id, found => found with { State = UploadState.Rejected });
        await ReplaceAsync(stored[101].Id, found => found with { Size = 100_000 });
        Assert.Equal((299 * 300 / 2) - (99 * 100 / 2) - 100 + (100_000 - 101), await UsedAsync());

        await Ledger.RecordAsync(stored[100] with { Evidence = Evidence.Object, Size = 7 }, Token);
        Assert.Equal((299 * 300 / 2) - (99 * 100 / 2) - 100 + (100_000 - 101) + 7, await UsedAsync());
    }

    private static DateTimeOffset Now => Uploads.Now;

    private static UploadQuota Limited(QuotaKind kind, long limit) => new(
        "default", kind == QuotaKind.Pending ? limit : null, kind == QuotaKind.Count ? limit : null, kind == QuotaKind.Bytes ? limit : null, 0);

    private UploadRecord Granted() => Uploads.Granted(_owner) with { Size = Size };

    private static QuotaCheck Check(UploadQuota quota, int grants) => new([quota], [.. Enumerable.Repeat(new Reservation(1, Size), grants)], Now);

    private async Task NoteAsync(UploadQuota quota, params UploadRecord[] grants) =>
        Assert.IsType<NoteOutcome.Noted>(await Ledger.NoteWithinAsync(grants, null, Check(quota, grants.Length), Token));

    private async Task<QuotaExcess> RefusedAsync(UploadQuota quota, params UploadRecord[] grants) =>
        Assert.IsType<NoteOutcome.OverQuota>(await Ledger.NoteWithinAsync(grants, null, Check(quota, grants.Length), Token)).Excess;

    private async Task<long> UsedAsync() => (await RefusedAsync(Limited(QuotaKind.Bytes, 1), Granted())).Used;

    private async Task ReplaceAsync(UploadId id, Func<UploadRecord, UploadRecord> change)
    {
        var found = (await Ledger.FindAsync(id, Token))!;
        Assert.True(await Ledger.ReplaceAsync(found, change(found), Token));
    }
}
