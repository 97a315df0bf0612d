using System.Net;
using System.Text.Json.Nodes;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Recovery;

public sealed class ConfirmTests : IAsyncLifetime
{
    private TestGateway _gateway = null!;
    private JsonObject _grant = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await TestGateway.StartAsync();
        _grant = await _gateway.SignAsync();
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task records_what_OSS_shows()
    {
        Shows(new StoredObject(_grant));

        var (status, upload) = await ConfirmAsync();

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("stored", (string)upload["state"]!);
        Assert.Equal("confirm", (string)upload["recordedBy"]!);
        Assert.Equal("object", (string)upload["evidence"]!);
        Assert.Equal(48213, (long)upload["size"]!);
        Assert.Equal("7", (string)upload["vars"]!["album"]!);
        Assert.Equal([$"HEAD https://example-bucket.oss-cn-hangzhou.aliyuncs.com/{_grant["key"]}"], _gateway.Oss.Calls);
    }

    [Fact]
    public async Task again_answers_the_same_without_asking_OSS()
    {
        Shows(new StoredObject(_grant));
        var (_, first) = await ConfirmAsync();
        var (status, again) = await ConfirmAsync();
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(first.ToJsonString(), again.ToJsonString());
        Assert.Single(_gateway.Oss.Calls);
    }

    [Fact]
    public async Task a_callback_that_comes_after_it_is_a_repeat()
    {
        Shows(new StoredObject(_grant));
        await ConfirmAsync();
        var (_, answer) = await new OssCallback(_grant).SendAsync(_gateway);
        Assert.True((bool)answer["duplicate"]!);
        Assert.Equal("confirm", (string)answer["recordedBy"]!);
    }

    [Fact]
    public async Task after_a_callback_answers_what_the_callback_recorded()
    {
        await new OssCallback(_grant).SendAsync(_gateway);
        var (status, upload) = await ConfirmAsync();
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("callback", (string)upload["recordedBy"]!);
    }

    [Fact]
    public async Task an_absent_object_is_not_there_yet()
    {
        _gateway.Oss.Answer = _ => new HttpResponseMessage(HttpStatusCode.NotFound);
        await RefusedAsync(409, "object_not_found", "issued");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("junk")]
    public async Task an_object_without_our_ticket_counts_as_absent(string? ticket)
    {
        Shows(new StoredObject(_grant) { Ticket = ticket });
        await RefusedAsync(409, "object_not_found", "issued");
    }

    [Fact]
    public async Task an_object_with_another_uploads_ticket_counts_as_absent()
    {
        var other = await _gateway.SignAsync();
        Shows(new StoredObject(_grant) { Ticket = (string)other["fields"]!["x-oss-meta-upload-ticket"]! });
        await RefusedAsync(409, "object_not_found", "issued");
    }

    [Fact]
    public async Task an_object_with_the_callbacks_ticket_counts_as_absent()
    {
        var template = new OssCallback(_grant).Template;
        Shows(new StoredObject(_grant) { Ticket = template["ticket=".Length..template.IndexOf('&', StringComparison.Ordinal)] });
        await RefusedAsync(409, "object_not_found", "issued");
    }

    [Fact]
    public async Task an_object_of_another_size_is_not_recorded()
    {
        Shows(new StoredObject(_grant) { Size = 0 });
        await RefusedAsync(409, "upload_not_stored", "issued");
    }

    [Fact]
    public async Task an_object_of_another_type_is_not_recorded()
    {
        Shows(new StoredObject(_grant) { ContentType = "text/html" });
        await RefusedAsync(409, "upload_not_stored", "issued");
    }

    [Fact]
    public async Task an_object_with_an_encoding_that_was_not_granted_is_not_recorded()
    {
        Shows(new StoredObject(_grant) { ContentEncoding = "gzip" });
        await RefusedAsync(409, "upload_not_stored", "issued");
    }

    [Theory]
    [InlineData(403)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task an_OSS_that_will_not_say_changes_nothing(int status)
    {
        _gateway.Oss.Answer = _ => new HttpResponseMessage((HttpStatusCode)status);
        await RefusedAsync(503, "oss_unavailable", "issued");
    }

    [Fact]
    public async Task an_OSS_that_cannot_be_reached_changes_nothing()
    {
        _gateway.Oss.Answer = _ => null;
        await RefusedAsync(503, "oss_unavailable", "issued");
    }

    [Fact]
    public async Task a_revoked_grant_stays_revoked()
    {
        await _gateway.SendAsync(HttpMethod.Delete, $"/v1/uploads/{_grant["id"]}");
        await RefusedAsync(409, "upload_not_stored", "deleted");
    }

    [Fact]
    public async Task another_users_upload_is_not_there()
    {
        var (status, problem, _) = await _gateway.SendAsync(HttpMethod.Post, $"/v1/uploads/{_grant["id"]}/confirm", "bob");
        Assert.Equal((404, "upload_not_found"), ((int)status, (string)problem["code"]!));
        Assert.Empty(_gateway.Oss.Calls);
    }

    [Fact]
    public async Task many_at_once_share_one_look()
    {
        var open = new TaskCompletionSource();
        _gateway.Oss.Gate = open.Task;
        Shows(new StoredObject(_grant));
        var confirms = Enumerable.Range(0, 20).Select(_ => ConfirmAsync()).ToList();

        open.SetResult();

        Assert.All(await Task.WhenAll(confirms), answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Single(_gateway.Oss.Calls);
    }

    [Fact]
    public async Task one_upload_is_looked_at_once_a_second()
    {
        _gateway.Oss.Answer = _ => new HttpResponseMessage(HttpStatusCode.NotFound);
        await ConfirmAsync();
        await ConfirmAsync();
        Assert.Single(_gateway.Oss.Calls);

        _gateway.Time.Pass(TimeSpan.FromSeconds(1));
        await ConfirmAsync();
        Assert.Equal(2, _gateway.Oss.Calls.Count);
    }

    private void Shows(StoredObject stored) => _gateway.Oss.Answer = _ => stored.Head();

    private async Task<(HttpStatusCode Status, JsonObject Body)> ConfirmAsync()
    {
        var (status, body, _) = await _gateway.SendAsync(HttpMethod.Post, $"/v1/uploads/{_grant["id"]}/confirm");
        return (status, body);
    }

    private async Task RefusedAsync(int status, string code, string state)
    {
        var (answered, problem) = await ConfirmAsync();
        Assert.Equal((status, code), ((int)answered, (string)problem["code"]!));
        Assert.Equal(state, (string)(await _gateway.FindAsync(_grant))["state"]!);
    }
}
