using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Forwarding;

/// <summary>What an application hears, and what becomes of its answer.</summary>
public sealed class ForwardTests : IAsyncLifetime
{
    private const string OtherSecret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private readonly StandInBucket _bucket = new();
    private StandInApplication _application = null!;
    private TestGateway _gateway = null!;
    private JsonObject _grant = null!;
    private OssCallback _callback = null!;

    public async ValueTask InitializeAsync()
    {
        _application = await StandInApplication.StartAsync();
        _gateway = await TestGateway.StartAsync(new(_application.Settings)
        {
            ["SignGateway:Profiles:default:ForwardSecrets:1"] = OtherSecret,
            ["SignGateway:Profiles:default:AllowOverwrite"] = "true",
            ["SignGateway:Profiles:quiet:VerifyObject"] = "Never",
        });
        _gateway.Oss.Answer = _bucket.Answer;
        _grant = await _gateway.SignAsync();
        _callback = new OssCallback(_grant);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _application.DisposeAsync();
    }

    [Fact]
    public async Task the_applications_answer_is_part_of_the_callbacks()
    {
        var (status, answer) = await _callback.SendAsync(_gateway);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("/photos/1", (string)answer["app"]!["next"]!);
        Assert.False(answer.ContainsKey("appError"));
        Assert.Equal("stored", (string)answer["state"]!);
        Assert.False((bool)answer["duplicate"]!);
    }

    [Fact]
    public async Task the_application_hears_the_upload_and_how_far_to_trust_it()
    {
        var (_, answer) = await _callback.SendAsync(_gateway);

        var message = Assert.Single(_application.Messages);
        answer.Remove("app");
        answer.Remove("duplicate");
        Assert.Equal(answer.ToJsonString(), message.Upload.ToJsonString());
        Assert.Equal("callback", (string)message.Upload["evidence"]!);
        Assert.Equal("POST /uploads/stored?from=gateway", message.Target);
        Assert.Equal("application/json", message.Headers["content-type"]);
    }

    [Fact]
    public async Task the_message_is_signed_with_every_secret_and_by_nobody_else()
    {
        await _callback.SendAsync(_gateway);

        var message = Assert.Single(_application.Messages);
        Assert.True(message.IsSignedWith(StandInApplication.Secret));
        Assert.True(message.IsSignedWith(OtherSecret));
        Assert.False(message.IsSignedWith("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHiA="));
        Assert.Equal(_gateway.Time.GetUtcNow().ToUnixTimeSeconds().ToString(), message.Headers["webhook-timestamp"]);
        Assert.DoesNotContain('.', message.Id);
    }

    [Theory]
    [InlineData("""[1,2]""")]
    [InlineData("\"猫 😀\"")]
    [InlineData("null")]
    [InlineData(" \r\n{ \"a\" : 1.50 }\n")]
    [InlineData("\uFEFF{\"a\":1}")]
    public async Task any_json_value_will_do_with_space_around_it_or_a_byte_order_mark(string json)
    {
        _application.Answer = context => StandInApplication.WriteAsync(context, json);

        var (_, answer) = await _callback.SendAsync(_gateway);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json.TrimStart('\uFEFF')), answer["app"]));
        Assert.False(answer.ContainsKey("appError"));
    }

    [Fact]
    public async Task an_application_may_have_nothing_to_say()
    {
        _application.Answer = context =>
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        };

        var (_, answer) = await _callback.SendAsync(_gateway);

        Assert.True(answer.ContainsKey("app"));
        Assert.Null(answer["app"]);
        Assert.False(answer.ContainsKey("appError"));
    }

    [Fact]
    public async Task a_repeat_gets_the_same_and_the_application_hears_of_it_once()
    {
        var (_, first) = await _callback.SendAsync(_gateway);
        _gateway.Time.Pass(TimeSpan.FromDays(2));

        var (_, again) = await _callback.SendAsync(_gateway);

        first["duplicate"] = true;
        Assert.Equal(first.ToJsonString(), again.ToJsonString());
        Assert.Single(_application.Messages);
    }

    [Fact]
    public async Task a_confirm_of_an_answer_that_was_lost_has_it_too()
    {
        var (_, first) = await _callback.SendAsync(_gateway);

        var (status, confirmed, _) = await _gateway.SendAsync(HttpMethod.Post, $"/v1/uploads/{_grant["id"]}/confirm");

        first.Remove("duplicate");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(first.ToJsonString(), confirmed.ToJsonString());
    }

    [Fact]
    public async Task the_upload_itself_is_read_without_it()
    {
        await _callback.SendAsync(_gateway);
        Assert.False((await _gateway.FindAsync(_grant)).ContainsKey("app"));
    }

    [Fact]
    public async Task another_profile_has_nothing_of_it()
    {
        var callback = new OssCallback(await _gateway.SignAsync("""{"profile":"quiet","fileName":"a.bin"}"""));

        var (_, answer) = await callback.SendAsync(_gateway);

        Assert.False(answer.ContainsKey("app"));
        Assert.False(answer.ContainsKey("appError"));
        Assert.Empty(_application.Messages);
    }

    [Fact]
    public async Task other_content_of_the_same_upload_is_another_message()
    {
        await _callback.SendAsync(_gateway);
        _application.Answer = context => StandInApplication.WriteAsync(context, "2");
        var second = new OssCallback(_grant);
        var stored = _bucket.Put(_grant);
        (second.Values["etag"], second.Values["size"]) = (stored.ETag = "0123456789ABCDEF0123456789ABCDEF", stored.Size = 7);

        var (_, answer) = await second.SendAsync(_gateway);
        var (_, again) = await second.SendAsync(_gateway);

        Assert.Equal((7L, 2), ((long)answer["size"]!, (int)answer["app"]!));
        Assert.Equal(answer.ToJsonString(), again.ToJsonString());
        Assert.Equal([48213L, 7L], _application.Messages.Select(message => (long)message.Upload["size"]!));
        Assert.Equal(2, _application.Messages.Select(message => message.Id).Distinct().Count());
    }

    [Fact]
    public async Task the_uploads_history_tells_that_the_application_answered()
    {
        await _callback.SendAsync(_gateway);
        await _gateway.StopAsync();
        Assert.Equal("answered", Assert.Single(await _gateway.HistoryAsync(_grant)).Detail["app"]);
    }

    [Fact]
    public async Task logs_neither_secret_nor_signature()
    {
        _application.Answer = context =>
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return Task.CompletedTask;
        };
        await _callback.SendAsync(_gateway);

        var log = string.Join('\n', _gateway.Log.Lines);

        Assert.Contains("status_500", log, StringComparison.Ordinal);
        Assert.DoesNotContain(StandInApplication.Secret["whsec_".Length..], log, StringComparison.Ordinal);
        Assert.DoesNotContain(Assert.Single(_application.Messages).Headers["webhook-signature"].Split(' ')[0], log, StringComparison.Ordinal);
    }
}
