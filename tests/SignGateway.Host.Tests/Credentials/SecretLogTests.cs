using System.Text.Json.Nodes;
using OssSimulator;
using SignGateway.Host.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Host.Tests.Credentials;

public sealed class SecretLogTests
{
    [Fact]
    public async Task no_secret_token_ticket_or_signature_is_in_a_log_of_a_whole_loop_at_its_wordiest()
    {
        var ticketKey = Convert.ToBase64String("a ticket key of thirty-two bytes!"u8);
        await using var loop = await WatchedLoop.StartForAsync(storage => new(RoleTests.Role(storage))
        {
            ["Logging__LogLevel__Default"] = "Trace",
            ["Logging__LogLevel__Microsoft.AspNetCore"] = "Trace",
            ["Logging__LogLevel__System.Net.Http"] = "Trace",
            ["SignGateway__Tickets__Keys__0__Id"] = "k1",
            ["SignGateway__Tickets__Keys__0__Secret"] = ticketKey,
        });
        List<string> secrets = [SimulatorOptions.DefaultAccessKeySecret, ticketKey, loop.Tokens.Settings["Authentication__Schemes__Bearer__SigningKeys__0__Value"]];

        foreach (var drop in (bool[])[false, true])
        {
            loop.Storage.Faults.Drop = drop ? 1 : 0;
            secrets.AddRange(await UploadAsync(loop));
        }

        using var stranger = new GatewayClient(loop.Host.Url, "not.a.token-at-all");
        await stranger.SendAsync(HttpMethod.Get, "/v1/uploads");
        secrets.Add("token-at-all");

        var log = loop.Host.Output;
        Assert.Contains("trce:", log, StringComparison.Ordinal);
        Assert.All(secrets, secret => Assert.True(secret.Length > 8 && !log.Contains(secret, StringComparison.Ordinal), $"The log holds '{secret[..8]}…'."));
    }

    // Everything that a grant, its callback and its link hold and nobody else should.
    private static async Task<IEnumerable<string>> UploadAsync(WatchedLoop loop)
    {
        var token = loop.Tokens.For("alice");
        using var alice = new GatewayClient(loop.Host.Url, token);
        var grant = await alice.SignAsync(new JsonObject { ["fileName"] = "a.bin", ["vars"] = new JsonObject { ["note"] = "of nobody's concern" } });
        await GatewayClient.PostAsync(grant, [1, 2, 3]);
        await alice.SendAsync(HttpMethod.Post, $"{grant["statusUrl"]}/confirm");
        var (_, link) = await alice.SendAsync(HttpMethod.Get, $"{grant["statusUrl"]}/content");
        await alice.SendAsync(HttpMethod.Delete, (string)grant["statusUrl"]!);

        var fields = grant["fields"]!;
        var callback = loop.Storage.Callbacks[^1];
        var query = new Uri((string)link!["url"]!).Query;
        return
        [
            token, token.Split('.')[2], "of nobody's concern",
            .. ((string[])["policy", "callback", "x-oss-signature", "x-oss-security-token", "x-oss-meta-upload-ticket"]).Select(name => (string)fields[name]!),
            .. callback.Headers.Where(header => header.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase)).Select(header => header.Value.ToString()),
            query.Split("x-oss-signature=")[1], TicketOf(callback.Body),
        ];
    }

    private static string TicketOf(string body) => body.Split("ticket=")[1].Split('&')[0];
}
