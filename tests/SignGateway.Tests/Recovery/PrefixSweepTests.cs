using System.Text.Json.Nodes;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Recovery;

/// <summary>What the sweep makes of a prefix grant's directory. Grants last 10 minutes; the first look comes 5 minutes after their end.</summary>
public sealed class PrefixSweepTests : IAsyncLifetime
{
    private readonly StandInBucket _bucket = new();
    private TestGateway _gateway = null!;
    private JsonObject _grant = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await TestGateway.StartAsync(new()
        {
            ["SignGateway:Profiles:default:AllowPrefixGrants"] = "true",
            ["SignGateway:Profiles:default:PrefixMaxObjects"] = "3",
            ["SignGateway:Profiles:default:MaxBytes"] = "1000",
            ["SignGateway:Profiles:default:PrefixMaxBytes"] = "2500",
            ["SignGateway:Profiles:default:VerifyObject"] = "Never",
        });
        // Each test sweeps when it means to.
        await _gateway.StopSweepingAsync();
        _gateway.Oss.Answer = _bucket.Answer;
        (_, _grant, _) = await _gateway.SendAsync(HttpMethod.Get, "/v1/compat/aliyun/v4");
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task records_what_no_callback_told_of()
    {
        Put("a.png", 10);

        await SweepAfterAsync(TimeSpan.FromMinutes(15));

        var upload = Assert.Single(await ListAsync());
        Assert.Equal(("stored", "reconcile", "object", "a.png", "image/png", 10), ((string)upload["state"]!, (string)upload["recordedBy"]!, (string)upload["evidence"]!, (string)upload["fileName"]!, (string)upload["contentType"]!, (long)upload["size"]!));
    }

    [Fact]
    public async Task a_callback_that_comes_after_it_is_a_repeat()
    {
        Put("a.png", 48213 % 1000);
        await SweepAfterAsync(TimeSpan.FromMinutes(15));
        var callback = OssCallback.Under(_grant, "a.png", "image/png");
        callback.Values["size"] = 48213 % 1000;
        var (_, answer) = await callback.SendAsync(_gateway);
        Assert.True((bool)answer["duplicate"]!);
        Assert.Single(await ListAsync());
    }

    [Fact]
    public async Task what_is_over_the_number_of_objects_is_deleted_the_latest_first()
    {
        foreach (var (name, minute) in ((string, int)[])[("d", 1), ("c", 2), ("b", 3), ("a", 4), ("e", 5)])
            Put(name, 1, minute);

        await SweepAfterAsync(TimeSpan.FromMinutes(15));

        Assert.Equal(["b", "c", "d"], _bucket.Keys.Select(key => key[^1..]));
        Assert.Equal(3, (await ListAsync()).Count);
    }

    [Fact]
    public async Task what_is_over_the_bytes_is_deleted()
    {
        foreach (var (name, minute) in ((string, int)[])[("a", 1), ("b", 2), ("c", 3)])
            Put(name, 1000, minute);

        await SweepAfterAsync(TimeSpan.FromMinutes(15));

        Assert.Equal(["a", "b"], _bucket.Keys.Select(key => key[^1..]));
    }

    [Fact]
    public async Task what_is_over_is_deleted_though_a_callback_recorded_it()
    {
        foreach (var (name, minute) in ((string, int)[])[("a", 1), ("b", 2), ("c", 3), ("d", 4)])
        {
            Put(name, 100, minute);
            var callback = OssCallback.Under(_grant, name, "image/png");
            callback.Values["size"] = 100;
            await callback.SendAsync(_gateway);
        }

        await SweepAfterAsync(TimeSpan.FromMinutes(15));

        Assert.Equal(["a", "b", "c"], _bucket.Keys.Select(key => key[^1..]));
        Assert.Equal(["deleted", "stored", "stored", "stored"], (await ListAsync()).Select(upload => (string)upload["state"]!).Order());
    }

    [Fact]
    public async Task what_comes_late_is_found_at_the_last_look()
    {
        await SweepAfterAsync(TimeSpan.FromMinutes(15));
        Put("a.png", 10);
        await SweepAfterAsync(TimeSpan.FromHours(25));
        Assert.Equal("stored", (string)Assert.Single(await ListAsync())["state"]!);
    }

    [Fact]
    public async Task nothing_is_asked_after_the_last_look()
    {
        await SweepAfterAsync(TimeSpan.FromHours(25));
        var calls = _gateway.Oss.Calls.Count;
        await SweepAfterAsync(TimeSpan.FromDays(3));
        Assert.Equal(calls, _gateway.Oss.Calls.Count);
    }

    [Fact]
    public async Task more_than_a_page_is_gone_through_pass_by_pass()
    {
        _bucket.PageSize = 4;
        for (var number = 0; number < 7; number++)
            Put($"{number}", 1, number);

        await SweepAfterAsync(TimeSpan.FromMinutes(15));
        for (var pass = 0; pass < 3; pass++)
            await SweepAfterAsync(TimeSpan.Zero);

        Assert.Equal(3, _bucket.Keys.Count);
    }

    [Fact]
    public async Task an_owner_deletes_an_upload_that_carries_no_ticket()
    {
        Put("a.png", 10);
        await SweepAfterAsync(TimeSpan.FromMinutes(15));
        var id = (string)Assert.Single(await ListAsync())["id"]!;
        await _gateway.SendAsync(HttpMethod.Delete, $"/v1/uploads/{id}");
        Assert.Empty(_bucket.Keys);
    }

    private void Put(string name, long size, int minute = 0)
    {
        var stored = _bucket.Put(OssCallback.FormOf(_grant, name, "image/png"));
        (stored.Size, stored.Ticket, stored.LastModified) = (size, null, DateTimeOffset.UnixEpoch.AddMinutes(minute));
    }

    private async Task SweepAfterAsync(TimeSpan time)
    {
        _gateway.Time.Pass(time);
        Assert.True(await _gateway.SweepAsync());
    }

    private async Task<IReadOnlyList<JsonNode>> ListAsync() =>
        [.. (await _gateway.SendAsync(HttpMethod.Get, "/v1/uploads")).Body["items"]!.AsArray().Select(upload => upload!)];
}
