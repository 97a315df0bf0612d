using System.Net;
using System.Text.Json.Nodes;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Multipart;

/// <summary>Uploads have an hour here; the first look comes 5 minutes after their end, and 24 hours after it nothing can come any more.</summary>
public sealed class AbandonTests : IAsyncLifetime
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromMinutes(65);
    private static readonly TimeSpan Over = TimeSpan.FromHours(25);

    private MultipartFixture _upload = null!;
    private JsonObject _grant = null!;

    public async ValueTask InitializeAsync()
    {
        _upload = await MultipartFixture.StartAsync();
        // Each test sweeps when it means to.
        await _upload.Gateway.StopSweepingAsync();
        _grant = await _upload.SignAsync();
        _upload.Parts.PutAll(_grant);
    }

    public ValueTask DisposeAsync() => _upload.DisposeAsync();

    [Fact]
    public async Task the_sweep_leaves_an_upload_alone_until_its_end()
    {
        await _upload.SweepAfterAsync(FirstLook - TimeSpan.FromSeconds(1));
        Assert.Single(_upload.Parts.Begun);
        Assert.Equal(HttpStatusCode.OK, (await _upload.CompleteAsync(_grant)).Status);
    }

    [Fact]
    public async Task the_sweep_aborts_what_was_left_and_completes_nothing()
    {
        await _upload.SweepAfterAsync(FirstLook);
        Assert.Empty(_upload.Parts.Begun);
        Assert.Equal(0, _upload.Calls("POST", "uploadId="));
        Assert.Equal("issued", await _upload.StateAsync(_grant));
        Assert.Equal("upload_not_open", (string)(await _upload.CompleteAsync(_grant)).Body["code"]!);
    }

    [Fact]
    public async Task the_sweep_closes_it_when_nothing_can_come_any_more()
    {
        await _upload.SweepAfterAsync(Over);
        Assert.Equal("expired", await _upload.StateAsync(_grant));
        Assert.Empty(_upload.Parts.Begun);
    }

    [Fact]
    public async Task the_sweep_finds_what_was_begun_and_never_noted()
    {
        _upload.Parts.Begun["0004B9894A22E5B1888A1E29F823FFFF"] = ((string)_grant["key"]!, []);
        _upload.Parts.Begun["0004B9894A22E5B1888A1E29F823FFFE"] = ($"{_grant["key"]}.other", []);
        await _upload.SweepAfterAsync(FirstLook);
        Assert.Equal("0004B9894A22E5B1888A1E29F823FFFE", Assert.Single(_upload.Parts.Begun).Key);
    }

    [Fact]
    public async Task the_sweep_records_what_was_put_together_at_the_last_moment()
    {
        _upload.Bucket.Put(_upload.Parts.Headers[0], (string)_grant["key"]!, 204817);
        _upload.Parts.Begun.Clear();
        await _upload.SweepAfterAsync(FirstLook);
        Assert.Equal("stored", await _upload.StateAsync(_grant));
    }

    [Theory]
    [InlineData("uploads", HttpStatusCode.ServiceUnavailable)]
    [InlineData("uploads", HttpStatusCode.Forbidden)]
    [InlineData("abort", HttpStatusCode.ServiceUnavailable)]
    public async Task an_upload_whose_parts_cannot_be_aborted_is_not_closed(string what, HttpStatusCode answer)
    {
        _upload.Parts.Instead[what] = () => new HttpResponseMessage(answer);
        await _upload.SweepAfterAsync(Over);
        Assert.Equal("issued", await _upload.StateAsync(_grant));

        _upload.Parts.Instead.Clear();
        await _upload.SweepAfterAsync(TimeSpan.FromDays(1));
        Assert.Equal("expired", await _upload.StateAsync(_grant));
        Assert.Empty(_upload.Parts.Begun);
    }

    [Fact]
    public async Task the_sweep_asks_for_the_parts_of_no_other_upload()
    {
        await _upload.Gateway.SignAsync("""{"fileName":"a.bin"}""");
        await _upload.CompleteAsync(_grant);
        await _upload.SweepAfterAsync(Over);
        Assert.Equal(0, _upload.Calls("GET", "?uploads"));
    }

    [Fact]
    public async Task a_delete_aborts_the_upload_and_marks_it()
    {
        Assert.Equal(HttpStatusCode.NoContent, await _upload.DeleteAsync(_grant));
        Assert.Empty(_upload.Parts.Begun);
        Assert.Equal("deleted", await _upload.StateAsync(_grant));
        Assert.Equal(HttpStatusCode.NoContent, await _upload.DeleteAsync(_grant));
    }

    [Fact]
    public async Task a_delete_that_OSS_does_not_hear_of_is_finished_by_the_sweep()
    {
        _upload.Parts.Instead["abort"] = () => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await _upload.DeleteAsync(_grant));
        Assert.Equal("upload_not_open", (string)(await _upload.UrlsAsync(_grant)).Body["code"]!);
        Assert.Equal("upload_not_stored", (string)(await _upload.CompleteAsync(_grant)).Body["code"]!);

        _upload.Parts.Instead.Clear();
        await _upload.SweepAfterAsync(TimeSpan.FromMinutes(5));
        Assert.Empty(_upload.Parts.Begun);
        Assert.Equal("deleted", await _upload.StateAsync(_grant));
    }

    [Fact]
    public async Task a_delete_of_what_is_stored_deletes_the_object()
    {
        await _upload.CompleteAsync(_grant);
        Assert.Equal(HttpStatusCode.NoContent, await _upload.DeleteAsync(_grant));
        Assert.Empty(_upload.Bucket.Keys);
    }

    [Fact]
    public async Task what_was_put_together_while_it_was_deleted_is_deleted_too()
    {
        _upload.Parts.Instead["abort"] = () => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        await _upload.DeleteAsync(_grant);
        // A completion that was under way ends now.
        _upload.Bucket.Put(_upload.Parts.Headers[0], (string)_grant["key"]!, 204817);
        _upload.Parts.Begun.Clear();

        await _upload.SweepAfterAsync(TimeSpan.FromMinutes(5));

        Assert.Empty(_upload.Bucket.Keys);
        Assert.Equal("deleted", await _upload.StateAsync(_grant));
    }
}
