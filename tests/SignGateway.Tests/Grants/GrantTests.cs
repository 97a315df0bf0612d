using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SignGateway.Credentials;
using SignGateway.Protocol.Values;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Grants;

public sealed class GrantTests
{
    [Fact]
    public async Task is_a_form_for_exactly_one_object()
    {
        await using var gateway = await TestGateway.StartAsync();

        var (status, grant, response) = await gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: """{"fileName":"cat.png","contentType":"image/png","size":48213}""");

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal($"/v1/uploads/{grant["id"]}", response.Headers.Location!.ToString());
        Assert.Equal($"/v1/uploads/{grant["id"]}", (string)grant["statusUrl"]!);
        Assert.Equal("POST", (string)grant["method"]!);
        Assert.Equal("https://example-bucket.oss-cn-hangzhou.aliyuncs.com/", (string)grant["url"]!);
        Assert.Equal($"uploads/2026/01/01/{grant["id"]}.png", (string)grant["key"]!);
        Assert.Equal(grant["key"]!.ToString(), grant["fields"]!["key"]!.ToString());
        Assert.Equal("2026-01-01T12:10:00Z", (string)grant["expires"]!);
        Assert.Equal("2026-01-01T12:00:00Z", (string)grant["serverTime"]!);
        Assert.Equal(600, (int)grant["expiresIn"]!);
        Assert.Equal(48213, (long)grant["maxBytes"]!);
    }

    [Fact]
    public async Task pins_every_field_of_the_form()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["SignGateway:Credentials:SecurityToken"] = "temporary" });
        var grant = await gateway.SignAsync();

        var pinned = Pinned(grant);

        Assert.Equal("example-bucket", pinned["bucket"]);
        foreach (var (name, value) in grant["fields"]!.AsObject().Where(field => field.Key is not ("policy" or "x-oss-signature")))
            Assert.Equal(value!.ToString(), pinned[name]);
    }

    [Fact]
    public async Task a_size_that_is_given_becomes_exact()
    {
        await using var gateway = await TestGateway.StartAsync();
        var grant = await gateway.SignAsync("""{"fileName":"a.bin","size":5}""");
        Assert.Contains(Conditions(grant), condition => condition!.ToJsonString() == """["content-length-range",5,5]""");
    }

    [Fact]
    public async Task without_pin_vars_only_the_ticket_binds_the_vars()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["SignGateway:Profiles:default:PinVars"] = "false" });
        var grant = await gateway.SignAsync();
        Assert.DoesNotContain("x:album", Pinned(grant).Keys);
        var callback = new OssCallback(grant);
        callback.Values["x:album"] = "8";
        Assert.Equal("ticket_mismatch", (string)(await callback.SendAsync(gateway)).Body["code"]!);
    }

    [Fact]
    public async Task a_dollar_sign_in_a_pinned_value_is_escaped()
    {
        await using var gateway = await TestGateway.StartAsync();
        var grant = await gateway.SignAsync("""{"fileName":"a.bin","vars":{"price":"$5 ${key}"}}""");
        var policy = Encoding.UTF8.GetString(Convert.FromBase64String((string)grant["fields"]!["policy"]!));
        Assert.Contains("\\u00245 \\u0024{key}", policy, StringComparison.Ordinal);
        Assert.Equal("$5 ${key}", Pinned(grant)["x:price"]);
    }

    [Fact]
    public async Task tells_nothing_of_the_user_and_the_file()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["SignGateway:Profiles:default:KeyTemplate"] = "{user}/{id}{ext}" });
        var grant = await gateway.SignAsync("""{"fileName":"my tax return.pdf"}""", user: "a-telling-name");
        var callback = Encoding.UTF8.GetString(Convert.FromBase64String((string)grant["fields"]!["callback"]!));
        Assert.DoesNotContain("a-telling-name", grant.ToJsonString() + callback, StringComparison.Ordinal);
        Assert.DoesNotContain("tax", grant.ToJsonString() + callback, StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_users_part_of_a_key_is_the_same_for_one_user_and_differs_between_users()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["SignGateway:Profiles:default:KeyTemplate"] = "{user}/{id}{ext}" });
        async Task<string> FolderAsync(string user) => ((string)(await gateway.SignAsync(user: user))["key"]!).Split('/')[0];
        Assert.Equal(await FolderAsync("alice"), await FolderAsync("alice"));
        Assert.NotEqual(await FolderAsync("alice"), await FolderAsync("bob"));
    }

    [Fact]
    public async Task callback_sni_is_on_for_https_and_off_without()
    {
        await using var https = await TestGateway.StartAsync(new() { ["SignGateway:PublicUrl"] = "http://a.example.com;https://b.example.com" });
        await using var http = await TestGateway.StartAsync(new() { ["SignGateway:PublicUrl"] = "http://a.example.com" });
        Assert.True((bool)Callback(await https.SignAsync())["callbackSNI"]!);
        Assert.Null(Callback(await http.SignAsync())["callbackSNI"]);
        Assert.Equal("http://a.example.com/v1/callbacks/oss;https://b.example.com/v1/callbacks/oss", (string)Callback(await https.SignAsync())["callbackUrl"]!);
    }

    [Fact]
    public async Task a_callback_host_and_what_a_profile_asks_for_besides_are_in_the_callback()
    {
        await using var gateway = await TestGateway.StartAsync(new()
        {
            ["SignGateway:Profiles:default:CallbackHost"] = "uploads.example.com",
            ["SignGateway:Profiles:default:CallbackVariables:0"] = "ClientIp",
            ["SignGateway:Profiles:plain:VerifyObject"] = "Never",
        });
        var callback = Callback(await gateway.SignAsync());
        Assert.Equal("uploads.example.com", (string)callback["callbackHost"]!);
        Assert.Contains("&clientIp=${clientIp}", (string)callback["callbackBody"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("vpcId", (string)callback["callbackBody"]!, StringComparison.Ordinal);

        var plain = Callback(await gateway.SignAsync("""{"fileName":"a","profile":"plain"}"""));
        Assert.Null(plain["callbackHost"]);
        Assert.DoesNotContain("clientIp", (string)plain["callbackBody"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task v1_signs_with_the_long_term_pair()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["SignGateway:Profiles:default:SignatureVersion"] = "V1" });
        var fields = (await gateway.SignAsync())["fields"]!.AsObject();
        Assert.Equal("key-id", (string)fields["OSSAccessKeyId"]!);
        Assert.NotNull(fields["Signature"]);
        Assert.Null(fields["x-oss-signature"]);
    }

    [Fact]
    public async Task asks_for_credentials_that_live_as_long_as_the_longest_of_its_forms_and_half_a_minute_more()
    {
        var credentials = new TemporaryCredentials();
        await using var gateway = await TestGateway.StartAsync(
            new() { ["SignGateway:Profiles:slow:GrantLifetime"] = "00:12:00" }, services => services.AddSingleton<ICredentialSource>(credentials));
        credentials.ExpiresAt = gateway.Time.GetUtcNow() + TimeSpan.FromHours(1);

        await gateway.SignAsync();
        Assert.Equal(TimeSpan.FromMinutes(10.5), credentials.AskedFor);
        await gateway.SendAsync(HttpMethod.Post, "/v1/uploads:batch", json: """{"uploads":[{"fileName":"a"},{"fileName":"b","profile":"slow"}]}""");
        Assert.Equal(TimeSpan.FromMinutes(12.5), credentials.AskedFor);
    }

    [Fact]
    public async Task is_neither_shortened_nor_signed_with_credentials_that_end_before_it()
    {
        var credentials = new TemporaryCredentials();
        await using var gateway = await TestGateway.StartAsync(register: services => services.AddSingleton<ICredentialSource>(credentials));
        credentials.ExpiresAt = gateway.Time.GetUtcNow() + TimeSpan.FromMinutes(10);
        Assert.Equal("2026-01-01T12:10:00Z", (string)(await gateway.SignAsync())["expires"]!);

        gateway.Time.Pass(TimeSpan.FromSeconds(1));
        var (status, problem, response) = await gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: """{"fileName":"a"}""");
        Assert.Equal((503, "credentials_unavailable"), ((int)status, (string)problem["code"]!));
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Fact]
    public async Task says_why_there_are_no_credentials_and_when_to_come_back()
    {
        var credentials = new TemporaryCredentials { Instead = new CredentialsOutcome.Unavailable("STS is on holiday", TimeSpan.FromSeconds(16.2)) };
        await using var gateway = await TestGateway.StartAsync(register: services => services.AddSingleton<ICredentialSource>(credentials));
        var (status, problem, response) = await gateway.SendAsync(HttpMethod.Post, "/v1/uploads", json: """{"fileName":"a"}""");
        Assert.Equal((503, "credentials_unavailable"), ((int)status, (string)problem["code"]!));
        Assert.Equal(TimeSpan.FromSeconds(17), response.Headers.RetryAfter!.Delta);
        Assert.Contains("STS is on holiday", (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task is_noted_before_it_is_answered()
    {
        await using var gateway = await TestGateway.StartAsync();
        var upload = await gateway.FindAsync(await gateway.SignAsync());
        Assert.Equal("issued", (string)upload["state"]!);
        Assert.Equal("cat.png", (string)upload["fileName"]!);
        Assert.Equal("7", (string)upload["vars"]!["album"]!);
        Assert.Null(upload["storedAt"]);
        Assert.Null(upload["recordedBy"]);
        Assert.Null(upload["evidence"]);
    }

    [Fact]
    public async Task ids_follow_time()
    {
        await using var gateway = await TestGateway.StartAsync();
        List<string> ids = [];
        for (var count = 0; count < 20; count++)
        {
            ids.Add((string)(await gateway.SignAsync())["id"]!);
            gateway.Time.Pass(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
    }

    private static JsonArray Conditions(JsonObject grant) =>
        JsonNode.Parse(Convert.FromBase64String((string)grant["fields"]!["policy"]!))!["conditions"]!.AsArray();

    private static Dictionary<string, string> Pinned(JsonObject grant) => Conditions(grant)
        .Select(condition => condition switch
        {
            JsonObject exact => (exact.Single().Key, exact.Single().Value!.ToString()),
            JsonArray array when array[0]!.ToString() == "eq" => (array[1]!.ToString().TrimStart('$'), array[2]!.ToString()),
            _ => ("", ""),
        })
        .Where(pair => pair.Item1.Length > 0)
        .ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.OrdinalIgnoreCase);

    private static JsonObject Callback(JsonObject grant) => JsonNode.Parse(Convert.FromBase64String((string)grant["fields"]!["callback"]!))!.AsObject();

    private sealed class TemporaryCredentials : ICredentialSource
    {
        public DateTimeOffset ExpiresAt { get; set; }

        public CredentialsOutcome? Instead { get; init; }

        public TimeSpan AskedFor { get; private set; }

        public ValueTask<CredentialsOutcome> GetAsync(TimeSpan life, CancellationToken cancellationToken)
        {
            AskedFor = life;
            return new(Instead ?? new CredentialsOutcome.Available(new OssCredentials("STS.id", "secret", "token"), ExpiresAt));
        }
    }
}
