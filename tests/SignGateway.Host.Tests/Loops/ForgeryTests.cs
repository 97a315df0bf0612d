using System.Text;
using System.Text.Json.Nodes;
using SignGateway.Host.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Host.Tests.Loops;

/// <summary>
/// Another customer of the same storage: callbacks that are correctly signed, since storage signs for everybody, with a body of the attacker's choosing.
/// Each attack starts from a body that would be recorded, and breaks one thing.
/// </summary>
public sealed class ForgeryTests(OneLoop shared) : IClassFixture<OneLoop>
{
    [Fact]
    public async Task the_body_that_the_attacks_start_from_would_be_recorded()
    {
        var (alice, grant) = await GrantAsync("alice");
        using (alice)
        {
            var (status, _) = await AttackAsync(Body(grant));
            Assert.Equal(200, status);
            Assert.Equal("stored", (string)(await alice.ReadAsync(grant))["state"]!);
        }
    }

    [Fact]
    public Task without_a_ticket() => RefusedAsync((body, _) => body.Remove("ticket"), 403, "ticket_invalid");

    [Fact]
    public Task with_an_altered_ticket() => RefusedAsync((body, _) => body["ticket"] = Altered(body["ticket"]), 403, "ticket_invalid");

    [Fact]
    public Task with_the_ticket_of_the_objects_metadata() =>
        RefusedAsync((body, grant) => body["ticket"] = (string)grant["fields"]!["x-oss-meta-upload-ticket"]!, 403, "ticket_invalid");

    [Fact]
    public async Task with_another_users_ticket()
    {
        var (bob, other) = await GrantAsync("bob");
        using (bob)
            await RefusedAsync((body, _) => body["ticket"] = Body(other)["ticket"], 403, "ticket_mismatch");
    }

    [Fact]
    public Task with_another_key() => RefusedAsync((body, _) => body["object"] += "x", 403, "ticket_mismatch");

    [Fact]
    public Task with_another_bucket() => RefusedAsync((body, _) => body["bucket"] = "other-bucket", 403, "ticket_mismatch");

    [Fact]
    public Task with_another_size() => RefusedAsync((body, _) => body["size"] = "10", 403, "ticket_mismatch");

    [Fact]
    public Task with_another_type() => RefusedAsync((body, _) => body["mimeType"] = "text/html", 403, "ticket_mismatch");

    [Fact]
    public Task with_other_vars() => RefusedAsync((body, _) => body["x:album"] = "8", 403, "ticket_mismatch");

    [Fact]
    public Task with_control_characters() => RefusedAsync((body, _) => body["etag"] = "a\nb", 400, "callback_malformed");

    [Fact]
    public async Task with_a_signature_over_another_body()
    {
        var (alice, grant) = await GrantAsync("alice");
        using (alice)
        {
            await AttackAsync(new() { ["x"] = "1" });
            var (status, answer) = await Deliveries.DeliverAsync(shared.Loop.Host.Url, shared.Loop.Storage.Callbacks[^1], Text(Body(grant)));
            Assert.Equal((403, "callback_signature_invalid"), (status, (string)answer["code"]!));
            Assert.Equal("issued", (string)(await alice.ReadAsync(grant))["state"]!);
        }
    }

    private async Task RefusedAsync(Action<Dictionary<string, string>, JsonNode> spoil, int status, string code)
    {
        var (alice, grant) = await GrantAsync("alice");
        using (alice)
        {
            var body = Body(grant);
            spoil(body, grant);
            var (answered, text) = await AttackAsync(body);
            Assert.Equal((status, code), (answered, (string)JsonNode.Parse(text)!["code"]!));
            Assert.DoesNotContain("alice", text, StringComparison.Ordinal);
            Assert.DoesNotContain("bob", text, StringComparison.Ordinal);
            Assert.Equal("issued", (string)(await alice.ReadAsync(grant))["state"]!);
        }
    }

    private async Task<(GatewayClient Client, JsonNode Grant)> GrantAsync(string user)
    {
        var client = shared.Loop.ClientFor(user);
        return (client, await client.SignAsync(new JsonObject { ["fileName"] = "a.bin", ["size"] = 9, ["vars"] = new JsonObject { ["album"] = "7" } }));
    }

    /// <summary>What storage would send for an upload under the grant.</summary>
    private static Dictionary<string, string> Body(JsonNode grant)
    {
        var callback = JsonNode.Parse(Convert.FromBase64String((string)grant["fields"]!["callback"]!))!;
        var ticket = ((string)callback["callbackBody"]!).Split('&').Single(pair => pair.StartsWith("ticket=", StringComparison.Ordinal))["ticket=".Length..];
        return new()
        {
            ["ticket"] = ticket,
            ["bucket"] = (string)grant["bucket"]!,
            ["object"] = (string)grant["key"]!,
            ["etag"] = "ABCD",
            ["size"] = "9",
            ["mimeType"] = "application/octet-stream",
            ["x:album"] = "7",
        };
    }

    /// <summary>An upload of the attacker's own, whose callback is all constants; storage signs it like any other.</summary>
    private async Task<(int Status, string Answer)> AttackAsync(Dictionary<string, string> body)
    {
        var callback = new JsonObject { ["callbackUrl"] = new Uri(shared.Loop.Host.Url, "/v1/callbacks/oss").AbsoluteUri, ["callbackBody"] = Text(body) };
        await AttackerUpload.PostAsync(shared.Loop.Storage.Url, callback);
        var sent = shared.Loop.Storage.Callbacks[^1];
        return (sent.Status!.Value, sent.Answer);
    }

    private static string Text(Dictionary<string, string> body) => string.Join('&', body.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));

    private static string Altered(string ticket)
    {
        var letters = new StringBuilder(ticket);
        letters[^10] = letters[^10] == 'A' ? 'B' : 'A';
        return letters.ToString();
    }
}
