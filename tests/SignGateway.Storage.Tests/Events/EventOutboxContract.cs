using SignGateway.Events;
using SignGateway.Events.Outbox;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Storage.Tests.Events;

/// <summary>What every outbox promises.</summary>
public abstract class EventOutboxContract
{
    private static readonly DateTimeOffset Now = Uploads.Now;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task takes_what_is_due_the_longest_due_first_and_only_once()
    {
        await using var test = Open();
        var first = await test.StoreAsync();
        var second = await test.StoreAsync();
        await test.SettleAsync(new EventOutcome.Again((await test.TakeAsync()).Single(told => told.Upload.Id == first.Id), Now.AddSeconds(1), "busy"));
        var third = await test.StoreAsync();

        var due = await test.TakeDueAsync(Now.AddSeconds(1), limit: 1);
        Assert.Equal((third.Id, true), (Assert.Single(due.Events).Upload.Id, due.More));
        due = await test.TakeDueAsync(Now.AddSeconds(1));
        Assert.Equal((first.Id, false), (Assert.Single(due.Events).Upload.Id, due.More));
        Assert.Empty(await test.TakeAsync(Now.AddSeconds(1)));
        Assert.Equal(second.Id, Assert.Single(await test.TakeAsync(Now.AddMinutes(2))).Upload.Id);
    }

    [Fact]
    public async Task counts_what_is_not_delivered_yet_up_to_a_limit()
    {
        await using var test = Open();
        for (var number = 0; number < 3; number++)
            await test.StoreAsync();
        Assert.Equal(3, await test.Outbox.CountWaitingAsync(test.Events.All, 100, Token));
        Assert.Equal(2, await test.Outbox.CountWaitingAsync(test.Events.All, 2, Token));
        await test.SettleAsync(new EventOutcome.Delivered((await test.TakeAsync())[0]));
        Assert.Equal(2, await test.Outbox.CountWaitingAsync(test.Events.All, 100, Token));
        Assert.Equal(0, await test.Outbox.CountWaitingAsync("nowhere", 100, Token));
    }

