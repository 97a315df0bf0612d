using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Dapper;
using Npgsql;
using OssSimulator;
using SignGateway.Chaos.Tests.Fleets;
using SignGateway.Chaos.Tests.Judging;
using SignGateway.Chaos.Tests.Loads;
using SignGateway.Chaos.Tests.Rotation;
using SignGateway.TestHosts;
using SignGateway.TestServers;

namespace SignGateway.Chaos.Tests;

/// <summary>The recipes of docs/rotation.md, step by step, on two replicas that are restarted one after the other while uploads are under way.</summary>
public sealed class RotationTests
{
    private const string TicketKeys = "SignGateway__Tickets__Keys";
    private const string Credentials = "SignGateway__Credentials";
    private const string Endpoint = "SignGateway__Events__Endpoints__app";
    private const string SigningKeys = "Authentication__Schemes__Bearer__SigningKeys";

    [Fact]
    public async Task a_ticket_key_gives_way_to_another_and_no_upload_notices()
    {
        var (first, second) = (Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        await using var fleet = await Fleet.StartAsync(Known(Ring(("first", first, "current"))));
        await using var load = await SteadyLoad.StartAsync(fleet);

        await load.AcrossAsync(() => fleet.RollAsync(Ring(("first", first, "current"), ("second", second, "accepting"))));
        var late = await load.HoldAsync();
        await load.AcrossAsync(() => fleet.RollAsync(Ring(("second", second, "current"), ("first", first, "accepting"))));
        await load.AcrossAsync(() => fleet.RollAsync(Ring(("second", second, "current"), ("first", first, "archive"))));
        await AreShownAsync(fleet, ("first", "archive"), ("second", "signs"));
        await load.FinishAsync();

        var (status, _) = await GatewayClient.PostAsync(late.Grant, [.. late.Upload.File]);
        Assert.Equal(203, status);
        Assert.Equal("ticket_invalid", (string?)JsonNode.Parse(fleet.Storage.Server.Callbacks[^1].Answer)!["code"]);
        // Its object ticket still opens, so the upload is not lost.
        using (var client = new GatewayClient(fleet.Replicas[0].Url, fleet.TokenFor(SteadyLoad.User)))
            Assert.Equal(200, (await client.SendAsync(HttpMethod.Post, $"/v1/uploads/{late.Upload.Id}/confirm")).Status);
        await ComesBackAsync(fleet);
    }

    [Fact]
    public async Task a_webhook_secret_gives_way_to_another_and_no_event_is_refused()
    {
        var (first, second) = (WebhookReceiver.NewSecret(), WebhookReceiver.NewSecret());
        await using var receiver = await WebhookReceiver.StartAsync(first);
        await using var fleet = await Fleet.StartAsync(new Dictionary<string, string>(Known(Secrets(first))) { [$"{Endpoint}__Url"] = receiver.Url, [$"{Endpoint}__AllowPrivate"] = "true" });
        await using var load = await SteadyLoad.StartAsync(fleet);

        await load.AcrossAsync(() => fleet.RollAsync(Secrets(second, first)));
        await load.AcrossAsync(async () =>
        {
            await ToldAsync(fleet, receiver);
            receiver.Secret = second;
        });
        await load.AcrossAsync(() => fleet.RollAsync(Secrets(second)));
        var last = await load.HoldAsync();
        await load.UseAsync(last);
        await load.FinishAsync();

        await ToldAsync(fleet, receiver);
        Assert.Equal(0, receiver.Refused);
        Assert.Single(receiver.Taken[last.Upload.Id!].Split(' '));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task an_access_key_gives_way_to_another_and_no_upload_notices(bool assumesRole)
    {
        await using var fleet = await Fleet.StartAsync();
        if (assumesRole)
            await fleet.RollAsync(Role(fleet));
        await using var load = await SteadyLoad.StartAsync(fleet);

        var late = await load.HoldAsync();
        await load.AcrossAsync(() => fleet.RollAsync(Pair(WatchedStorage.OtherKey)));
        await load.AcrossAsync(() =>
        {
            fleet.Storage.Server.Faults.Credentials.DisabledKeys = [SimulatorOptions.DefaultAccessKeyId];
            return Task.CompletedTask;
        });
        await load.FinishAsync();

        // A token that the old pair fetched lives on by itself; what the old pair signed does not.
        var (status, answer) = await GatewayClient.PostAsync(late.Grant, [.. late.Upload.File]);
        Assert.True(status == (assumesRole ? 200 : 403), answer);
        Assert.Equal(!assumesRole, answer.Contains("InvalidAccessKeyId", StringComparison.Ordinal));
        await fleet.RollAsync(Pair(new AccessKey(SimulatorOptions.DefaultAccessKeyId, SimulatorOptions.DefaultAccessKeySecret)));
        Assert.Equal(assumesRole ? 503 : 403, await UploadAsync(fleet));
    }

    [Fact]
    public async Task a_signing_key_of_tokens_gives_way_to_another_and_no_user_notices()
    {
        var (first, second) = (new Jwt(), new Jwt());
        await using var fleet = await Fleet.StartAsync(Known(Keys(first)));
        await using var load = await SteadyLoad.StartAsync(fleet, first.For(SteadyLoad.User));

        await load.AcrossAsync(() => fleet.RollAsync(Keys(first, second)));
        await load.AcrossAsync(() =>
        {
            load.Token = second.For(SteadyLoad.User);
            return Task.CompletedTask;
        });
        await load.AcrossAsync(() => fleet.RollAsync(Keys(second)));
        await load.FinishAsync();

        await AreTakenAsync(fleet, second.For(SteadyLoad.User), 200);
        await AreTakenAsync(fleet, first.For(SteadyLoad.User), 401);
    }

    [Fact]
    public async Task a_key_that_the_Authority_publishes_gives_way_to_another_and_no_user_notices()
    {
        await using var issuer = await PublishingIssuer.StartAsync();
        await using var fleet = await Fleet.StartAsync(issuer.Settings);
        await using var load = await SteadyLoad.StartAsync(fleet, issuer.For(SteadyLoad.User, "first"));

        await load.AcrossAsync(() =>
        {
            issuer.Published = ["first", "second"];
            return Task.CompletedTask;
        });
        await load.AcrossAsync(() =>
        {
            load.Token = issuer.For(SteadyLoad.User, "second");
            return Task.CompletedTask;
        });
        await load.AcrossAsync(() =>
        {
            issuer.Published = ["second"];
            return fleet.RollAsync(new Dictionary<string, string?>());
        });
        await load.FinishAsync();

        await AreTakenAsync(fleet, issuer.For(SteadyLoad.User, "second"), 200);
        await AreTakenAsync(fleet, issuer.For(SteadyLoad.User, "first"), 401);
    }

    /// <summary>Loses the ledger and rebuilds it from the bucket: owners of old uploads are read with the archived key.</summary>
    private static async Task ComesBackAsync(Fleet fleet)
    {
        var bucket = fleet.Storage.Server.Objects.Select(stored => stored.Key).ToHashSet();
        foreach (var replica in fleet.Replicas)
            await replica.EndAsync();
        await using (var ledger = new NpgsqlConnection(fleet.Ledger))
            await ledger.ExecuteAsync("DELETE FROM uploads");

        Assert.Equal(0, await fleet.Replicas[0].RunToEndAsync("rebuild"));
        var rows = await LedgerRow.ReadAllAsync(fleet.Ledger);
        Assert.Equal(bucket, rows.Select(row => row.Key).ToHashSet());
        Assert.All(rows, row => Assert.Equal((SteadyLoad.User, true), (row.Owner, row.IsStored)));
    }

    /// <summary>What the admin page shows of ticket keys, whichever replica it asks.</summary>
    private static async Task AreShownAsync(Fleet fleet, params (string Id, string Use)[] expected)
    {
        var claims = Jwt.Claims("ann");
        claims["roles"] = new JsonArray("sign-gateway-admin");
        foreach (var replica in fleet.Replicas)
        {
            using var admin = new GatewayClient(replica.Url, fleet.Tokens.Sign(claims));
            await Patience.UntilAsync("both keys are noted", async () =>
            {
                var (_, body) = await admin.SendAsync(HttpMethod.Get, "/v1/admin/keys");
                var tickets = body!["items"]!.AsArray().Where(item => (string)item!["kind"]! == "ticket").Select(item => ((string)item!["id"]!, (string)item["use"]!));
                return tickets.Order().SequenceEqual(expected);
            });
        }
    }

    private static Task ToldAsync(Fleet fleet, WebhookReceiver receiver) => Patience.UntilAsync("every stored upload is told", async () =>
        (await LedgerRow.ReadAllAsync(fleet.Ledger)).Where(row => row.IsStored).All(row => receiver.Taken.ContainsKey(row.Id)));

    private static async Task<int> UploadAsync(Fleet fleet)
    {
        using var client = new GatewayClient(fleet.Replicas[0].Url, fleet.TokenFor(SteadyLoad.User));
        var (status, grant) = await client.SendAsync(HttpMethod.Post, "/v1/uploads", new JsonObject { ["fileName"] = "a.bin", ["size"] = 1 });
        return status == 201 ? (await GatewayClient.PostAsync(grant!, [1])).Status : status;
    }

    private static async Task AreTakenAsync(Fleet fleet, string token, int expected)
    {
        foreach (var replica in fleet.Replicas)
        {
            using var client = new GatewayClient(replica.Url, token);
            Assert.Equal(expected, (await client.SendAsync(HttpMethod.Get, "/v1/uploads")).Status);
        }
    }

    private static Dictionary<string, string?> Ring(params (string Id, string Secret, string Use)[] keys)
    {
        Dictionary<string, string?> settings = [];
        foreach (var (index, key) in keys.Index())
        {
            settings[$"{TicketKeys}__{index}__Id"] = key.Id;
            settings[$"{TicketKeys}__{index}__Secret"] = key.Secret;
            settings[$"{TicketKeys}__{index}__Use"] = key.Use;
        }

        return settings;
    }

    private static Dictionary<string, string?> Secrets(string first, string? second = null) =>
        new() { [$"{Endpoint}__Secrets__0"] = first, [$"{Endpoint}__Secrets__1"] = second };

    private static Dictionary<string, string?> Pair(AccessKey pair) =>
        new() { [$"{Credentials}__AccessKeyId"] = pair.Id, [$"{Credentials}__AccessKeySecret"] = pair.Secret };

    private static Dictionary<string, string?> Role(Fleet fleet) => new()
    {
        [$"{Credentials}__Source"] = "Sts",
        [$"{Credentials}__RoleArn"] = SimulatorOptions.DefaultRoleArn,
        [$"{Credentials}__Endpoint"] = fleet.Storage.Server.Url.GetLeftPart(UriPartial.Authority),
    };

    private static Dictionary<string, string?> Keys(Jwt first, Jwt? second = null) => new()
    {
        [$"{SigningKeys}__0__Issuer"] = Jwt.Issuer,
        [$"{SigningKeys}__0__Value"] = first.Key,
        [$"{SigningKeys}__1__Issuer"] = second is null ? null : Jwt.Issuer,
        [$"{SigningKeys}__1__Value"] = second?.Key,
    };

    private static Dictionary<string, string> Known(Dictionary<string, string?> settings) =>
        settings.Where(setting => setting.Value is not null).ToDictionary(setting => setting.Key, setting => setting.Value!);
}
