using System.Net;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using SignGateway.Tests.Events;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Multipart;

/// <summary>What the application hears of uploads in parts, and administrators read of them.</summary>
public sealed class ToldTests : IAsyncLifetime
{
    private readonly Channel<JsonNode> _events = Channel.CreateUnbounded<JsonNode>();
    private StandInApplication _application = null!;
    private MultipartFixture _upload = null!;
    private JsonObject _grant = null!;

    public async ValueTask InitializeAsync()
    {
        _application = await StandInApplication.StartAsync();
        _upload = await MultipartFixture.StartAsync(new(_application.Settings.Concat(EventSettings.With())));
        _upload.Gateway.Endpoint.Answer = request =>
        {
            using var reader = new StreamReader(request.Content!.ReadAsStream());
            _events.Writer.TryWrite(JsonNode.Parse(reader.ReadToEnd())!);
            return new HttpResponseMessage(HttpStatusCode.NoContent);
        };
        _grant = await _upload.SignAsync();
        _upload.Parts.PutAll(_grant);
    }

    public async ValueTask DisposeAsync()
    {
        await _upload.DisposeAsync();
        await _application.DisposeAsync();
    }

    [Fact]
    public async Task whoever_completes_gets_the_applications_word_and_gets_it_again()
    {
        _upload.CallBack(_grant);
        var (status, first) = await _upload.CompleteAsync(_grant);
        var (_, again) = await _upload.CompleteAsync(_grant);

        Assert.Equal((HttpStatusCode.OK, "/photos/1"), (status, (string)first["app"]!["next"]!));
        Assert.Equal("/photos/1", (string)again["app"]!["next"]!);
        Assert.Equal((string)_grant["id"]!, (string)Assert.Single(_application.Messages).Upload["id"]!);
    }

    [Fact]
    public async Task where_no_callback_came_through_the_application_was_not_asked()
    {
        var (_, upload) = await _upload.CompleteAsync(_grant);
        Assert.Equal(("confirm", "not_forwarded"), ((string)upload["recordedBy"]!, (string)upload["appError"]!));
        Assert.Empty(_application.Messages);
    }

    [Fact]
    public async Task an_upload_that_the_gateway_has_seen_is_told_as_stored()
    {
        await _upload.CompleteAsync(_grant);
        var told = await NextAsync();
        Assert.Equal(("upload.stored", (string)_grant["id"]!, "object", 204817L), ((string)told["type"]!, (string)told["data"]!["id"]!, (string)told["data"]!["evidence"]!, (long)told["data"]!["size"]!));
    }

    [Fact]
    public async Task one_that_a_callback_recorded_is_told_as_stored_after_a_look()
    {
        _upload.CallBack(_grant);
        await _upload.CompleteAsync(_grant);
        var told = await NextAsync();
        Assert.Equal(("upload.stored", "callback", "object"), ((string)told["type"]!, (string)told["data"]!["recordedBy"]!, (string)told["data"]!["evidence"]!));
    }

    [Fact]
    public async Task one_that_was_left_is_told_as_expired()
    {
        await _upload.SweepAfterAsync(TimeSpan.FromHours(25));
        Assert.Equal("upload.expired", (string)(await NextAsync())["type"]!);
    }

    [Fact]
    public async Task one_that_its_owner_aborts_is_told_as_deleted()
    {
        await _upload.DeleteAsync(_grant);
        Assert.Equal("upload.deleted", (string)(await NextAsync())["type"]!);
    }

    [Fact]
    public async Task the_history_tells_what_OSS_was_asked_for()
    {
        await _upload.CompleteAsync(_grant);
        Assert.Equal(["begin 3", "complete not_called_back", "confirm agrees"], await HistoryAsync());
    }

    [Fact]
    public async Task the_history_tells_of_an_abort_and_of_one_that_failed()
    {
        _upload.Parts.Instead["abort"] = () => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        await _upload.DeleteAsync(_grant);
        _upload.Parts.Instead.Clear();
        await _upload.DeleteAsync(_grant);
        Assert.Equal(["begin 3", "abort oss_unavailable", "delete oss_unavailable", "abort", "delete deleted"], await HistoryAsync());
    }

    [Fact]
    public async Task the_history_tells_of_an_upload_that_OSS_would_not_begin()
    {
        _upload.Parts.Instead["begin"] = () => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        await _upload.Gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: """{"method":"multipart","fileName":"a.bin","size":1}""");
        _grant = (await _upload.Gateway.SendAsync(HttpMethod.Get, "/v1/uploads")).Body["items"]!.AsArray().Single(upload => (string)upload!["fileName"]! == "a.bin")!.AsObject();
        Assert.Equal(["begin oss_unavailable"], await HistoryAsync());
    }

    private Task<JsonNode> NextAsync() => _upload.Gateway.Time.PassUntilAsync(_events.Reader.ReadAsync().AsTask(), TimeSpan.FromMilliseconds(100));

    private async Task<IEnumerable<string>> HistoryAsync()
    {
        await _upload.Gateway.StopAsync();
        string[] told = ["parts", "answer", "look", "code", "state"];
        return (await _upload.Gateway.HistoryAsync(_grant)).Select(entry => string.Join(' ', told.Select(name => entry.Detail.GetValueOrDefault(name)).Where(value => value is not null).Take(1).Prepend(entry.Event)));
    }
}
