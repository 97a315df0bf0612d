using System.Text.Json.Nodes;
using OssSimulator;
using SignGateway.Host.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Host.Tests.Doctor;

/// <summary>A gateway in which all is well until a test breaks one thing, and its administrator.</summary>
public sealed class DoctorLoop : IAsyncLifetime
{
    public const string Origin = "https://app.example.com";
    public const string WrongSecret = "a-secret-of-another-key";

    private static readonly string[] Checks = ["clock", "credentials", "bucket", "rights", "cors", "upload"];

    public WatchedLoop Loop { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Loop = await WatchedLoop.StartAsync(new() { ["SignGateway__Cors__Origins__0"] = Origin });

    public ValueTask DisposeAsync() => Loop.DisposeAsync();

    /// <summary>Starts another gateway on the same storage with other settings; asks its doctor.</summary>
    public async Task<List<JsonNode>> AskWithAsync(Dictionary<string, string> settings)
    {
        await Loop.AddHostAsync(new(settings) { ["SignGateway__Cors__Origins__0"] = Origin });
        return await AskAsync(Loop.Hosts.Count - 1);
    }

    public async Task<(int Status, JsonNode Body)> PostAsync(JsonObject? body = null, int host = 0)
    {
        var claims = Jwt.Claims("ann");
        claims["roles"] = new JsonArray("sign-gateway-admin");
        using var admin = new GatewayClient(Loop.Hosts[host].Url, Loop.Tokens.Sign(claims));
        var (status, answer) = await admin.SendAsync(HttpMethod.Post, "/v1/admin/doctor", body ?? []);
        return (status, answer!);
    }

    /// <summary>What is found by the checks that these tests are about.</summary>
    public async Task<List<JsonNode>> AskAsync(int host = 0)
    {
        var (status, report) = await PostAsync(null, host);
        Assert.Equal(200, status);
        foreach (var secret in (string[])[SimulatorOptions.DefaultAccessKeySecret, WrongSecret, Loop.Tokens.Key])
            Assert.DoesNotContain(secret, report.ToJsonString(), StringComparison.Ordinal);
        return [.. report["findings"]!.AsArray().Where(finding => Checks.Contains((string)finding!["check"]!)).Select(finding => finding!)];
    }

    /// <summary>The codes of what is wrong or odd, each once.</summary>
    public static string[] Wrong(List<JsonNode> findings) =>
        [.. findings.Where(finding => (string)finding["level"]! is "fault" or "warning").Select(finding => (string)finding["code"]!).Distinct().Order(StringComparer.Ordinal)];

    public static JsonNode The(List<JsonNode> findings, string code) => findings.First(finding => (string)finding["code"]! == code);
}
