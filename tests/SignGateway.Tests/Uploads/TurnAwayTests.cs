using System.Net;
using System.Text.Json.Nodes;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Uploads;

/// <summary>What no form's policy held down: granted are 48,213 bytes.</summary>
public sealed class TurnAwayTests : IAsyncLifetime
{
    private const long Granted = 48213;
    private static readonly TimeSpan FirstLook = TimeSpan.FromMinutes(15);

    private readonly StandInBucket _bucket = new();
    private TestGateway _gateway = null!;
    private JsonObject _grant = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await TestGateway.StartAsync(new()
        {
            ["SignGateway:Profiles:default:Methods:0"] = "Put",
            ["SignGateway:Profiles:default:Methods:1"] = "Post",
            ["SignGateway:Profiles:default:VerifyObject"] = "Background",
            ["SignGateway:Reconcile:Interval"] = "1.00:00:00",
        });
        _gateway.Oss.Answer = _bucket.Answer;
        _grant = await SignAsync("put");
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task a_callback_that_tells_of_more_is_refused_and_the_object_goes()
    {
        _bucket.Put(_grant).Size = Granted + 1;
        Assert.Equal("ticket_mismatch", await CallbackAsync(Granted + 1));
        Assert.Equal("rejected", await StateAsync());
        Assert.False(_bucket.Holds(_grant));
    }

    [Fact]
    public async Task a_callback_that_only_says_so_does_no_harm()
    {
        _bucket.Put(_grant);
        Assert.Equal("ticket_mismatch", await CallbackAsync(Granted + 1));
        Assert.Equal("issued", await StateAsync());
        Assert.True(_bucket.Holds(_grant));
    }

    [Fact]
    public async Task the_sweep_finds_what_nobody_told_of()
    {
        _bucket.Put(_grant).Size = Granted + 1;
        await SweepAfterAsync(FirstLook);
        Assert.Equal("rejected", await StateAsync());
        Assert.False(_bucket.Holds(_grant));
    }

    [Fact]
    public async Task confirm_finds_it_as_well()
    {
        _bucket.Put(_grant).Size = Granted + 1;
        var (status, problem, _) = await _gateway.SendAsync(HttpMethod.Post, $"/v1/uploads/{_grant["id"]}/confirm");
        Assert.Equal((409, "upload_not_stored"), ((int)status, (string)problem["code"]!));
        Assert.Equal("rejected", await StateAsync());
        Assert.False(_bucket.Holds(_grant));
    }

    [Fact]
    public async Task the_look_that_follows_a_callback_finds_what_it_did_not_tell()
    {
        var deleted = new TaskCompletionSource();
        _bucket.Put(_grant).Size = Granted + 1;
        _gateway.Oss.Answer = request =>
        {
            var answer = _bucket.Answer(request);
            if (request.Method == HttpMethod.Delete)
                deleted.SetResult();
            return answer;
        };

        // The gateway's own sweep hears of it at once.
        Assert.Null(await CallbackAsync(Granted));
        await deleted.Task.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal("rejected", await StateAsync());
        Assert.False(_bucket.Holds(_grant));
    }

    [Fact]
    public async Task a_smaller_object_is_rejected_and_stays()
    {
        _bucket.Put(_grant).Size = Granted - 1;
        Assert.Equal("ticket_mismatch", await CallbackAsync(Granted - 1));
        Assert.Equal("rejected", await StateAsync());
        Assert.True(_bucket.Holds(_grant));
    }

    [Fact]
    public async Task the_right_object_is_recorded_after_a_wrong_one()
    {
        _bucket.Put(_grant).Size = Granted + 1;
        await CallbackAsync(Granted + 1);

        _bucket.Put(_grant);
        Assert.Null(await CallbackAsync(Granted));

        var upload = await _gateway.FindAsync(_grant);
        Assert.Equal(("stored", "callback", "object"), ((string)upload["state"]!, (string)upload["recordedBy"]!, (string)upload["evidence"]!));
    }

    [Fact]
    public async Task after_a_wrong_object_a_callback_alone_is_not_enough()
    {
        _bucket.Put(_grant).Size = Granted + 1;
        await CallbackAsync(Granted + 1);
        Assert.Equal("ticket_mismatch", await CallbackAsync(Granted));
        Assert.Equal("rejected", await StateAsync());
    }

    [Fact]
    public async Task the_sweep_records_the_right_object_after_a_wrong_one()
    {
        _bucket.Put(_grant).Size = Granted + 1;
        await CallbackAsync(Granted + 1);
        _bucket.Put(_grant);
        await SweepAfterAsync(FirstLook);
        var upload = await _gateway.FindAsync(_grant);
        Assert.Equal(("stored", "reconcile"), ((string)upload["state"]!, (string)upload["recordedBy"]!));
        Assert.NotNull(upload["storedAt"]);
    }

    [Fact]
    public async Task what_could_not_be_deleted_is_deleted_at_the_next_look()
    {
        _bucket.Put(_grant).Size = Granted + 1;
        _gateway.Oss.Answer = request => request.Method == HttpMethod.Delete ? new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) : _bucket.Answer(request);
        await CallbackAsync(Granted + 1);
        Assert.Equal("rejected", await StateAsync());
        Assert.True(_bucket.Holds(_grant));

        _gateway.Oss.Answer = _bucket.Answer;
        await SweepAfterAsync(TimeSpan.FromMinutes(5));
        Assert.False(_bucket.Holds(_grant));
    }

    [Fact]
    public async Task what_does_not_carry_the_uploads_ticket_is_not_ours_to_delete()
    {
        var stored = _bucket.Put(_grant);
        (stored.Size, stored.Ticket) = (Granted + 1, null);
        await SweepAfterAsync(FirstLook);
        Assert.Equal("issued", await StateAsync());
        Assert.True(_bucket.Holds(_grant));
    }

    [Fact]
    public async Task a_forms_object_is_left_as_it_is()
    {
        _grant = await SignAsync("post");
        _bucket.Put(_grant).Size = Granted + 1;
        await SweepAfterAsync(FirstLook);
        Assert.Equal("issued", await StateAsync());
        Assert.True(_bucket.Holds(_grant));
    }

    [Fact]
    public async Task a_revoked_grants_object_goes_however_large_it_is()
    {
        // Its own sweep would be due as well by then.
        await _gateway.StopSweepingAsync();
        await _gateway.SendAsync(HttpMethod.Delete, $"/v1/uploads/{_grant["id"]}");
        _bucket.Put(_grant).Size = Granted + 1;
        await SweepAfterAsync(TimeSpan.FromMinutes(10) + TimeSpan.FromHours(24));
        Assert.Equal("deleted", await StateAsync());
        Assert.False(_bucket.Holds(_grant));
    }

    private Task<JsonObject> SignAsync(string method) => _gateway.SignAsync($$"""{"method":"{{method}}","fileName":"cat.png","contentType":"image/png","size":{{Granted}}}""");

    private async Task<string?> CallbackAsync(long size)
    {
        var callback = new OssCallback(_grant) { Values = { ["size"] = size } };
        return (string?)(await callback.SendAsync(_gateway)).Body["code"];
    }

    private async Task<string> StateAsync() => (string)(await _gateway.FindAsync(_grant))["state"]!;

    private async Task SweepAfterAsync(TimeSpan time)
    {
        _gateway.Time.Pass(time);
        await _gateway.SweepAsync();
    }
}
