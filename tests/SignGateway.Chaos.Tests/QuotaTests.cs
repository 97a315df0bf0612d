using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Dapper;
using Npgsql;
using SignGateway.Chaos.Tests.Fleets;
using StackExchange.Redis;

namespace SignGateway.Chaos.Tests;

/// <summary>One user, many requests, two replicas: the quota is what is granted, not one more and not one less, whatever becomes of Redis.</summary>
public sealed class QuotaTests
{
    private const int Quota = 100;
    private const int Requests = 500;
    private const int MaxUnavailable = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private static readonly Dictionary<string, string> Settings = new()
    {
        ["SignGateway__Profiles__default__Quota__Pending"] = $"{Quota}",
        ["SignGateway__Profiles__default__GrantLifetime"] = "00:15:00",
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task five_hundred_at_once_get_exactly_the_quota_though_redis_is_emptied_or_dies_half_way()
    {
        await using var fleet = await Fleet.StartAsync(Settings);

        await CheckAsync(fleet, () => Task.CompletedTask);
        await CheckAsync(fleet, () => EmptyAsync(fleet));
        await CheckAsync(fleet, fleet.Redis.KillAsync);
        await CheckAsync(fleet, () => Task.CompletedTask);
        await CheckAsync(fleet, fleet.Redis.StartAgainAsync);
    }

    [Fact]
    public async Task five_hundred_at_once_get_exactly_the_quota_without_redis()
    {
        await using var fleet = await Fleet.StartAsync(new Dictionary<string, string>(Settings) { ["SignGateway__Redis__ConnectionString"] = "" });

        await CheckAsync(fleet, () => Task.CompletedTask);
        await CheckAsync(fleet, () => Task.CompletedTask);
    }

    private static async Task CheckAsync(Fleet fleet, Func<Task> halfWay)
    {
        await using var ledger = new NpgsqlConnection(fleet.Ledger);
        // What came before has ended by now, as far as anybody can tell.
        await ledger.ExecuteAsync("UPDATE uploads SET expires_at = 0, look_at = NULL");
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", fleet.TokenFor("alice"));
        var sent = 0;

        var answers = await Task.WhenAll(Enumerable.Range(0, Requests).Select(async number =>
        {
            if (Interlocked.Increment(ref sent) == Requests / 2)
                await halfWay();
            return await SignAsync(http, fleet.Replicas[number % fleet.Replicas.Count].Url, number);
        }));

        Assert.Equal(Quota, await ledger.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM uploads WHERE expires_at > 0"));
        var granted = answers.Count(answer => answer.Status is HttpStatusCode.Created or HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status == HttpStatusCode.TooManyRequests), answer => Assert.Equal("quota_exceeded", (string?)answer.Body["code"]));
        Assert.Equal(Requests - granted, answers.Count(answer => answer.Status == HttpStatusCode.TooManyRequests));
        // A busy machine may have had to say 503 to one whose note was committed all the same.
        Assert.InRange(granted, Quota - answers.Sum(answer => answer.Unavailable), Quota);
    }

    private static async Task<(HttpStatusCode Status, JsonNode Body, int Unavailable)> SignAsync(HttpClient http, Uri replica, int number)
    {
        var key = $"{Guid.NewGuid():N}";
        for (var unavailable = 0; ; unavailable++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(replica, "/v1/uploads")) { Content = new StringContent("""{"fileName":"a.png","size":1000}""", Encoding.UTF8, "application/json") };
            if (number % 5 == 0)
                request.Headers.Add("Idempotency-Key", key);
            using var response = await http.SendAsync(request, Token);
            if (unavailable == MaxUnavailable || response.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.Conflict))
                return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!, unavailable);
            await Task.Delay(Pause, Token);
        }
    }

    private static async Task EmptyAsync(Fleet fleet)
    {
        using var redis = await ConnectionMultiplexer.ConnectAsync($"{fleet.Redis.ConnectionString},allowAdmin=true");
        await redis.GetServer(redis.GetEndPoints()[0]).FlushAllDatabasesAsync();
    }
}
