using System.Reflection;
using System.Text.Json.Nodes;
using SignGateway.Problems;
using SignGateway.TestServers;
using Xunit;

namespace SignGateway.Host.Tests.Admin;

/// <summary>The configuration that administrators see, of a Host that has every secret there is.</summary>
public sealed class SecretSettingTests
{
    private const string Secret = "hunter2";

    private static readonly string[] SecretWords = ["secret", "password", "token", "connectionstring", "accesskey", "externalid"];

    [Fact]
    public async Task no_secret_of_any_kind_is_in_the_answer()
    {
        using var postgres = await PostgresServer.StartAsync();
        var jwt = new Jwt();
        var settings = new Dictionary<string, string>(jwt.Settings)
        {
            ["SignGateway__Ledger__Provider"] = "PostgreSql",
            ["SignGateway__Ledger__ConnectionString"] = $"{await postgres.CreateDatabaseAsync()};Password={Secret}",
            ["SignGateway__Redis__ConnectionString"] = $"127.0.0.1:1,password={Secret},abortConnect=false",
            ["SignGateway__Credentials__AccessKeyId"] = $"{Secret}-id",
            ["SignGateway__Credentials__AccessKeySecret"] = Secret,
            ["SignGateway__Credentials__SecurityToken"] = Secret,
            ["SignGateway__Credentials__ExternalId"] = Secret,
            ["SignGateway__Tickets__Keys__0__Id"] = "first",
            ["SignGateway__Tickets__Keys__0__Secret"] = "aHVudGVyMiBodW50ZXIyIGh1bnRlcjIgaHVudGVyMiBodW50ZXIyIGh1bnRlcjI=",
            ["SignGateway__Profiles__video__Credentials__Source"] = "Static",
            ["SignGateway__Profiles__video__Credentials__AccessKeyId"] = Secret,
            ["SignGateway__Profiles__video__Credentials__AccessKeySecret"] = Secret,
            ["SignGateway__Nobody__Reads__This"] = Secret,
            ["SignGateway__Cors__Origins__0"] = $"https://user:{Secret}@app.example.com",
            ["Authentication__Schemes__Bearer__SomethingElse"] = Secret,
        };
        await using var host = await HostProcess.StartNewAsync(settings);
        var claims = Jwt.Claims("ann");
        claims["roles"] = "sign-gateway-admin";
        using var ann = new GatewayClient(host.Url, jwt.Sign(claims));

        var (status, body) = await ann.SendAsync(HttpMethod.Get, "/v1/admin/configuration");

        Assert.Equal(200, status);
        var shown = body!.ToJsonString();
        Assert.DoesNotContain(Secret, shown, StringComparison.Ordinal);
        Assert.DoesNotContain("aHVudGVy", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(settings["Authentication__Schemes__Bearer__SigningKeys__0__Value"], shown, StringComparison.Ordinal);
        var all = body["settings"]!.AsArray().Concat(body["profiles"]!.AsArray().SelectMany(profile => profile!["settings"]!.AsArray())).ToList();
        foreach (var key in settings.Keys.Select(key => key.Replace("__", ":", StringComparison.Ordinal)))
            Assert.True((bool)Assert.Single(all, setting => Names((string)setting!["key"]!, key))!["set"]!, key);
        Assert.Equal("[hidden]@app.example.com", Value(body, "SignGateway:Cors:Origins"));
        Assert.Equal(host.Folder, Value(body, "SignGateway:DataFolder"));
        Assert.Equal("true", Value(body, "SignGateway:Simulator:Enabled"));
        Assert.Equal("false", Value(body, "SignGateway:Demo:AllowRemote"));
        Assert.Equal("Development", (string)body["environment"]!);
    }

    [Fact]
    public void nothing_that_sounds_like_a_secret_is_marked_as_harmless()
    {
        var harmless = new[] { "SignGateway", "SignGateway.Storage", "SignGateway.Host" }
            .SelectMany(name => Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, $"{name}.dll")).GetTypes())
            .SelectMany(type => type.GetProperties())
            .Where(property => property.IsDefined(typeof(HarmlessAttribute)))
            .Select(property => property.Name)
            .ToHashSet();

        Assert.Contains("Bucket", harmless);
        Assert.Contains("DataFolder", harmless);
        Assert.Contains("Authority", harmless);
        // Where the token and the secrets are, not what.
        Assert.True(harmless.Remove("OidcTokenFile"));
        Assert.True(harmless.Remove("SecretsFolder"));
        Assert.DoesNotContain(harmless, name => SecretWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    // A list stands under one key; a profile's keys lack their beginning.
    private static bool Names(string shown, string key) =>
        key == shown || (shown.Length > 0 && key.EndsWith($":video:{shown}", StringComparison.Ordinal)) || (key.StartsWith($"{shown}:", StringComparison.Ordinal) && int.TryParse(key[(shown.Length + 1)..], out _));

    private static string? Value(JsonNode body, string key) => (string?)Assert.Single(body["settings"]!.AsArray(), setting => (string)setting!["key"]! == key)!["value"];
}
