using SignGateway.Recovery;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Recovery;

/// <summary>What is not an upload of ours is counted, and left.</summary>
public sealed class RebuildForeignTests : LostLedger
{
    [Fact]
    public async Task a_ticket_of_a_key_that_we_do_not_have_is_foreign()
    {
        await PutAsync();
        await using var stranger = await TestGateway.StartAsync(Quiet(new() { ["SignGateway:Tickets:Keys:0:Id"] = "k9" }));
        stranger.Oss.Answer = Bucket.Answer;
        Assert.Equal(new RebuildReport(1, 0, 0, 1, 0), await RebuildAsync(gateway: stranger));
        Assert.Contains(stranger.Log.Lines, line => line.Contains("key is not in the ring", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("junk")]
    public async Task an_object_without_our_ticket_is_foreign(string? ticket)
    {
        Bucket.Put(await Lost.SignAsync()).Ticket = ticket;
        Assert.Equal(new RebuildReport(1, 0, 0, 1, 0), await RebuildAsync());
    }

    [Theory]
    [InlineData("copies/cat.png")]
    [InlineData("up/../and/./down")]
    [InlineData("名 ?#%2F+&")]
    public async Task a_copy_under_another_key_is_foreign(string key)
    {
        var grant = await Lost.SignAsync();
        Bucket.Put(grant, key);
        Assert.Equal(new RebuildReport(1, 0, 0, 1, 0), await RebuildAsync());
        Assert.Equal("upload_not_found", (string)(await Gateway.FindAsync(grant))["code"]!);
    }

    [Fact]
    public async Task an_object_of_another_bucket_is_foreign()
    {
        await PutAsync();
        await using var elsewhere = await TestGateway.StartAsync(Quiet(new() { ["SignGateway:Oss:Bucket"] = "other-bucket" }));
        elsewhere.Oss.Answer = Bucket.Answer;
        Assert.Equal(new RebuildReport(1, 0, 0, 1, 0), await RebuildAsync(gateway: elsewhere));
    }

    [Theory]
    [InlineData("size")]
    [InlineData("content type")]
    [InlineData("content encoding")]
    public async Task an_object_that_is_not_what_was_granted_is_foreign_and_the_log_says_why(string difference)
    {
        var stored = Bucket.Put(await Lost.SignAsync());
        stored.Size = difference == "size" ? 0 : stored.Size;
        stored.ContentType = difference == "content type" ? "text/html" : stored.ContentType;
        stored.ContentEncoding = difference == "content encoding" ? "gzip" : null;
        Assert.Equal(new RebuildReport(1, 0, 0, 1, 0), await RebuildAsync());
        Assert.Contains(Gateway.Log.Lines, line => line.Contains($"its {difference} is not what was granted", StringComparison.Ordinal));
    }
}
