using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Events;

public sealed class EventSettingTests
{
    [Theory]
    [InlineData("Url", null)]
    [InlineData("Url", "app.example.com")]
    [InlineData("Url", "ftp://app.example.com")]
    [InlineData("Url", "http://app.example.com/hooks")]
    [InlineData("Url", "https://user:word@app.example.com")]
    [InlineData("Url", "https://app.example.com/#part")]
    [InlineData("Url", "https://127.0.0.1/hooks")]
    [InlineData("Url", "https://0x7f.1/hooks")]
    [InlineData("Url", "https://100.100.100.200/latest/meta-data")]
    [InlineData("Url", "https://[::1]/hooks")]
    [InlineData("Url", "https://[::ffff:10.0.0.1]/hooks")]
    [InlineData("Secrets:0", null, "Secrets")]
    [InlineData("Secrets:0", "whsec_")]
    [InlineData("Secrets:0", "whsec_not base64")]
    [InlineData("Secrets:0", "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=")]
    [InlineData("Secrets:0", "whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhc=")]
    [InlineData("Secrets:1", "whsec_AQID")]
    [InlineData("Types:0", "upload.moved")]
    [InlineData("Profiles:0", "nobody")]
    [InlineData("AllowPrivate", "perhaps")]
    [InlineData("Concurrency", "0")]
    [InlineData("Concurrency", "65")]
    [InlineData("Concurrency", "many")]
    public async Task a_wrong_one_stops_the_start_and_is_named(string key, string? value, string? named = null)
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => StartAsync(EventSettings.With(($"{EventSettings.Endpoint}:{key}", value))));
        Assert.Contains($"{EventSettings.Endpoint}:{named ?? key}", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("App")]
    [InlineData("my app")]
    [InlineData("a.b")]
    [InlineData("a-name-that-is-longer-than-32-chars")]
    public async Task so_does_an_endpoints_name(string name)
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => StartAsync(new()
        {
            [$"SignGateway:Events:Endpoints:{name}:Url"] = "https://app.example.com",
            [$"SignGateway:Events:Endpoints:{name}:Secrets:0"] = EventSettings.Secret,
        }));
        Assert.Contains($"SignGateway:Events:Endpoints:{name}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task all_wrong_ones_are_named_at_once_beside_those_of_other_sections()
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => StartAsync(EventSettings.With(
            ($"{EventSettings.Endpoint}:Url", "nowhere"), ($"{EventSettings.Endpoint}:Secrets:0", "short"), ("SignGateway:Oss:Bucket", "A"), ("SignGateway:Profiles:p:MaxBytes", "many"))));
        foreach (var key in new[] { "Events:Endpoints:app:Url", "Events:Endpoints:app:Secrets:0", "Oss:Bucket", "Profiles:p:MaxBytes" })
            Assert.Contains($"SignGateway:{key}", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task neither_a_secret_nor_what_a_url_holds_is_in_the_message()
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => StartAsync(EventSettings.With(
            ($"{EventSettings.Endpoint}:Url", "http://app.example.com/?token=hidden"), ($"{EventSettings.Endpoint}:Secrets:0", "whsec_c2hvcnQgc2VjcmV0"))));
        Assert.DoesNotContain("hidden", fault.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("c2hvcnQgc2VjcmV0", fault.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Url", "https://10.0.0.1:8443/hooks?a=1", "AllowPrivate", "true")]
    [InlineData("Secrets:0", "whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcY", "Concurrency", "64")]
    [InlineData("Types:0", "upload.stored", "Profiles:0", "default")]
    public async Task what_is_unusual_but_right_starts(string key, string value, string otherKey, string otherValue) =>
        await StartAsync(EventSettings.With(($"{EventSettings.Endpoint}:{key}", value), ($"{EventSettings.Endpoint}:{otherKey}", otherValue), ("SignGateway:Profiles:default:MinBytes", "0")));

    private static async Task StartAsync(Dictionary<string, string?> settings)
    {
        await using var gateway = await TestGateway.StartAsync(settings);
    }
}
