using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Storage.Tests.Ledger;

/// <summary>What every ledger promises about noting, recording and deleting one upload.</summary>
public abstract class UploadLedgerContract
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected abstract IUploadLedger Ledger { get; }

    [Fact]
    public async Task finds_a_note_as_it_was_noted()
    {
        var granted = Uploads.Granted();

        Assert.IsType<NoteOutcome.Noted>(await Ledger.NoteAsync([granted], null, Token));

        SameUpload.Check(granted, await Ledger.FindAsync(granted.Id, Token));
    }

    [Fact]
    public async Task finds_nothing_under_an_unknown_id() =>
        Assert.Null(await Ledger.FindAsync(UploadId.Create(Uploads.Now), Token));

    [Fact]
    public async Task a_note_under_a_prefix_grant_keeps_the_grant()
    {
        var note = Uploads.Granted() with { PrefixGrant = Uploads.Granted().Id };
        await Ledger.NoteAsync([note], null, Token);
        Assert.Equal(note.PrefixGrant, (await Ledger.FindAsync(note.Id, Token))!.PrefixGrant);
    }

    [Fact]
    public async Task a_note_is_issued_whatever_it_says()
    {
        var granted = Uploads.Granted();

        await Ledger.NoteAsync([granted with { State = UploadState.Stored }], null, Token);

        Assert.Equal(UploadState.Issued, (await Ledger.FindAsync(granted.Id, Token))!.State);
    }

    [Fact]
    public async Task notes_a_grant_of_unannounced_size_without_vars()
    {
        var granted = Uploads.Granted() with { Size = null, Vars = new Dictionary<string, string>() };

        await Ledger.NoteAsync([granted], null, Token);

        SameUpload.Check(granted, await Ledger.FindAsync(granted.Id, Token));
    }

    [Theory]
    [InlineData(UploadMethod.Post)]
    [InlineData(UploadMethod.Put)]
    [InlineData(UploadMethod.Multipart)]
    [InlineData(UploadMethod.Sdk)]
    public async Task keeps_how_an_upload_reaches_OSS_whoever_wrote_of_it_first(UploadMethod method)
    {
        var (noted, told) = (Uploads.Granted() with { Method = method }, Uploads.Granted() with { Method = method });

        await Ledger.NoteAsync([noted], null, Token);
        await Ledger.RecordAsync(noted.AsStored() with { Method = UploadMethod.Post }, Token);
        await Ledger.RecordAsync(told.AsStored(), Token);

        Assert.Equal(method, (await Ledger.FindAsync(noted.Id, Token))!.Method);
        Assert.Equal(method, (await Ledger.FindAsync(told.Id, Token))!.Method);
    }

    [Fact]
    public async Task a_late_note_never_overwrites_a_record()
    {
        var granted = Uploads.Granted();
        await Ledger.RecordAsync(granted.AsStored(), Token);

        Assert.IsType<NoteOutcome.Noted>(await Ledger.NoteAsync([granted], null, Token));

        SameUpload.Check(granted.AsStored(), await Ledger.FindAsync(granted.Id, Token));
    }

    [Fact]
    public async Task notes_all_grants_or_none()
    {
        var (taken, fresh) = (Uploads.Granted(), Uploads.Granted());
        await Ledger.NoteAsync([taken], null, Token);

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Ledger.NoteAsync([fresh, Uploads.Granted() with { Key = taken.Key }], null, Token));

        Assert.Null(await Ledger.FindAsync(fresh.Id, Token));
    }

    [Fact]
    public async Task records_what_was_noted()
    {
        var granted = Uploads.Granted();
        await Ledger.NoteAsync([granted], null, Token);

        var outcome = await Ledger.RecordAsync(granted.AsStored(), Token);

        Assert.True(outcome.First);
        SameUpload.Check(granted.AsStored(), outcome.Upload);
        SameUpload.Check(granted.AsStored(), await Ledger.FindAsync(granted.Id, Token));
    }

    [Fact]
    public async Task records_what_was_never_noted()
    {
        var stored = Uploads.Granted().AsStored();

        var outcome = await Ledger.RecordAsync(stored, Token);

        Assert.True(outcome.First);
        SameUpload.Check(stored, outcome.Upload);
    }

    [Fact]
    public async Task keeps_the_vars_and_the_owner_noted_at_issue()
    {
        var granted = Uploads.Granted();
        await Ledger.NoteAsync([granted], null, Token);
        var vars = new Dictionary<string, string> { ["album"] = "8" };

        var outcome = await Ledger.RecordAsync(granted.AsStored() with { Vars = vars, Owner = "user-2" }, Token);

        SameUpload.Check(granted.AsStored(), outcome.Upload);
    }

    [Fact]
    public async Task a_second_recording_changes_nothing()
    {
        var first = Uploads.Granted().AsStored();
        await Ledger.RecordAsync(first, Token);

        var outcome = await Ledger.RecordAsync(first with { Answer = "{}", ETag = "other", RecordedBy = RecordedBy.Confirm }, Token);

        Assert.False(outcome.First);
        SameUpload.Check(first, outcome.Upload);
    }

    [Fact]
    public async Task fifty_recordings_at_once_have_one_first_and_one_answer()
    {
        var granted = Uploads.Granted();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(
            number => Ledger.RecordAsync(granted.AsStored() with { Answer = $"{number}" }, Token)));

        var first = Assert.Single(outcomes, outcome => outcome.First);
        Assert.All(outcomes, outcome => Assert.Equal(first.Upload.Answer, outcome.Upload.Answer));
    }

    [Fact]
    public async Task notes_and_recordings_at_once_end_as_stored()
    {
        var granted = Uploads.Granted();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => number % 2 == 0
            ? Ledger.NoteAsync([granted], null, Token)
            : (Task)Ledger.RecordAsync(granted.AsStored(), Token)));

        SameUpload.Check(granted.AsStored(), await Ledger.FindAsync(granted.Id, Token));
    }

    [Fact]
    public async Task the_first_owner_of_an_object_key_keeps_it()
    {
        var first = Uploads.Granted().AsStored();
        await Ledger.RecordAsync(first, Token);
        var second = Uploads.Granted("user-2").AsStored() with { Key = first.Key };

        var outcome = await Ledger.RecordAsync(second, Token);

        Assert.False(outcome.First);
        SameUpload.Check(first, outcome.Upload);
        Assert.Null(await Ledger.FindAsync(second.Id, Token));
    }

    [Fact]
    public async Task the_same_object_key_in_another_bucket_is_another_object()
    {
        var first = Uploads.Granted().AsStored();
        await Ledger.RecordAsync(first, Token);

        var outcome = await Ledger.RecordAsync(
            Uploads.Granted().AsStored() with { Key = first.Key, Bucket = "bucket-2" }, Token);

        Assert.True(outcome.First);
    }

    [Fact]
    public async Task a_deleted_upload_is_not_recorded_again()
    {
        var seen = await NotedAsync();
        await Ledger.ReplaceAsync(seen, seen with { State = UploadState.Deleted }, Token);

        var outcome = await Ledger.RecordAsync(seen.AsStored(), Token);

        Assert.False(outcome.First);
        SameUpload.Check(seen with { State = UploadState.Deleted }, outcome.Upload);
    }

    [Theory]
    [InlineData(Evidence.Callback, false)]
    [InlineData(Evidence.Object, true)]
    public async Task a_rejected_upload_is_recorded_only_on_the_evidence_of_its_object(Evidence evidence, bool first)
    {
        var seen = await NotedAsync();
        await Ledger.ReplaceAsync(seen, seen with { State = UploadState.Rejected }, Token);

        Assert.Equal(first, (await Ledger.RecordAsync(seen.AsStored() with { Evidence = evidence }, Token)).First);
    }

    [Fact]
    public async Task a_cancelled_caller_is_told_so()
    {
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Ledger.FindAsync(UploadId.Create(Uploads.Now), cancelled));
    }

    [Fact]
    public async Task answers_a_probe() => await Ledger.ProbeAsync(Token);

    private async Task<UploadRecord> NotedAsync()
    {
        var granted = Uploads.Granted();
        await Ledger.NoteAsync([granted], null, Token);
        return granted;
    }
}