    [Fact]
    public async Task many_replicas_at_once_take_nothing_twice()
    {
        await using var test = Open();
        var stored = new List<UploadRecord>();
        for (var number = 0; number < 60; number++)
            stored.Add(await test.StoreAsync());

        var taken = new List<OutboxEvent>();
        while (taken.Count < stored.Count)
            taken.AddRange((await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => test.TakeAsync(limit: 5)))).SelectMany(some => some));

        Assert.Equal(stored.Select(upload => upload.Id).Order(), taken.Select(told => told.Upload.Id).Order());
    }

    [Fact]
    public async Task gives_what_it_took_to_others_once_the_lease_is_over_and_counts_the_attempt()
    {
        await using var test = Open();
        await test.StoreAsync();
        var first = await test.TakeOneAsync();

        Assert.Empty(await test.TakeAsync(Now.AddMinutes(2).AddMilliseconds(-1)));
        var second = await test.TakeOneAsync(Now.AddMinutes(2));

        Assert.Equal(first.Id, second.Id);
        Assert.Equal(2, second.Attempts);
    }

    [Fact]
    public async Task whoever_took_it_first_and_was_too_slow_changes_nothing()
    {
        await using var test = Open();
        await test.StoreAsync();
        var slow = await test.TakeOneAsync();
        var next = await test.TakeOneAsync(Now.AddMinutes(2));

        await test.SettleAsync(new EventOutcome.Dead(slow, "slow"));
        Assert.Empty(await test.ListAsync(OutboxStatus.Dead));

        await test.SettleAsync(new EventOutcome.Delivered(next));
        Assert.Empty(await test.ListAsync(OutboxStatus.Pending));
    }

    [Fact]
    public async Task what_is_delivered_does_not_come_again()
    {
        await using var test = Open();
        await test.StoreAsync();

        await test.SettleAsync(new EventOutcome.Delivered(await test.TakeOneAsync()));

        Assert.Empty(await test.TakeAsync(Now.AddYears(1)));
        Assert.Empty(await test.ListAsync(OutboxStatus.Dead));
    }

    [Fact]
    public async Task what_failed_comes_at_its_time_and_says_why()
    {
        await using var test = Open();
        await test.StoreAsync();

        await test.SettleAsync(new EventOutcome.Again(await test.TakeOneAsync(), Now.AddHours(5), "it answered 500"));

        Assert.Empty(await test.TakeAsync(Now.AddHours(5).AddMilliseconds(-1)));
        var again = await test.TakeOneAsync(Now.AddHours(5));
        Assert.Equal((2, "it answered 500"), (again.Attempts, again.LastError));
    }

    [Fact]
    public async Task what_nobody_tried_is_due_at_once_and_has_lost_nothing()
    {
        await using var test = Open();
        await test.StoreAsync();

        await test.SettleAsync(new EventOutcome.Returned(await test.TakeOneAsync()), Now.AddSeconds(1));

        Assert.Equal(1, (await test.TakeOneAsync(Now.AddSeconds(1))).Attempts);
    }

    [Fact]
    public async Task events_of_one_upload_come_one_after_the_other_each_as_soon_as_the_one_before_is_done()
    {
        await using var test = Open();
        var upload = await test.StoreAsync();
        upload = await test.BecomeAsync(upload, UploadState.Rejected);
        await test.BecomeAsync(upload, UploadState.Deleted);

        var first = await test.TakeOneAsync();
        Assert.Empty(await test.TakeAsync());
        Assert.True(await test.SettleAsync(new EventOutcome.Delivered(first)));
        var second = await test.TakeOneAsync();
        Assert.Empty(await test.TakeAsync());
        Assert.True(await test.SettleAsync(new EventOutcome.Dead(second, "it answered 400")));
        var third = await test.TakeOneAsync();
        Assert.False(await test.SettleAsync(new EventOutcome.Delivered(third)));

        Assert.Equal([EventTypes.Stored, EventTypes.Rejected, EventTypes.Deleted], new[] { first, second, third }.Select(told => told.Type));
    }

    [Fact]
    public async Task an_event_waits_for_the_one_before_it_however_often_that_is_tried()
    {
        await using var test = Open();
        var upload = await test.StoreAsync();
        await test.BecomeAsync(upload, UploadState.Deleted);
        for (var (now, attempt) = (Now, 1); attempt < 5; attempt++, now += TimeSpan.FromHours(1))
        {
            var taken = await test.TakeOneAsync(now);
            Assert.Equal((EventTypes.Stored, attempt), (taken.Type, (int)taken.Attempts));
            Assert.Empty(await test.TakeAsync(now.AddMinutes(1)));
            Assert.False(await test.SettleAsync(new EventOutcome.Again(taken, now.AddHours(1), "no"), now));
            Assert.Empty(await test.TakeAsync(now.AddMinutes(59)));
        }
    }

    [Fact]
    public async Task what_waits_for_others_does_not_hold_up_what_could_go()
    {
        await using var test = Open();
        for (var number = 0; number < 5; number++)
            await test.BecomeAsync(await test.StoreAsync(), UploadState.Deleted);
        await test.TakeAsync(limit: 10);
        var free = await test.StoreAsync();

        for (var due = await test.TakeDueAsync(limit: 2); ; due = await test.TakeDueAsync(limit: 2))
        {
            if (due.Events is [var taken])
            {
                Assert.Equal(free.Id, taken.Upload.Id);
                return;
            }

            Assert.True(due.More);
        }
    }

    [Fact]
    public async Task one_endpoints_queue_is_nothing_to_anothers()
    {
        var events = new EventsUnderTest();
        var other = events.Add("other", new EventEndpointOptions());
        await using var test = Open(events);
        var upload = await test.StoreAsync();
        await test.BecomeAsync(upload, UploadState.Deleted);
        await test.TakeAsync();

        var stored = Assert.Single(await test.TakeAsync(endpoint: other));
        await test.SettleAsync(new EventOutcome.Delivered(stored));

        Assert.Equal(EventTypes.Deleted, Assert.Single(await test.TakeAsync(endpoint: other)).Type);
        Assert.Empty(await test.TakeAsync());
    }

    [Fact]
    public async Task a_dead_letter_is_listed_and_replayed_with_all_its_attempts()
    {
        await using var test = Open();
        await test.StoreAsync();
        await test.SettleAsync(new EventOutcome.Dead(await test.TakeOneAsync(), "it answered 500"), Now.AddDays(3));
        var dead = Assert.Single(await test.ListAsync(OutboxStatus.Dead));
        Assert.Equal(("it answered 500", Now.AddDays(3), (DateTimeOffset?)null), (dead.LastError, dead.DoneAt, dead.DueAt));

        Assert.Equal(ReplayOutcome.Replayed, await test.Outbox.ReplayAsync(dead.Id, null, Now.AddDays(4), Token));

        var again = await test.TakeOneAsync(Now.AddDays(4));
        Assert.Equal((dead.Id, 1), (again.Id, (int)again.Attempts));
    }

    [Fact]
    public async Task only_a_dead_letter_is_replayed()
    {
        await using var test = Open();
        await test.StoreAsync();
        var taken = await test.TakeOneAsync();

        Assert.Equal(ReplayOutcome.NotDead, await test.Outbox.ReplayAsync(taken.Id, null, Now, Token));
        await test.SettleAsync(new EventOutcome.Delivered(taken));
        Assert.Equal(ReplayOutcome.NotDead, await test.Outbox.ReplayAsync(taken.Id, test.Events.All, Now, Token));
        Assert.Equal(ReplayOutcome.NotFound, await test.Outbox.ReplayAsync(taken.Id, "elsewhere", Now, Token));
        Assert.Equal(ReplayOutcome.NotFound, await test.Outbox.ReplayAsync(taken.Id with { Number = 7 }, null, Now, Token));
        Assert.Equal(ReplayOutcome.NotFound, await test.Outbox.ReplayAsync(taken.Id with { Type = EventTypes.Deleted }, null, Now, Token));
        Assert.Equal(ReplayOutcome.NotFound, await test.Outbox.ReplayAsync(taken.Id with { Upload = UploadId.Create(Now) }, null, Now, Token));
    }

    [Fact]
    public async Task lists_page_by_page_those_of_the_newest_uploads_first()
    {
        await using var test = Open();
        var old = await test.StoreAsync();
        await test.BecomeAsync(old, UploadState.Deleted);
        var young = await test.StoreAsync();

        var first = await test.ListAsync(OutboxStatus.Pending, limit: 2);
        var second = await test.ListAsync(OutboxStatus.Pending, limit: 2, EventPlace.Of(first[^1]));

        Assert.Equal([young.Id, old.Id, old.Id], first.Concat(second).Select(told => told.Upload.Id));
        Assert.Equal(EventTypes.Stored, Assert.Single(second).Type);
        var all = await test.Outbox.ListAsync(new EventQuery(OutboxStatus.Pending, 200), Token);
        Assert.Contains(all, told => told.Id == first[0].Id);
    }

    [Fact]
    public async Task forgets_what_is_done_a_few_at_a_time()
    {
        await using var test = Open();
        var old = Now.AddYears(-20);
        for (var number = 0; number < 3; number++)
            await test.StoreAsync();
        var taken = await test.TakeAsync();
        await test.SettleAsync(new EventOutcome.Delivered(taken[0]), old);
        await test.SettleAsync(new EventOutcome.Delivered(taken[1]), old);
        await test.SettleAsync(new EventOutcome.Dead(taken[2], "no"), old);

        Assert.Equal(0, await test.Outbox.ForgetAsync(OutboxStatus.Delivered, old, 10, Token));
        Assert.Equal(1, await test.Outbox.ForgetAsync(OutboxStatus.Delivered, old.AddYears(1), 1, Token));
        Assert.Equal(1, await test.Outbox.ForgetAsync(OutboxStatus.Delivered, old.AddYears(1), 10, Token));
        Assert.Single(await test.ListAsync(OutboxStatus.Dead));
        Assert.Equal(1, await test.Outbox.ForgetAsync(OutboxStatus.Dead, old.AddYears(1), 10, Token));
        Assert.Empty(await test.ListAsync(OutboxStatus.Dead));
    }

    [Fact]
    public async Task what_nobody_got_to_is_given_up_a_few_at_a_time()
    {
        var time = new Guards.SetTime();
        time.Pass(TimeSpan.FromDays(-20 * 365));
        var old = time.GetUtcNow();
        var events = new EventsUnderTest(time);
        events.Add("gone", new EventEndpointOptions());
        await using var test = Open(events);
        await test.StoreAsync();

        Assert.Equal(0, await GiveUpAsync(old, 10));
        Assert.Equal(1, await GiveUpAsync(old.AddDays(1), 1));
        Assert.Equal(1, await GiveUpAsync(old.AddDays(1), 10));
        Assert.Equal(0, await GiveUpAsync(old.AddDays(1), 10));

        var dead = Assert.Single(await test.ListAsync(OutboxStatus.Dead));
        Assert.Equal(("too late", Now), (dead.LastError, dead.DoneAt));
        await test.Outbox.ReplayAsync(dead.Id, test.Events.All, Now, Token);
        Assert.Equal(0, await GiveUpAsync(old.AddDays(1), 10));
        Task<int> GiveUpAsync(DateTimeOffset dueBefore, int limit) => test.Outbox.GiveUpAsync(dueBefore, "too late", Now, limit, Token);
    }

    private protected abstract OutboxUnderTest Open(EventsUnderTest? events = null);
}
