using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SignGateway.Problems;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Admin.Configuration;

public sealed class ConfigurationTests
{
    private const string Hunter = "hunter2";

    [Theory]
    [InlineData("SignGateway:Credentials:AccessKeyId", Hunter)]
    [InlineData("SignGateway:Credentials:AccessKeySecret", Hunter)]
    [InlineData("SignGateway:Credentials:SecurityToken", Hunter)]
    [InlineData("SignGateway:Credentials:ExternalId", Hunter)]
    [InlineData("SignGateway:Tickets:Keys:0:Secret", "aHVudGVyMiBodW50ZXIyIGh1bnRlcjIgaHVudGVyMiBodW50ZXIyIGh1bnRlcjI=")]
    [InlineData("SignGateway:Redis:ConnectionString", "redis.example.com,password=hunter2")]
    [InlineData("SignGateway:Rediss:Typo", Hunter)]
    [InlineData("SignGateway:Tickets", Hunter)]
    [InlineData("SignGateway:Profiles:default:Secret", Hunter)]
    [InlineData("Authentication:Schemes:Bearer:SigningKeys:0:Value", Hunter)]
    [InlineData("Authentication:Schemes:Bearer:ClientSecret", Hunter)]
    public async Task a_secret_is_shown_as_set_and_no_further(string key, string value)
    {
        await using var gateway = await TestGateway.StartAsync(new() { [key] = value });

        var body = await gateway.ReadAsync("/configuration");

        Assert.DoesNotContain(value, body.ToJsonString(), StringComparison.Ordinal);
        var setting = Assert.Single(body["settings"]!.AsArray().Concat(ProfileSettings(body)), setting => (string)setting!["key"]! == key)!;
        Assert.Equal((null, true, true), ((string?)setting["value"], (bool)setting["secret"]!, (bool)setting["set"]!));
    }

    [Fact]
    public async Task a_secret_that_is_missing_is_shown_as_not_set()
    {
        await using var gateway = await TestGateway.StartAsync();

        var token = Find(await gateway.ReadAsync("/configuration"), "SignGateway:Credentials:SecurityToken");

        Assert.Equal((null, true, false), ((string?)token["value"], (bool)token["secret"]!, (bool)token["set"]!));
    }

