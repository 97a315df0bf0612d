using System.Net;
using System.Text.Json.Nodes;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Admin;

public sealed class HistoryTests : IAsyncLifetime
{
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() =>
        // The sweep runs when the test says so.
        _gateway = await TestGateway.StartAsync(new() { ["SignGateway:Reconcile:Interval"] = "1.00:00:00" });

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task tells_of_every_delivery_and_what_became_of_it()
    {
        var grant = await _gateway.SignAsync();
        var callback = new OssCallback(grant);
        await callback.SendAsync(_gateway);
        await callback.SendAsync(_gateway);
        callback.Values["mimeType"] = "text/html";
        await callback.SendAsync(_gateway);

        var history = await HistoryAsync(grant);

        Assert.Equal(["callback", "callback", "callback", "issued"], history.Select(entry => (string)entry["event"]!));
        Assert.Equal(["refused", "duplicate", "recorded"], history.Take(3).Select(entry => (string)entry["detail"]!["verdict"]!));
        Assert.Equal("ticket_mismatch", (string)history[0]["detail"]!["code"]!);
        Assert.Equal("media type differs from the ticket", (string)history[0]["detail"]!["reason"]!);
        Assert.All(history.Take(3), entry => Assert.Equal("65F2C1A0B1C2D3E4F5060708", (string)entry["detail"]!["requestId"]!));
        Assert.All(history.Take(3), entry => Assert.StartsWith(Environment.MachineName[..1], (string)entry["replica"]!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task of_a_callback_that_is_sent_again_and_again_a_hundred_lines_of_each_second_are_kept()
    {
        var grant = await _gateway.SignAsync();
        var callback = new OssCallback(grant);
        for (var delivery = 0; delivery < 110; delivery++)
            await callback.SendAsync(_gateway);
        _gateway.Time.Pass(TimeSpan.FromSeconds(1));
        await callback.SendAsync(_gateway);

        // One that recorded, a hundred repeats, one of the next second, and that it was issued.
        Assert.Equal(1 + 100 + 1 + 1, (await HistoryAsync(grant)).Count);
    }

    [Theory]
    [InlineData("Form")]
    [InlineData("Json")]
    public async Task tells_by_which_operation_the_object_came_and_what_else_was_asked_for(string bodyType)
    {
        await using var gateway = await TestGateway.StartAsync(new()
        {
            ["SignGateway:Reconcile:Interval"] = "1.00:00:00",
            ["SignGateway:Profiles:default:CallbackBodyType"] = bodyType,
            ["SignGateway:Profiles:default:CallbackVariables:0"] = "ClientIp",
            ["SignGateway:Profiles:default:CallbackVariables:1"] = "ContentMd5",
            ["SignGateway:Profiles:default:CallbackVariables:2"] = "VpcId",
        });
        var grant = await gateway.SignAsync();
        var callback = new OssCallback(grant) { Values = { ["operation"] = "PutObject", ["clientIp"] = "203.0.113.7", ["contentMd5"] = "1B2M2Y8AsgTpgAmY7PhCfg==", ["vpcId"] = "" } };
        await callback.SendAsync(gateway);

        var detail = (await HistoryAsync(gateway, grant))[0]["detail"]!;

        Assert.Equal(("PutObject", "203.0.113.7", "1B2M2Y8AsgTpgAmY7PhCfg=="), ((string)detail["operation"]!, (string)detail["clientIp"]!, (string)detail["contentMd5"]!));
        Assert.Null(detail["vpcId"]);
    }

    [Fact]
    public async Task what_a_callback_tells_besides_is_kept_only_if_it_can_be_what_it_is_called()
    {
        var grant = await _gateway.SignAsync();
        string[] told = [new string('x', 65), "Put Object", "上传"];
        foreach (var operation in told)
            await new OssCallback(grant) { Values = { ["operation"] = operation } }.SendAsync(_gateway);
        var callbacks = (await HistoryAsync(grant)).Where(entry => (string)entry["event"]! == "callback").ToList();
        Assert.Equal(told.Length, callbacks.Count);
        Assert.All(callbacks, entry => Assert.Null(entry["detail"]!["operation"]));
    }

    [Fact]
    public async Task tells_of_a_confirm_once_for_each_look()
    {
        var grant = await _gateway.SignAsync();
        _gateway.Oss.Answer = _ => new HttpResponseMessage(HttpStatusCode.NotFound);
        await _gateway.SendAsync(HttpMethod.Post, $"/v1/uploads/{grant["id"]}/confirm");
        await _gateway.SendAsync(HttpMethod.Post, $"/v1/uploads/{grant["id"]}/confirm");
        _gateway.Time.Pass(TimeSpan.FromSeconds(1));
        _gateway.Oss.Answer = _ => new StoredObject(grant).Head();
        await _gateway.SendAsync(HttpMethod.Post, $"/v1/uploads/{grant["id"]}/confirm");

        var history = await HistoryAsync(grant);

        Assert.Equal(["confirm", "confirm", "issued"], history.Select(entry => (string)entry["event"]!));
        Assert.Equal("""{"look":"agrees","state":"stored"}""", history[0]["detail"]!.ToJsonString());
        Assert.Equal("""{"look":"absent","code":"object_not_found","state":"issued"}""", history[1]["detail"]!.ToJsonString());
    }

    [Fact]
    public async Task tells_of_the_sweeps_looks()
    {
        var grant = await _gateway.SignAsync();
        var bucket = new StandInBucket();
        _gateway.Oss.Answer = bucket.Answer;
        _gateway.Time.Pass(TimeSpan.FromMinutes(16));
        await _gateway.SweepAsync();
        bucket.Put(grant);
        _gateway.Time.Pass(TimeSpan.FromHours(1));
        await _gateway.SweepAsync();

        var looks = (await HistoryAsync(grant)).Where(entry => (string)entry["event"]! == "reconcile").Select(entry => (string)entry["detail"]!["look"]!);

        Assert.Equal(["agrees", "absent"], looks);
    }

    [Fact]
    public async Task tells_of_a_delete_that_failed_and_of_one_that_did_not()
    {
        var grant = await _gateway.SignAsync();
        await new OssCallback(grant).SendAsync(_gateway);
        _gateway.Oss.Answer = _ => null;
        await _gateway.SendAsync(HttpMethod.Delete, $"/v1/uploads/{grant["id"]}");
        _gateway.Oss.Answer = new StandInBucket().Answer;
        await _gateway.SendAsync(HttpMethod.Delete, $"/v1/uploads/{grant["id"]}");

        var history = await HistoryAsync(grant);

        Assert.Equal(["""{"state":"deleted"}""", """{"code":"oss_unavailable"}"""], history.Where(entry => (string)entry["event"]! == "delete").Select(entry => entry["detail"]!.ToJsonString()));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("01jgfjjz00000000000000000a")]
    public async Task an_upload_that_is_not_there_has_none(string id)
    {
        var (status, problem) = await _gateway.AskAsync($"/uploads/{id}");
        Assert.Equal((404, "upload_not_found"), (status, (string)problem["code"]!));
    }

    private Task<List<JsonNode>> HistoryAsync(JsonObject grant) => HistoryAsync(_gateway, grant);

    private static async Task<List<JsonNode>> HistoryAsync(TestGateway gateway, JsonObject grant)
    {
        var body = await gateway.ReadAsync($"/uploads/{grant["id"]}");
        Assert.Equal((string)grant["id"]!, (string)body["upload"]!["id"]!);
        return [.. body["history"]!.AsArray().Select(entry => entry!)];
    }
}
