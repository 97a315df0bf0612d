using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using OssSimulator;
using SignGateway.Host.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Host.Tests.Loops;

/// <summary>What somebody gets who carries the database away.</summary>
public sealed class DatabaseCopyTests
{
    private const string WebhookSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    // Longer texts may be parted between pages of the file.
    private const int Piece = 24;

    [Fact]
    public async Task holds_nothing_that_works_like_a_key()
    {
        var ticketKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        await using var loop = await WatchedLoop.StartAsync(new()
        {
            ["SignGateway__Tickets__Keys__0__Id"] = "k1",
            ["SignGateway__Tickets__Keys__0__Secret"] = ticketKey,
            ["SignGateway__Profiles__default__Methods__0"] = "post",
            ["SignGateway__Profiles__default__Methods__1"] = "put",
            ["SignGateway__Events__Endpoints__app__Url"] = "http://127.0.0.1:9/uploads",
            ["SignGateway__Events__Endpoints__app__Secrets__0"] = WebhookSecret,
            ["SignGateway__Events__Endpoints__app__AllowPrivate"] = "true",
        });
        var token = loop.Tokens.For("alice");
        using var alice = new GatewayClient(loop.Host.Url, token);

        var form = await alice.SignAsync(new JsonObject { ["fileName"] = "holiday.bin", ["vars"] = new JsonObject { ["album"] = "7" } });
        await GatewayClient.PostAsync(form, [1, 2, 3]);
        var put = await alice.SignAsync(new JsonObject { ["method"] = "put", ["fileName"] = "b.bin", ["size"] = 3 });
        var (_, link) = await alice.SendAsync(HttpMethod.Get, $"{form["statusUrl"]}/content");

        // A killed process leaves its log of writes beside the file, with all that was ever in it.
        await loop.Host.KillAsync();
        var copy = string.Concat(Directory.GetFiles(loop.Host.Folder, "ledger.db*").Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(file))));

        Assert.All(["holiday.bin", (string)form["id"]!, "alice"], harmless => Assert.Contains(harmless, copy, StringComparison.Ordinal));
        string[] secrets =
        [
            token.Split('.')[1], token.Split('.')[2], ticketKey, WebhookSecret, SimulatorOptions.DefaultAccessKeySecret,
            .. ((string[])["policy", "callback", "x-oss-signature", "x-oss-meta-upload-ticket"]).Select(name => (string)form["fields"]![name]!),
            (string)put["headers"]!["x-oss-meta-upload-ticket"]!, Signature((string)put["url"]!), Signature((string)link!["url"]!),
            loop.Storage.Callbacks[^1].Headers["Authorization"],
        ];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret.Length > Piece ? secret[^Piece..] : secret, copy, StringComparison.Ordinal));
    }

    private static string Signature(string url) => new Uri(url).Query.Split("x-oss-signature=")[1].Split('&')[0];
}
