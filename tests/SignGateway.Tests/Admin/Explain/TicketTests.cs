using System.Text.Json.Nodes;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Admin.Explain;

/// <summary>A ticket by itself.</summary>
public sealed class TicketTests : IAsyncLifetime
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
    public async Task a_callback_ticket_tells_whose_it_is_and_how_long_it_counts()
    {
        var answer = await _gateway.ExplainAsync(_grant.Ticket());
        Assert.Equal(("ticket", "unknown", 600), (answer.Kind(), answer.Signature(), (int)answer["expiresIn"]!));
        Assert.Empty(answer.Wrong());
        Assert.Equal("A ticket of this gateway; its form can be posted for 10 minutes more.", answer.Summary());
        foreach (var (name, value) in new (string, string)[]
        {
            ("purpose", "callback"), ("upload id", (string)_grant["id"]!), ("user id", "alice"), ("profile", "default"), ("file name", "cat.png"), ("content type", "image/png"),
            ("size", "1 to 1073741824 bytes"), ("issued", "2026-01-01T12:00:00Z"), ("end", "2026-01-01T12:10:00Z"), ("counts until", "2026-01-02T12:10:00Z"),
        })
        {
            Assert.Equal(value, (string?)answer.Row("Ticket", name)["value"]);
        }

        Assert.Equal("issued", (string)answer.Row("Upload", "state")["value"]!);
    }

    [Fact]
    public async Task an_object_ticket_counts_for_ever()
    {
        _gateway.Time.Pass(TimeSpan.FromDays(400));
        var answer = await _gateway.ExplainAsync((string)_grant.Fields()["x-oss-meta-upload-ticket"]!);
        Assert.Equal("object", (string)answer.Row("Ticket", "purpose")["value"]!);
        Assert.DoesNotContain(answer.Rows("Ticket"), row => (string)row["name"]! == "counts until");
        Assert.True((long)answer["expiresIn"]! < 0);
    }

    [Fact]
    public async Task a_callback_ticket_past_its_grace_does_not_count()
    {
        _gateway.Time.Pass(TimeSpan.FromDays(2));
        var answer = await _gateway.ExplainAsync(_grant.Ticket());
        Assert.Equal(["Ticket: counts until differs"], answer.Wrong());
        Assert.Contains("Grace", answer.Summary(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task within_its_grace_it_counts()
    {
        _gateway.Time.Pass(TimeSpan.FromHours(1));
        var answer = await _gateway.ExplainAsync(_grant.Ticket());
        Assert.Empty(answer.Wrong());
        Assert.Contains("what was uploaded with it in time still counts", answer.Summary(), StringComparison.Ordinal);
        Assert.Equal(-3000, (int)answer["expiresIn"]!);
    }

    [Fact]
    public async Task a_ticket_of_another_ring_does_not_open()
    {
        await using var other = await TestGateway.StartAsync(new() { ["SignGateway:Tickets:Keys:0:Id"] = "other" });
        var answer = await _gateway.ExplainAsync((await other.SignAsync()).Ticket());
        Assert.Equal("ticket", answer.Kind());
        Assert.Equal(["Ticket: ticket differs"], answer.Wrong());
        Assert.Contains("is not in the ring", (string)answer.Row("Ticket", "ticket")["hint"]!, StringComparison.Ordinal);
        Assert.Contains("other", (string)answer.Row("Ticket", "key id")["value"]!, StringComparison.Ordinal);
        Assert.StartsWith("A ticket that does not count here.", answer.Summary(), StringComparison.Ordinal);
        Assert.DoesNotContain(answer.Rows(), row => (string)row["name"]! == "user id");
    }

    [Fact]
    public async Task a_callback_ticket_of_an_archived_key_does_not_count()
    {
        await using var later = await TestGateway.StartAsync(new()
        {
            ["SignGateway:Tickets:Keys:0:Use"] = "archive",
            ["SignGateway:Tickets:Keys:1:Id"] = "k2",
            ["SignGateway:Tickets:Keys:1:Secret"] = Convert.ToBase64String(new byte[32]),
            ["SignGateway:Tickets:Keys:1:Use"] = "current",
        });
        Assert.Equal(["Ticket: ticket differs"], (await later.ExplainAsync(_grant.Ticket())).Wrong());
        Assert.Equal(["Upload: upload missing"], (await later.ExplainAsync((string)_grant.Fields()["x-oss-meta-upload-ticket"]!)).Wrong());
    }

    [Fact]
    public async Task a_ticket_that_the_ledger_knows_nothing_of_still_opens()
    {
        await using var same = await TestGateway.StartAsync();
        var answer = await same.ExplainAsync(_grant.Ticket());
        Assert.Equal(["Upload: upload missing"], answer.Wrong());
        Assert.Equal((string)_grant["id"]!, (string)answer.Row("Ticket", "upload id")["value"]!);
    }

    [Fact]
    public async Task a_deleted_upload_ends_it()
    {
        await _gateway.SendAsync(HttpMethod.Delete, $"/v1/uploads/{_grant["id"]}");
        var answer = await _gateway.ExplainAsync(_grant.Ticket());
        Assert.StartsWith("A ticket of this gateway, but its upload was deleted", answer.Summary(), StringComparison.Ordinal);
    }
}
