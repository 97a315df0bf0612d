using System.Text.Json.Nodes;
using SignGateway.TestServers;
using Xunit;

namespace SignGateway.Host.Tests.Admin;

/// <summary>What an explanation foretells is what storage then does, which reads OSS's documents for itself.</summary>
public sealed class ExplainTests : IAsyncLifetime
{
    private static readonly (string Name, string? Value, int Status)[] Changes =
    [
        ("", null, 200),
        ("key", "somewhere/else.png", 403),
        ("key", null, 403),
        ("x-oss-content-type", "image/gif", 403),
        ("x-oss-object-acl", null, 403),
        ("x-oss-forbid-overwrite", "false", 403),
        ("x-oss-meta-upload-ticket", "x", 403),
        ("x:album", "8", 403),
        ("callback", "e30=", 403),
        ("x-oss-signature", "0000000000000000000000000000000000000000000000000000000000000000", 403),
        ("x-oss-signature", null, 400),
        ("x-oss-date", "20200101T000000Z", 400),
        ("x-oss-signature-version", "OSS5", 400),
        ("x-oss-credential", "id", 400),
        ("policy", "e30=", 403),
        ("policy", null, 400),
        ("Expires", "never", 200),
        ("x:other", "7", 200),
    ];

    private HostProcess _host = null!;
    private GatewayClient _alice = null!;
    private GatewayClient _admin = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await HostProcess.StartNewAsync();
        _alice = await GatewayClient.SignInAsync(_host, "alice");
        _admin = await GatewayClient.SignInAsync(_host, "admin");
    }

    public async ValueTask DisposeAsync()
    {
        _alice.Dispose();
        _admin.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task storage_refuses_what_was_said_to_be_refused_and_takes_what_was_said_to_be_taken()
    {
        foreach (var (name, value, status) in Changes)
        {
            var grant = await _alice.SignAsync(new JsonObject { ["fileName"] = "a.png", ["contentType"] = "image/png", ["vars"] = new JsonObject { ["album"] = "7" } });
            if (value is not null)
                grant["fields"]![name] = value;
            else
                grant["fields"]!.AsObject().Remove(name);

            var summary = await ExplainAsync(grant.ToJsonString());
            var (answered, body) = await GatewayClient.PostAsync(grant, SampleFiles.Png(2, 2));

            Assert.Equal((name, value, status), (name, value, answered));
            Assert.StartsWith(answered == 200 ? "OSS will take this grant" : "OSS will refuse this grant", summary, StringComparison.Ordinal);
            if (answered != 200)
                Assert.DoesNotContain("does not know", await ExplainAsync(body), StringComparison.Ordinal);
        }
    }

    private async Task<string> ExplainAsync(string text)
    {
        var (status, answer) = await _admin.SendAsync(HttpMethod.Post, "/v1/admin/explain", new JsonObject { ["text"] = text });
        return status == 200 ? (string)answer!["summary"]! : throw new InvalidOperationException($"{status}: {answer}");
    }
}
