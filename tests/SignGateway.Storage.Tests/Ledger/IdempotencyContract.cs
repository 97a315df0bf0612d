using SignGateway.Uploads;

namespace SignGateway.Storage.Tests.Ledger;

/// <summary>What every ledger promises about Idempotency-Key.</summary>
public abstract class IdempotencyContract
{
    private readonly string _owner = Uploads.NewOwner();

    protected abstract IUploadLedger Ledger { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_repeat_gets_the_first_uploads_in_their_order()
    {
        UploadRecord[] first = [Uploads.Granted(_owner), Uploads.Granted(_owner), Uploads.Granted(_owner)];
        Array.Reverse(first);
        await Ledger.NoteAsync(first, Uploads.Note(_owner), Token);
        var again = Uploads.Granted(_owner);

        var repeated = Assert.IsType<NoteOutcome.Repeated>(await Ledger.NoteAsync([again], Uploads.Note(_owner), Token));

        Assert.Equal(first.Select(grant => grant.Id), repeated.Uploads.Select(upload => upload.Id));
        SameUpload.Check(first[0], repeated.Uploads[0]);
        Assert.Null(await Ledger.FindAsync(again.Id, Token));
    }

    [Fact]
    public async Task a_repeat_sees_what_has_become_of_the_upload()
    {
        var granted = Uploads.Granted(_owner);
        await Ledger.NoteAsync([granted], Uploads.Note(_owner), Token);
        await Ledger.RecordAsync(granted.AsStored(), Token);

        var repeated = Assert.IsType<NoteOutcome.Repeated>(
            await Ledger.NoteAsync([Uploads.Granted(_owner)], Uploads.Note(_owner), Token));

        SameUpload.Check(granted.AsStored(), Assert.Single(repeated.Uploads));
    }

    [Fact]
    public async Task another_body_conflicts_and_notes_nothing()
    {
        await Ledger.NoteAsync([Uploads.Granted(_owner)], Uploads.Note(_owner), Token);
        var other = Uploads.Granted(_owner);

        Assert.IsType<NoteOutcome.Conflicting>(await Ledger.NoteAsync([other], Uploads.Note(_owner, body: "other"), Token));

        Assert.Null(await Ledger.FindAsync(other.Id, Token));
    }

    [Fact]
    public async Task a_key_is_free_again_at_its_end()
    {
        var note = Uploads.Note(_owner);
        await Ledger.NoteAsync([Uploads.Granted(_owner)], note, Token);
        var later = note with { Now = note.ExpiresAt, ExpiresAt = note.ExpiresAt.AddMinutes(10), BodyDigest = new byte[] { 1 } };

        Assert.IsType<NoteOutcome.Noted>(await Ledger.NoteAsync([Uploads.Granted(_owner)], later, Token));
    }

    [Fact]
    public async Task a_key_is_held_until_just_before_its_end()
    {
        var note = Uploads.Note(_owner);
        await Ledger.NoteAsync([Uploads.Granted(_owner)], note, Token);

        Assert.IsType<NoteOutcome.Repeated>(
            await Ledger.NoteAsync([Uploads.Granted(_owner)], note with { Now = note.ExpiresAt.AddMilliseconds(-1) }, Token));
    }

    [Fact]
    public async Task a_key_belongs_to_one_owner_and_one_route()
    {
        await Ledger.NoteAsync([Uploads.Granted(_owner)], Uploads.Note(_owner), Token);
        var stranger = Uploads.NewOwner();

        Assert.IsType<NoteOutcome.Noted>(await Ledger.NoteAsync([Uploads.Granted(stranger)], Uploads.Note(stranger), Token));
        Assert.IsType<NoteOutcome.Noted>(
            await Ledger.NoteAsync([Uploads.Granted(_owner)], Uploads.Note(_owner, route: "/v1/uploads:batch"), Token));
    }

    [Fact]
    public async Task of_many_requests_with_one_key_one_is_noted()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            var granted = Uploads.Granted(_owner);
            return (granted.Id, Outcome: await Ledger.NoteAsync([granted], Uploads.Note(_owner), Token));
        }));

        var (id, _) = Assert.Single(outcomes, outcome => outcome.Outcome is NoteOutcome.Noted);
        Assert.All(
            outcomes.Where(outcome => outcome.Id != id),
            outcome => Assert.Equal(id, Assert.Single(Assert.IsType<NoteOutcome.Repeated>(outcome.Outcome).Uploads).Id));
        Assert.Single(await Ledger.ListAsync(new UploadQuery(_owner, 200), Token));
    }

    [Fact]
    public async Task a_failed_note_leaves_its_key_free()
    {
        var taken = Uploads.Granted(_owner);
        await Ledger.NoteAsync([taken], null, Token);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Ledger.NoteAsync([Uploads.Granted(_owner) with { Key = taken.Key }], Uploads.Note(_owner), Token));

        Assert.IsType<NoteOutcome.Noted>(await Ledger.NoteAsync([Uploads.Granted(_owner)], Uploads.Note(_owner), Token));
    }
}
