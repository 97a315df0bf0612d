using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SignGateway.Admin.Keys;
using SignGateway.Telemetry;
using SignGateway.Tests.Infrastructure;
using SignGateway.Uploads;
using Xunit;

namespace SignGateway.Tests.Admin.Keys;

public sealed class KeyTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=";
    private const int MaxPasses = 10_000;

    private static readonly DateTimeOffset Start = new SetTime().GetUtcNow();

    private readonly SettableAges _ages = new();

    [Fact]
    public async Task keys_of_every_kind_are_told_by_their_names_and_never_by_their_secrets()
    {
        await using var gateway = await StartAsync(new()
        {
            ["SignGateway:Events:Endpoints:app:Url"] = "https://app.example.com/hooks",
            ["SignGateway:Events:Endpoints:app:Secrets:0"] = Secret,
            ["SignGateway:Profiles:default:ForwardTo"] = "https://app.example.com/stored",
            ["SignGateway:Profiles:default:ForwardSecrets:0"] = Secret,
        });
        await NotedAsync(gateway);

        var answer = await gateway.ReadAsync("/keys");

        var name = KeyFingerprint.Of(Convert.FromBase64String(Secret["whsec_".Length..]));
        Assert.Matches("^[0-9a-f]{8}$", name);
        Assert.Equal(
            ["ticket k1 signs", "accessKey key-id signs", $"webhook app/{name} signs", $"forward default/{name} signs"],
            Items(answer).Select(item => $"{item["kind"]} {item["id"]} {item["use"]}"));
        foreach (var secret in (string[])[Secret[6..], "key-secret", TestGateway.Settings()["SignGateway:Tickets:Keys:0:Secret"]!])
        {
            Assert.DoesNotContain(secret, answer.ToJsonString(), StringComparison.Ordinal);
            Assert.DoesNotContain(gateway.Log.Lines, line => line.Contains(secret, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(null, 10)]
    [InlineData("Multipart", 24 * 60)]
    public async Task a_ticket_key_that_seals_no_more_tells_until_when_its_tickets_count(string? method, int minutes)
    {
        await _ages.SeeAsync([new KeyInUse(KeyKind.Ticket, "k0", KeyUse.Signs)], Start, CancellationToken.None);
        await using var gateway = await StartAsync(new()
        {
            ["SignGateway:Tickets:Keys:1:Id"] = "k0",
            ["SignGateway:Tickets:Keys:1:Secret"] = Convert.ToBase64String(new byte[32]),
            ["SignGateway:Tickets:Grace"] = "02:00:00",
            ["SignGateway:Profiles:default:Methods:0"] = method,
            ["SignGateway:Profiles:default:VerifyObject"] = "Background",
        });
        await NotedAsync(gateway);

        var items = Items(await gateway.ReadAsync("/keys"));

        var old = items.Single(item => (string)item["id"]! == "k0");
        Assert.Equal("accepts", (string)old["use"]!);
        // And a minute in which a replica that died may have sealed and not noted it.
        Assert.Equal(Start.AddMinutes(minutes + 120 + 1), (DateTimeOffset)old["spentAt"]!);
        Assert.Null(items.Single(item => (string)item["id"]! == "k1")["spentAt"]);
    }

    [Fact]
    public async Task a_key_that_only_another_replica_has_is_told_of_too()
    {
        await _ages.SeeAsync([new KeyInUse(KeyKind.AccessKey, "other-key-id", KeyUse.Signs)], Start, CancellationToken.None);
        await using var gateway = await StartAsync();
        await NotedAsync(gateway);

        var other = Items(await gateway.ReadAsync("/keys")).Single(item => (string)item["id"]! == "other-key-id");

        Assert.Null(other["use"]);
        Assert.Equal(Start.AddMinutes(10 + 1), (DateTimeOffset)other["spentAt"]!);
    }

    [Fact]
    public async Task start_says_how_old_the_keys_are()
    {
        await _ages.SeeAsync([new KeyInUse(KeyKind.Ticket, "k1", KeyUse.Signs)], Start.AddDays(-12), CancellationToken.None);
        await using var gateway = await StartAsync();
        await UntilAsync(gateway, () => Says(gateway, "Keys of kind ticket: k1 (signs, 12 days)") > 0 && Says(gateway, "Keys of kind accessKey: key-id (signs, 0 days)") > 0);
    }

    [Theory]
    [InlineData(KeyKind.AccessKey, "key-id", 90, 0)]
    [InlineData(KeyKind.AccessKey, "key-id", 91, 1)]
    [InlineData(KeyKind.Ticket, "k1", 365, 0)]
    [InlineData(KeyKind.Ticket, "k1", 366, 1)]
    [InlineData(KeyKind.Ticket, "archived", 1000, 0)]
    public async Task a_key_that_signs_longer_than_advised_is_warned_of(KeyKind kind, string id, int days, int expected)
    {
        await _ages.SeeAsync([new KeyInUse(kind, id, KeyUse.Signs)], Start.AddDays(-days), CancellationToken.None);
        await using var gateway = await StartAsync(new()
        {
            ["SignGateway:Tickets:Keys:1:Id"] = "archived",
            ["SignGateway:Tickets:Keys:1:Secret"] = Convert.ToBase64String(new byte[32]),
            ["SignGateway:Tickets:Keys:1:Use"] = "archive",
        });
        await UntilAsync(gateway, () => Says(gateway, "Keys of kind accessKey") > 0 && _ages.Forgotten > 0);

        var warnings = (await gateway.ReadAsync("/configuration"))["warnings"]!.AsArray().Select(warning => (string)warning!);
        Assert.Equal(expected, warnings.Count(warning => warning.Contains($" {id} ", StringComparison.Ordinal)));
        Assert.Equal(expected == 1, Items(await gateway.ReadAsync("/keys")).Any(item => (bool)item["old"]!));
    }

    [Fact]
    public async Task the_log_warns_again_each_day_and_the_list_of_warnings_does_not()
    {
        await _ages.SeeAsync([new KeyInUse(KeyKind.AccessKey, "key-id", KeyUse.Signs)], Start.AddDays(-200), CancellationToken.None);
        await using var gateway = await StartAsync();
        await UntilAsync(gateway, () => Says(gateway, "has been in use for 200 days") == 1);

        await UntilAsync(gateway, () => Says(gateway, "has been in use for 201 days") == 1, TimeSpan.FromMinutes(10));

        Assert.Equal(1, Says(gateway, "has been in use for 200 days"));
        Assert.Single((await gateway.ReadAsync("/configuration"))["warnings"]!.AsArray(), warning => ((string)warning!).Contains(" key-id ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task while_the_ledger_is_away_it_says_so_once_and_goes_on_when_it_is_back()
    {
        _ages.IsAway = true;
        await using var gateway = await StartAsync();
        await UntilAsync(gateway, () => _ages.Failures > 3);
        Assert.Equal(1, Says(gateway, "The age of keys cannot be noted now"));
        var (status, problem) = await gateway.AskAsync("/keys");
        Assert.Equal((503, "ledger_unavailable"), (status, (string)problem["code"]!));

        _ages.IsAway = false;
        await NotedAsync(gateway);
    }

    [Fact]
    public async Task a_gateway_that_stops_notes_how_long_its_keys_have_signed()
    {
        await using var gateway = await StartAsync();
        await NotedAsync(gateway);
        gateway.Time.Pass(TimeSpan.FromSeconds(30));
        var end = gateway.Time.GetUtcNow();

        await gateway.StopAsync();

        Assert.All(await _ages.ReadAsync(Start, 10, CancellationToken.None), age => Assert.Equal(end, age.LastSigned));
    }

    private Task<TestGateway> StartAsync(Dictionary<string, string?>? settings = null) =>
        TestGateway.StartAsync(settings, services => services.AddSingleton<IKeyAges>(_ages));

    private Task NotedAsync(TestGateway gateway) => UntilAsync(gateway, () => _ages.Noted > 0);

    /// <summary>Lets time pass until something is true.</summary>
    private static async Task UntilAsync(TestGateway gateway, Func<bool> condition, TimeSpan? step = null)
    {
        for (var pass = 0; !condition(); pass++)
        {
            Assert.True(pass < MaxPasses, "It never came true.");
            gateway.Time.Pass(step ?? TimeSpan.FromSeconds(1));
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }

    private static int Says(TestGateway gateway, string text) => gateway.Log.Lines.Count(line => line.Contains(text, StringComparison.Ordinal));

    private static List<JsonNode> Items(JsonObject answer) => [.. answer["items"]!.AsArray().Select(item => item!)];

    /// <summary>Ages in memory, of a ledger that a test may take away.</summary>
    private sealed class SettableAges : IKeyAges
    {
        private readonly InMemoryKeyAges _inner = new();
        private volatile int _noted;
        private volatile int _forgotten;
        private volatile int _failures;

        public volatile bool IsAway;

        /// <summary>How often the gateway has noted its keys.</summary>
        public int Noted => _noted;

        public int Forgotten => _forgotten;

        public int Failures => _failures;

        public async Task SeeAsync(IReadOnlyCollection<KeyInUse> keys, DateTimeOffset now, CancellationToken cancellationToken)
        {
            Check();
            await _inner.SeeAsync(keys, now, cancellationToken);
            if (keys.Count > 1)
                Interlocked.Increment(ref _noted);
        }

        public Task<IReadOnlyList<KeyAge>> ReadAsync(DateTimeOffset since, int limit, CancellationToken cancellationToken)
        {
            Check();
            return _inner.ReadAsync(since, limit, cancellationToken);
        }

        public async Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken)
        {
            Check();
            await _inner.ForgetAsync(before, cancellationToken);
            Interlocked.Increment(ref _forgotten);
        }

        private void Check()
        {
            if (!IsAway)
                return;
            Interlocked.Increment(ref _failures);
            throw new LedgerUnavailableException("it is away");
        }
    }
}
