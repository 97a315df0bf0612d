using SignGateway.Events;
using SignGateway.Events.Outbox;
using SignGateway.Uploads;

namespace SignGateway.Storage.Tests.Events;

/// <summary>What every ledger promises of the events that its changes tell.</summary>
public abstract class EventWritingContract
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_recording_on_the_evidence_of_the_object_is_told_as_it_stands_in_the_ledger()
    {
        await using var test = Open();
        var granted = Uploads.Granted();
        await test.Ledger.NoteAsync([granted], null, Token);

        var stored = await test.StoreAsync(granted with { Vars = new Dictionary<string, string>() });

        var told = await test.TakeOneAsync();
        Assert.Equal((EventTypes.Stored, Uploads.Now, 1, OutboxStatus.Pending), (told.Type, told.At, told.Attempts, told.Status));
        Assert.Equal($"{stored.Id}-stored-1", told.Id.ToString());
        Assert.NotEmpty(told.Upload.Vars);
        SameUpload.Check(stored with { Answer = null, LookAt = null }, told.Upload);
    }

    [Fact]
    public async Task a_callbacks_word_is_told_when_the_object_proves_it()
    {
        await using var test = Open();
        var seen = (await test.Ledger.RecordAsync(Uploads.Granted().AsStored(), Token)).Upload;
        Assert.Empty(await test.TakeAsync());

        await test.Ledger.ReplaceAsync(seen, seen with { Evidence = Evidence.Object }, Token);

        Assert.Equal(Evidence.Object, (await test.TakeOneAsync()).Upload.Evidence);
    }

    [Fact]
    public async Task a_callbacks_word_is_enough_where_nobody_looks()
    {
        await using var test = Open();
        var seen = (await test.Ledger.RecordAsync(Uploads.Granted().AsStored() with { Profile = EventsUnderTest.NeverLooks }, Token)).Upload;
        Assert.Equal(Evidence.Callback, (await test.TakeOneAsync()).Upload.Evidence);

        // An administrator's look proves what was told already.
        await test.Ledger.ReplaceAsync(seen, seen with { Evidence = Evidence.Object }, Token);

        Assert.Single(await test.ListAsync(OutboxStatus.Pending));
    }

    [Fact]
    public async Task notes_marks_and_plans_are_not_told()
    {
        await using var test = Open();
        await test.Ledger.NoteAsync([Uploads.Granted(), Uploads.Granted() with { State = UploadState.Prefix }], null, Token);
        var stored = await test.StoreAsync();
        await test.TakeOneAsync();

        await test.Ledger.ReplaceAsync(stored, stored with { Deleting = true, LookAt = Uploads.Now }, Token);

        Assert.Single(await test.ListAsync(OutboxStatus.Pending));
    }

    [Fact]
    public async Task another_object_under_the_key_is_told_again()
    {
        await using var test = Open();
        var stored = await test.StoreAsync();

        await test.Ledger.ReplaceAsync(stored, stored with { ETag = "other" }, Token);

        Assert.Equal(["other", stored.ETag], (await test.ListAsync(OutboxStatus.Pending)).Select(told => told.Upload.ETag));
    }

    [Fact]
    public async Task every_state_that_an_upload_goes_into_is_told_under_a_name_of_its_own()
    {
        await using var test = Open();
        var upload = await test.StoreAsync();
        upload = await test.BecomeAsync(upload, UploadState.Rejected);
        upload = (await test.Ledger.RecordAsync(upload with { State = UploadState.Stored }, Token)).Upload;
        upload = await test.BecomeAsync(upload, UploadState.Rejected);
        await test.BecomeAsync(upload, UploadState.Deleted);
        var granted = Uploads.Granted();
        await test.Ledger.NoteAsync([granted], null, Token);
        await test.BecomeAsync(granted, UploadState.Expired);

        var told = await test.ListAsync(OutboxStatus.Pending);

        Assert.Equal(
            [EventTypes.Expired, EventTypes.Deleted, EventTypes.Rejected, EventTypes.Stored, EventTypes.Rejected, EventTypes.Stored],
            told.Select(found => found.Type));
        Assert.Equal(6, told.Select(found => found.Id).Distinct().Count());
    }

    [Fact]
    public async Task what_changed_nothing_tells_nothing()
    {
        await using var test = Open();
        var stored = await test.StoreAsync();
        var deleted = await test.BecomeAsync(stored, UploadState.Deleted);

        Assert.False(await test.Ledger.ReplaceAsync(stored, stored with { State = UploadState.Rejected }, Token));
        Assert.False((await test.Ledger.RecordAsync(deleted with { State = UploadState.Stored }, Token)).First);

        Assert.Equal([EventTypes.Deleted, EventTypes.Stored], (await test.ListAsync(OutboxStatus.Pending)).Select(told => told.Type));
    }

    [Fact]
    public async Task fifty_recordings_at_once_are_told_once()
    {
        await using var test = Open();
        var granted = Uploads.Granted();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => test.StoreAsync(granted)));

        Assert.Single(await test.ListAsync(OutboxStatus.Pending));
    }

    [Fact]
    public async Task each_endpoint_is_told_what_it_wants()
    {
        var events = new EventsUnderTest();
        var deletions = events.Add("deletions", new EventEndpointOptions { Types = { EventTypes.Deleted } });
        var quick = events.Add("quick", new EventEndpointOptions { Profiles = { EventsUnderTest.NeverLooks } });
        await using var test = Open(events);
        var slow = await test.StoreAsync();
        await test.BecomeAsync(slow, UploadState.Deleted);
        await test.StoreAsync(Uploads.Granted() with { Profile = EventsUnderTest.NeverLooks });

        Assert.Equal(2, (await test.TakeAsync()).Count);
        Assert.Equal(EventTypes.Deleted, Assert.Single(await test.TakeAsync(endpoint: deletions)).Type);
        Assert.Equal(EventsUnderTest.NeverLooks, Assert.Single(await test.TakeAsync(endpoint: quick)).Upload.Profile);
    }

    [Fact]
    public async Task whoever_delivers_here_is_told_at_once()
    {
        await using var test = Open();
        await test.TakeAsync();
        var hint = test.Events.Signals.For(test.Events.All).WaitAsync(Token);

        await test.StoreAsync();

        await hint.WaitAsync(TimeSpan.FromSeconds(30), Token);
    }

    private protected abstract OutboxUnderTest Open(EventsUnderTest? events = null);
}