    [Theory]
    [InlineData("SignGateway:PublicUrl", "https://gateway.example.com", true)]
    [InlineData("SignGateway:Oss:Bucket", "example-bucket", true)]
    [InlineData("SignGateway:Oss:InternalEndpoint", null, false)]
    [InlineData("SignGateway:Oss:UrlStyle", "VirtualHosted", false)]
    [InlineData("SignGateway:AdminRole", "sign-gateway-admin", false)]
    [InlineData("SignGateway:Tickets:Keys:0:Id", "k1", true)]
    [InlineData("SignGateway:Tickets:Grace", "1.00:00:00", false)]
    [InlineData("SignGateway:Callback:PublicKeyUrls", "https://keys.example.com", true)]
    [InlineData("SignGateway:Credentials:DurationSeconds", "3600", false)]
    [InlineData("SignGateway:Credentials:SessionPolicy", "false", false)]
    [InlineData("SignGateway:Admin:RecorderSize", "7", true)]
    public async Task what_is_harmless_is_shown_with_its_default(string key, string? value, bool set)
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["SignGateway:Admin:RecorderSize"] = "7" });

        var setting = Find(await gateway.ReadAsync("/configuration"), key);

        Assert.Equal((value, false, set), ((string?)setting["value"], (bool)setting["secret"]!, (bool)setting["set"]!));
    }

    [Fact]
    public async Task profiles_are_shown_with_what_is_in_force_and_their_own_buckets()
    {
        await using var gateway = await TestGateway.StartAsync(new()
        {
            ["SignGateway:Profiles:video:ContentTypes:0"] = "video/mp4",
            ["SignGateway:Profiles:video:ContentTypes:1"] = "video/webm",
            ["SignGateway:Profiles:video:Oss:Bucket"] = "video-bucket",
            ["SignGateway:Profiles:video:Oss:Region"] = "cn-shanghai",
        });

        var body = await gateway.ReadAsync("/configuration");

        Assert.Equal(["default", "video"], body["profiles"]!.AsArray().Select(profile => (string)profile!["name"]!).Order());
        var video = body["profiles"]!.AsArray().Single(profile => (string)profile!["name"]! == "video")!["settings"]!.AsArray().ToDictionary(setting => (string)setting!["key"]!, setting => (string?)setting!["value"]);
        Assert.Equal(("video/mp4, video/webm", "1073741824", "00:10:00", "Background"), (video["ContentTypes"], video["MaxBytes"], video["GrantLifetime"], video["VerifyObject"]));
        Assert.Equal(("video-bucket", "cn-shanghai"), (video["Oss:Bucket"], video["Oss:Region"]));
        Assert.DoesNotContain(body["settings"]!.AsArray(), setting => ((string)setting!["key"]!).StartsWith("SignGateway:Profiles:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task each_key_is_shown_once_in_order()
    {
        await using var gateway = await TestGateway.StartAsync();

        var keys = (await gateway.ReadAsync("/configuration"))["settings"]!.AsArray().Select(setting => (string)setting!["key"]!).ToList();

        Assert.Equal(keys.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase), keys);
    }

    [Fact]
    public async Task says_which_version_runs_where()
    {
        await using var gateway = await TestGateway.StartAsync();

        var body = await gateway.ReadAsync("/configuration");

        Assert.Matches(@"^\d+\.\d+\.\d+", (string)body["version"]!);
        Assert.Equal("Production", (string)body["environment"]!);
    }

    [Fact]
    public async Task what_start_up_warned_of_is_shown_and_logged()
    {
        await using var gateway = await TestGateway.StartAsync(
            new() { ["SignGateway:Profiles:slow:GrantLifetime"] = "00:30:00", ["SignGateway:Oss:UrlStyle"] = "Path", ["SignGateway:Oss:Endpoint"] = "http://127.0.0.1:9000" }, keepsVersions: true);
        while ((await gateway.ReadAsync("/configuration"))["warnings"]!.AsArray().Count < 3)
            await Task.Yield();

        var warnings = (await gateway.ReadAsync("/configuration"))["warnings"]!.AsArray().Select(warning => (string)warning!).ToList();

        Assert.StartsWith("Profile slow grants forms for 00:30:00;", warnings[0], StringComparison.Ordinal);
        Assert.StartsWith("UrlStyle is Path,", warnings[1], StringComparison.Ordinal);
        Assert.StartsWith("Bucket example-bucket keeps versions:", warnings[2], StringComparison.Ordinal);
        Assert.All(warnings, warning => Assert.Contains(gateway.Log.Lines, line => line.Contains(warning, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task options_that_somebody_adds_show_no_text_unless_it_is_marked()
    {
        await using var gateway = await TestGateway.StartAsync(register: services => services.AddSingleton(new SettingsSection("SignGateway:Added", _ => new AddedOptions())));

        var body = await gateway.ReadAsync("/configuration");

        Assert.DoesNotContain(Hunter, body.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("fine, too", (string?)Find(body, "SignGateway:Added:Shown")["value"]);
        Assert.Equal("5", (string?)Find(body, "SignGateway:Added:Nested:0:Count")["value"]);
        foreach (var key in new[] { "Hidden", "HiddenList", "Pairs:a", "Nested:0:Hidden" })
            Assert.True((bool)Find(body, $"SignGateway:Added:{key}")["secret"]!);
    }

    private static JsonNode Find(JsonObject body, string key) => Assert.Single(body["settings"]!.AsArray(), setting => (string)setting!["key"]! == key)!;

    private static IEnumerable<JsonNode?> ProfileSettings(JsonObject body) => body["profiles"]!.AsArray().SelectMany(profile => profile!["settings"]!.AsArray().Select(setting =>
    {
        var full = setting!.DeepClone();
        full["key"] = $"SignGateway:Profiles:{profile["name"]}:{setting["key"]}";
        return full;
    }));

    private sealed class AddedOptions
    {
        [Harmless]
        public IReadOnlyList<string> Shown { get; set; } = ["fine", "too"];

        public string Hidden { get; set; } = Hunter;

        public List<string> HiddenList { get; set; } = [Hunter];

        public Dictionary<string, string> Pairs { get; set; } = new() { ["a"] = Hunter };

        public List<NestedOptions> Nested { get; set; } = [new()];
    }

    private sealed class NestedOptions
    {
        public string Hidden { get; set; } = Hunter;

        public int Count { get; set; } = 5;
    }
}
