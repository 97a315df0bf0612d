using System.Text;
using Dapper;
using SignGateway.Events.Outbox;
using SignGateway.Forwarding;
using SignGateway.Privacy;
using SignGateway.Storage.Ledger;
using SignGateway.Storage.Tests.Events;
using SignGateway.Tickets;
using SignGateway.Uploads;
using SignGateway.Uploads.Audit;
using SignGateway.Uploads.History;
using SignGateway.Uploads.Quotas;

namespace SignGateway.Storage.Tests.Privacy;

/// <summary>What every store that erases users promises.</summary>
public abstract class PersonalDataContract
{
    private static readonly DateTimeOffset Over = Uploads.Now.AddDays(2);

    private readonly string _owner = Uploads.NewOwner();
    private readonly string _file = $"passport-{Guid.NewGuid():N}.png";
    private readonly string _var = $"var-{Guid.NewGuid():N}";
    private readonly string _address = $"ip-{Guid.NewGuid():N}";

    private protected abstract StorageUnderTest Storage { get; }

    protected abstract string TablesSql { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IPersonalData Data => Storage.Get<IPersonalData>();

    [Fact]
    public async Task an_erased_upload_keeps_its_id_and_nothing_else()
    {
        var stored = await StoreAsync();
        await NoteBesideAsync(stored.Id);

        Assert.Equal(new UploadTraces(0, 1, 1), await Data.CountAsync(stored.Id, Token));
        Assert.Equal(new UploadTraces(0, 1, 1), await Data.EraseAsync(stored, Over, Uploads.Now, Token));

        var erased = (await Storage.Ledger.FindAsync(stored.Id, Token))!;
        Assert.True(erased.IsErased);
        Assert.Equal(UploadState.Deleted, erased.State);
        Assert.Equal((stored.Bucket, stored.Key, Over), (erased.Bucket, erased.Key, erased.LookAt));
        Assert.Equal(("", null, null, null), (erased.FileName, erased.Size, erased.ETag, erased.Answer));
        Assert.Empty(erased.Vars);
        Assert.Empty(erased.ClientVars);
        Assert.Empty(await Storage.Ledger.ListAsync(new UploadQuery(_owner, 10, null, null, null), Token));
        await AssertForgottenAsync();
    }

    [Fact]
    public async Task a_record_that_went_on_is_left_as_it_is()
    {
        var stored = await StoreAsync();
        Assert.True(await Storage.Ledger.ReplaceAsync(stored, stored with { Evidence = Evidence.Object }, Token));

        Assert.Null(await Data.EraseAsync(stored, Over, Uploads.Now, Token));

        Assert.Equal(_owner, (await Storage.Ledger.FindAsync(stored.Id, Token))!.Owner);
    }

    [Theory]
    [InlineData(UploadState.Issued)]
    [InlineData(UploadState.Stored)]
    [InlineData(UploadState.Expired)]
    [InlineData(UploadState.Rejected)]
    [InlineData(UploadState.Deleted)]
    public async Task nothing_is_recorded_of_it_any_more(UploadState state)
    {
        var upload = await InAsync(state);
        await Data.EraseAsync(upload, Over, Uploads.Now, Token);

        var outcome = await Storage.Ledger.RecordAsync(Granted(upload).AsStored() with { Evidence = Evidence.Object }, Token);

        Assert.False(outcome.First);
        Assert.True(outcome.Upload.IsErased);
        Assert.Null(outcome.Upload.Answer);
        await AssertForgottenAsync();
    }

    [Fact]
    public async Task nothing_is_recorded_below_a_directory_whose_grant_is_erased()
    {
        var grant = await NoteDirectoryAsync();
        Assert.True((await Storage.Ledger.RecordAsync(Below(grant, $"{_file}"), Token)).First);
        var first = (await Storage.Ledger.ListAsync(new UploadQuery(_owner, 10, null, null, null), Token)).Single();

        await Data.EraseAsync(grant, Over, Uploads.Now, Token);
        await Data.EraseAsync(first, null, Uploads.Now, Token);

        foreach (var name in new[] { _file, $"late {_file}" })
        {
            var late = await Storage.Ledger.RecordAsync(Below(grant, name), Token);
            Assert.False(late.First);
            Assert.Null(late.Upload.Answer);
        }

        Assert.Equal(UploadState.Prefix, (await Storage.Ledger.FindAsync(grant.Id, Token))!.State);
        await AssertForgottenAsync();
    }

    [Fact]
    public async Task below_a_directory_whose_grant_nobody_knows_is_recorded_as_ever()
    {
        var grant = Granted() with { Key = $"uploads/{Guid.NewGuid():N}/", State = UploadState.Prefix };

        Assert.True((await Storage.Ledger.RecordAsync(Below(grant, "a.png"), Token)).First);
        Assert.False((await Storage.Ledger.RecordAsync(Below(grant, "a.png"), Token)).First);
    }

    [Fact]
    public async Task history_that_comes_late_is_not_kept()
    {
        var (erased, kept) = (await StoreAsync(), await StoreAsync());
        await Data.EraseAsync(erased, Over, Uploads.Now, Token);

        await NoteBesideAsync(erased.Id);
        await NoteBesideAsync(kept.Id);

        var history = Storage.Get<IUploadHistory>();
        Assert.Empty(await history.ListAsync(erased.Id, 10, Token));
        Assert.Single(await history.ListAsync(kept.Id, 10, Token));
    }

    [Fact]
    public async Task its_deletion_is_told_without_a_word_of_whose_it_was_and_its_past_no_more()
    {
        var events = new EventsUnderTest();
        await using var storage = Storage.Telling(events.Plan);
        var stored = (await storage.Ledger.RecordAsync(Granted().AsStored() with { Evidence = Evidence.Object }, Token)).Upload;
        var data = storage.Get<IPersonalData>();

        Assert.Equal(1, (await data.EraseAsync(stored, Over, Uploads.Now, Token))!.Events);

        var told = Assert.Single((await storage.Get<IEventOutbox>().TakeDueAsync(events.All, Uploads.Now.AddYears(1), Uploads.Now.AddYears(2), 10, Token)).Events);
        Assert.Equal((stored.Id, UploadState.Deleted, "", ""), (told.Upload.Id, told.Upload.State, told.Upload.Owner, told.Upload.FileName));
        await AssertForgottenAsync();
    }

    [Fact]
    public async Task a_deletion_that_was_told_before_says_no_longer_whose_it_was()
    {
        var events = new EventsUnderTest();
        await using var storage = Storage.Telling(events.Plan);
        var stored = (await storage.Ledger.RecordAsync(Granted().AsStored() with { Evidence = Evidence.Object }, Token)).Upload;
        await storage.Ledger.ReplaceAsync(stored, stored with { State = UploadState.Deleted }, Token);
        var deleted = (await storage.Ledger.FindAsync(stored.Id, Token))!;

        Assert.Equal(2, (await storage.Get<IPersonalData>().EraseAsync(deleted, Over, Uploads.Now, Token))!.Events);

        var told = Assert.Single((await storage.Get<IEventOutbox>().TakeDueAsync(events.All, Uploads.Now.AddYears(1), Uploads.Now.AddYears(2), 10, Token)).Events);
        Assert.Equal((UploadState.Deleted, ""), (told.Upload.State, told.Upload.Owner));
        await AssertForgottenAsync();
    }

    [Fact]
    public async Task keys_sums_and_audit_name_the_user_no_more()
    {
        var other = Uploads.NewOwner();
        await Storage.Ledger.NoteAsync([Granted()], LastingNote(_owner), Token);
        await Storage.Ledger.NoteAsync([Uploads.Granted(other)], LastingNote(other), Token);
        await CountAsync();
        var stored = await StoreAsync();
        await AuditAsync(_owner, "elsewhere");
        await AuditAsync(other, stored.Id.ToString());
        foreach (var upload in await Storage.Ledger.ListAsync(new UploadQuery(_owner, 200, null, null, null), Token))
            await Data.EraseAsync(upload, Over, Uploads.Now, Token);

        var before = await Data.CountUserAsync(_owner, Token);
        var erased = await Data.EraseUserAsync(_owner, "erased:1234", Token);

        Assert.Equal(new UserTraces(0, 1, 1, 1), before);
        Assert.Equal(new UserTraces(0, 1, 1, 2), erased);
        Assert.True((await Data.CountUserAsync(_owner, Token)).IsEmpty);
        Assert.Equal(new UserTraces(1, 1, 0, 1), await Data.CountUserAsync(other, Token));
        var done = (await Storage.Get<IAuditStore>().ListAsync(200, null, Token)).First(entry => entry.Target == stored.Id.ToString());
        Assert.Equal(["state"], done.Before!.Keys);
        await AssertForgottenAsync();
    }

    [Fact]
    public async Task a_sum_that_still_counts_something_stays_right()
    {
        await CountAsync();
        var uploads = await Storage.Ledger.ListAsync(new UploadQuery(_owner, 200, null, UploadState.Stored, null), Token);

        await Data.EraseAsync(uploads[0], Over, Uploads.Now, Token);
        await Data.EraseUserAsync(_owner, "erased:1234", Token);

        Assert.Equal(uploads.Count - 1 + 1, await UsedAsync());
        Assert.Equal(1, (await Data.CountUserAsync(_owner, Token)).Sums);
    }

    /// <summary>Reads every column of every table.</summary>
    private async Task AssertForgottenAsync()
    {
        var dump = await DumpAsync();
        Assert.Contains("uploads/", dump, StringComparison.Ordinal);
        foreach (var trace in new[] { _owner, _file, _var, _address })
            Assert.DoesNotContain(trace, dump, StringComparison.Ordinal);
    }

    private Task<string> DumpAsync() => Storage.Get<LedgerDatabase>().ReadAsync(
        async (connection, token) =>
        {
            var dump = new StringBuilder();
            foreach (var table in await connection.QueryAsync<string>(new CommandDefinition(TablesSql, cancellationToken: token)))
            {
                foreach (var row in (await connection.QueryAsync(new CommandDefinition($"SELECT * FROM {table}", cancellationToken: token))).Cast<IDictionary<string, object>>())
                    dump.AppendJoin(' ', row.Values).Append('\n');
            }

            return dump.ToString();
        },
        TimeSpan.FromSeconds(30),
        Token);

    private UploadRecord Granted() => Uploads.Granted(_owner) with { FileName = _file, Vars = new Dictionary<string, string> { ["secret"] = _var } };

    private UploadRecord Granted(UploadRecord upload) => Granted() with { Id = upload.Id, Key = upload.Key };

    private async Task<UploadRecord> StoreAsync()
    {
        var stored = Granted().AsStored() with { ClientVars = new Dictionary<string, string> { ["phone"] = _var } };
        return (await Storage.Ledger.RecordAsync(stored with { Answer = $$"""{"userId":"{{_owner}}"}""" }, Token)).Upload;
    }

    private async Task<UploadRecord> InAsync(UploadState state)
    {
        var granted = Granted();
        await Storage.Ledger.NoteAsync([granted], null, Token);
        var noted = (await Storage.Ledger.FindAsync(granted.Id, Token))!;
        if (state != UploadState.Issued)
            await Storage.Ledger.ReplaceAsync(noted, noted with { State = state, Answer = _owner }, Token);
        return (await Storage.Ledger.FindAsync(granted.Id, Token))!;
    }

    private async Task<UploadRecord> NoteDirectoryAsync()
    {
        var grant = Granted() with { Key = $"uploads/{Guid.NewGuid():N}/", State = UploadState.Prefix };
        await Storage.Ledger.NoteAsync([grant], null, Token);
        return (await Storage.Ledger.FindAsync(grant.Id, Token))!;
    }

    private UploadRecord Below(UploadRecord grant, string name) => Granted().AsStored() with
    {
        Id = UploadId.Under(grant.Id, grant.Key + name), PrefixGrant = grant.Id, Key = grant.Key + name, Answer = _owner,
    };

    private async Task NoteBesideAsync(UploadId id)
    {
        var entry = new HistoryEntry(id, Uploads.Now, "replica", Random.Shared.NextInt64(), HistoryEvents.Callback, new Dictionary<string, string> { ["clientIp"] = _address });
        await Storage.Get<IUploadHistory>().AppendAsync([entry], Token);
        await Storage.Get<IForwardedAnswers>().KeepAsync(id, "content", new ForwardedAnswer($$"""{"for":"{{_owner}}"}""", null), Token);
    }

    private Task AuditAsync(string who, string target)
    {
        // In none of the years that the audit log's own tests list.
        var at = new DateTimeOffset(2380, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(Random.Shared.Next(1_200_000_000));
        var facts = new Dictionary<string, string> { ["state"] = "stored", ["etag"] = _var };
        return Storage.Get<IAuditStore>().AppendAsync(new AuditEntry(AuditId.Create((at - DateTimeOffset.UnixEpoch).Ticks / 10), at, who, AuditActions.Delete, target, target == "elsewhere" ? null : facts, null), Token);
    }

    // So many that they are summed up.
    private async Task CountAsync()
    {
        for (var number = 0; number < 70; number++)
            await Storage.Ledger.RecordAsync(Granted().AsStored() with { Size = 1 }, Token);
        Assert.IsType<NoteOutcome.Noted>(await Storage.Ledger.NoteWithinAsync([Granted()], null, Check(null), Token));
    }

    private async Task<long> UsedAsync() =>
        Assert.IsType<NoteOutcome.OverQuota>(await Storage.Ledger.NoteWithinAsync([Granted()], null, Check(1), Token)).Excess.Used;

    private static QuotaCheck Check(long? count) => new([new UploadQuota("default", null, count, null, 0)], [new Reservation(1, 1)], Uploads.Now);

    // Later claims in the same database, those of other tests too, clear away what has ended by their own time.
    private static IdempotencyNote LastingNote(string owner) => Uploads.Note(owner) with { ExpiresAt = Uploads.Now.AddYears(100) };
}
