using System.Text.Json.Nodes;
using SignGateway.Host.Tests.Infrastructure;
using SignGateway.TestServers;
using Xunit;

namespace SignGateway.Host.Tests.Start;

public sealed class StartTests
{
    [Fact]
    public async Task production_without_settings_names_every_one_that_is_missing()
    {
        await using var host = new HostProcess(name: "Production");
        Assert.NotEqual(0, await host.RunToEndAsync());
        foreach (var key in new[]
        {
            "SignGateway:PublicUrl", "SignGateway:Oss:Region", "SignGateway:Oss:Bucket", "SignGateway:Credentials:Source", "SignGateway:Tickets:Keys", "Authentication:Schemes:Bearer:Authority",
        })
            Assert.Contains(key, host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task wrong_settings_are_all_named_and_none_of_their_secrets()
    {
        const string Secret = "c2hvcnQgc2VjcmV0";
        await using var host = new HostProcess(new Dictionary<string, string>
        {
            ["SignGateway__Tickets__Keys__0__Id"] = "no spaces please",
            ["SignGateway__Tickets__Keys__0__Secret"] = Secret,
            ["SignGateway__Profiles__a__MaxBytes"] = "much",
            ["SignGateway__Profiles__a__KeyTemplate"] = "uploads/{user}",
            ["SignGateway__Profiles__b__GrantLifetime"] = "8.00:00:00",
            ["SignGateway__PublicUrl"] = "ftp://example.com",
            ["SignGateway__Callback__PublicKeyUrls__0"] = "https://example.com/key.pem",
            ["SignGateway__Redis__ConnectionString"] = "localhost:port=",
            ["SignGateway__Ledger__Provider"] = "Paper",
            ["SignGateway__Cors__Origins__0"] = "example.com",
            ["SignGateway__Oss__UrlStyle"] = "Sideways",
        });
        Assert.NotEqual(0, await host.RunToEndAsync());
        foreach (var key in new[]
        {
            "Tickets:Keys:0:Id", "Tickets:Keys:0:Secret", "Profiles:a:MaxBytes", "Profiles:b:GrantLifetime", "SignGateway:PublicUrl", "Callback:PublicKeyUrls:0",
            "Ledger:Provider", "Cors:Origins:0", "Oss:UrlStyle", "Redis:ConnectionString",
        })
            Assert.Contains(key, host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task settings_that_would_trust_too_many_tokens_stop_the_start()
    {
        await using var host = new HostProcess(new Dictionary<string, string>
        {
            ["Authentication__Schemes__Bearer__Authority"] = "http://issuer.example",
            ["Authentication__Schemes__Bearer__SigningKeys__0__Issuer"] = "https://other.example",
            ["Authentication__Schemes__Bearer__SigningKeys__0__Value"] = "c2hvcnQ=",
        });
        Assert.NotEqual(0, await host.RunToEndAsync());
        foreach (var fault in (string[])["Bearer:Authority is 'http://issuer.example'", "Bearer:ValidAudiences is missing", "Bearer:ValidIssuers is missing", "Bearer:SigningKeys:0:Value"])
            Assert.Contains(fault, host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_key_of_an_issuer_that_is_not_trusted_stops_the_start()
    {
        await using var host = new HostProcess(new Dictionary<string, string>(new Jwt().Settings) { ["Authentication__Schemes__Bearer__SigningKeys__0__Issuer"] = "https://other.example" });
        Assert.NotEqual(0, await host.RunToEndAsync());
        Assert.Contains("Bearer:SigningKeys:0:Issuer", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_second_process_on_the_data_folder_stops_with_a_clear_word()
    {
        await using var first = await HostProcess.StartNewAsync();
        await using var second = new HostProcess(new Dictionary<string, string> { ["SignGateway__DataFolder"] = first.Folder });
        Assert.NotEqual(0, await second.RunToEndAsync());
        Assert.Contains("SignGateway:DataFolder", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_demo_sign_in_is_not_offered_to_other_machines()
    {
        var settings = new Jwt().Settings;
        await using var host = new HostProcess(settings);
        Assert.Equal(404, await StatusOfDemoAsync(host, $"http://0.0.0.0:{host.Url.Port}"));
    }

    [Fact]
    public async Task the_demo_sign_in_for_other_machines_has_to_be_asked_for()
    {
        await using var host = new HostProcess(new Dictionary<string, string> { ["SignGateway__Demo__AllowRemote"] = "true" });
        Assert.Equal(200, await StatusOfDemoAsync(host, $"http://0.0.0.0:{host.Url.Port}"));
    }

    [Fact]
    public async Task a_production_host_with_the_demo_sign_in_refuses_to_start()
    {
        await using var host = new HostProcess(new Dictionary<string, string> { ["SignGateway__Demo__AllowRemote"] = "true" }, "Production");
        Assert.NotEqual(0, await host.RunToEndAsync());
        Assert.Contains("SignGateway:Demo:AllowRemote", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_production_host_with_the_simulator_refuses_to_start()
    {
        await using var host = new HostProcess(new Dictionary<string, string> { ["SignGateway__Simulator__Enabled"] = "true" }, "Production");
        Assert.NotEqual(0, await host.RunToEndAsync());
        Assert.Contains("SignGateway:Simulator:Enabled", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_postgresql_ledger_is_brought_up_to_date_by_command()
    {
        using var postgres = await PostgresServer.StartAsync();
        await using var host = new HostProcess(new Dictionary<string, string>
        {
            ["SignGateway__Ledger__Provider"] = "PostgreSql",
            ["SignGateway__Ledger__ConnectionString"] = await postgres.CreateDatabaseAsync(),
            ["SignGateway__Ledger__MigrateAtStart"] = "false",
        });
        Assert.Equal(0, await host.RunToEndAsync("migrate"));
        Assert.Contains("0001", host.Output, StringComparison.Ordinal);
        Assert.Equal(0, await host.RunToEndAsync("migrate"));
        await host.StartAsync();
    }

    private static async Task<int> StatusOfDemoAsync(HostProcess host, string listen)
    {
        await host.StartAsync(listen);
        using var http = new HttpClient { BaseAddress = host.Url };
        using var users = await http.GetAsync("/demo/users", TestContext.Current.CancellationToken);
        using var page = await http.GetAsync("/", TestContext.Current.CancellationToken);
        Assert.Equal(users.StatusCode, page.StatusCode);
        if (!users.IsSuccessStatusCode)
            Assert.Equal("not_found", (string)JsonNode.Parse(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["code"]!);
        return (int)users.StatusCode;
    }
}
