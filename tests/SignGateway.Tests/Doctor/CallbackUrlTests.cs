using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using SignGateway.Doctor;
using SignGateway.TestServers;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Doctor;

/// <summary>A gateway behind a proxy, as its doctor sees it from outside; each test breaks one thing.</summary>
public sealed class CallbackUrlTests : IAsyncLifetime
{
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task behind_the_recipe_for_nginx_all_is_well()
    {
        using var nginx = await NginxServer.StartAsync(Recipe("nginx.conf"), _gateway.Address);
        Healthy(await ExamineAsync(nginx.Url));
    }

    [Fact]
    public async Task asked_directly_all_is_well() => Healthy(await ExamineAsync(_gateway.Address));

    [Fact]
    public async Task the_hosts_that_profiles_name_are_called_too()
    {
        await using var doctor = Doctor(_gateway.Address.Authority, ("SignGateway:Profiles:default:CallbackHost", "uploads.example.com"));
        var profiles = ((SignGateway.Profiles.ProfileCatalog)doctor.Services.GetService(typeof(SignGateway.Profiles.ProfileCatalog))!).All;
        Assert.Contains("Host: uploads.example.com", Only("callback_reached", await doctor.ExamineAsync("callback URL", [.. profiles])).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task every_public_url_is_called()
    {
        await using var doctor = Doctor($"{_gateway.Address.Authority};http://localhost:{_gateway.Address.Port}");
        Assert.Equal(2, (await doctor.ExamineAsync("callback URL")).Count(finding => finding.Code == "callback_reached"));
    }

    [Fact]
    public async Task a_host_with_a_private_address_is_a_fault_outside_development()
    {
        await using var doctor = new DoctorUnderTest(
            _gateway.Time, DoctorUnderTest.WhereEveryNameIsHere(), ("SignGateway:PublicUrl", $"http://uploads.example.com:{_gateway.Address.Port}"));
        var found = await doctor.ExamineAsync("callback URL");
        var fault = Only("callback_host_private", found);
        Assert.Equal(FindingLevel.Fault, fault.Level);
        Assert.Contains("uploads.example.com is 127.0.0.1", fault.Text, StringComparison.Ordinal);
        Assert.Equal(FindingLevel.Ok, Only("callback_reached", found).Level);
    }

    [Fact]
    public async Task a_prefix_that_a_proxy_takes_off_unsaid_does_callbacks_no_harm()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["SignGateway:PublicUrl"] = "https://gateway.example.com/uploads" });
        using var nginx = await NginxServer.StartAsync(Recipe("nginx-prefix.conf"), gateway.Address);
        await using var doctor = new DoctorUnderTest(gateway.Time, ("SignGateway:PublicUrl", $"{nginx.Url}uploads"), ("SignGateway:AllowPrivatePublicUrl", "true"));
        var finding = Only("callback_path_changed", await doctor.ExamineAsync("callback URL"));
        Assert.Equal(FindingLevel.Warning, finding.Level);
        Assert.Contains("verify all the same", finding.Text, StringComparison.Ordinal);
        Assert.Contains("X-Forwarded-Prefix", finding.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_prefix_that_a_proxy_takes_off_and_the_gateway_does_not_know_is_a_fault()
    {
        using var nginx = await NginxServer.StartAsync(Recipe("nginx-prefix.conf"), _gateway.Address);
        var finding = Only("callback_path_changed", await ExamineAsync(new Uri(nginx.Url, "/uploads")));
        Assert.Equal(FindingLevel.Fault, finding.Level);
        Assert.Contains("sent to /uploads/v1/callbacks/oss, it arrives at /v1/callbacks/oss", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_prefix_that_the_public_url_lacks_leads_nowhere()
    {
        using var nginx = await NginxServer.StartAsync(Recipe("nginx-prefix.conf"), _gateway.Address);
        var finding = Only("callback_not_reached", await ExamineAsync(nginx.Url));
        Assert.Contains("404", finding.Text, StringComparison.Ordinal);
        Assert.Contains("lacks the prefix", finding.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public Task authorization_that_is_taken_off_is_a_fault() => BehindNginxAsync("proxy_set_header Authorization \"\";", "authorization_removed", FindingLevel.Fault);

    [Fact]
    public Task another_authorization_is_a_fault() => BehindNginxAsync("proxy_set_header Authorization \"Basic YTpi\";", "authorization_changed", FindingLevel.Fault);

    [Fact]
    public Task a_key_url_that_is_taken_off_is_a_fault() => BehindNginxAsync("proxy_set_header x-oss-pub-key-url \"\";", "pub_key_url_removed", FindingLevel.Fault);

    [Fact]
    public async Task a_proxy_that_compresses_for_who_asks_is_warned_of()
    {
        var found = await BehindNginxAsync("gzip on; gzip_types application/json; gzip_min_length 1; gzip_proxied any;", "answer_compressed", FindingLevel.Warning, replace: "gzip off;");
        Assert.Contains("gzip", Only("answer_compressed", found).Text, StringComparison.Ordinal);
        Assert.Equal(FindingLevel.Warning, Only("answer_chunked", found).Level);
    }

    [Fact]
    public async Task a_proxy_that_compresses_for_everybody_is_a_fault()
    {
        await using var proxy = await Middleman.StartAsync(_gateway.Address);
        proxy.Answer = async (response, body) =>
        {
            using var compressed = new MemoryStream();
            await using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
                await gzip.WriteAsync(body);
            response.Headers.ContentEncoding = "gzip";
            response.ContentLength = compressed.Length;
            await response.Body.WriteAsync(compressed.ToArray());
        };
        Assert.Equal(FindingLevel.Fault, Only("answer_compressed", await ExamineAsync(UrlOf(proxy))).Level);
    }

    [Fact]
    public async Task a_proxy_that_chunks_is_a_fault()
    {
        await using var proxy = await Middleman.StartAsync(_gateway.Address);
        proxy.Answer = async (response, body) => await response.Body.WriteAsync(body);
        var found = await ExamineAsync(UrlOf(proxy));
        Assert.Equal(FindingLevel.Fault, Only("answer_chunked", found).Level);
        Assert.DoesNotContain(found, finding => finding.Code == "answer_compressed");
    }

    [Fact]
    public async Task a_proxy_that_writes_forms_anew_is_a_fault()
    {
        await using var proxy = await Middleman.StartAsync(_gateway.Address);
        proxy.Change = body => Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(body).Replace("%2f", "%2F", StringComparison.Ordinal));
        Assert.Equal(FindingLevel.Fault, Only("callback_body_changed", await ExamineAsync(UrlOf(proxy))).Level);
    }

    [Fact]
    public async Task a_proxy_that_adds_to_the_query_is_a_fault_and_one_that_spells_it_anew_is_warned_of()
    {
        await using var proxy = await Middleman.StartAsync(_gateway.Address);
        proxy.Rewrite = target => $"{target}&utm=1";
        Assert.Equal(FindingLevel.Fault, Only("callback_query_changed", await ExamineAsync(UrlOf(proxy))).Level);
        proxy.Rewrite = target => target.Replace("%2f", "%2F", StringComparison.Ordinal);
        Assert.Equal(FindingLevel.Warning, Only("callback_query_changed", await ExamineAsync(UrlOf(proxy))).Level);
    }

    [Fact]
    public async Task a_path_that_is_encoded_anew_does_no_harm()
    {
        await using var proxy = await Middleman.StartAsync(_gateway.Address);
        proxy.Rewrite = target => target.Replace("/oss", "/%6Fss", StringComparison.Ordinal);
        Healthy(await ExamineAsync(UrlOf(proxy)));
    }

    [Fact]
    public async Task an_answer_that_was_changed_is_not_believed()
    {
        await using var proxy = await Middleman.StartAsync(_gateway.Address);
        proxy.Answer = async (response, body) =>
        {
            var changed = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body).Replace("asSent", "absent", StringComparison.Ordinal));
            response.ContentLength = changed.Length;
            await response.Body.WriteAsync(changed);
        };
        Assert.Equal("callback_other_gateway", Only("callback_other_gateway", await ExamineAsync(UrlOf(proxy))).Code);
    }

    [Fact]
    public async Task a_gateway_with_other_keys_is_another_gateway()
    {
        await using var other = await TestGateway.StartAsync(new() { ["SignGateway:Tickets:Keys:0:Secret"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) });
        Assert.Contains("other ticket keys", Only("callback_other_gateway", await ExamineAsync(other.Address)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public Task somebody_else_who_answers_is_another_gateway() => AnsweredAsync("return 200 hello;", "callback_other_gateway", "200");

    [Fact]
    public Task a_redirect_is_told_and_not_followed() => AnsweredAsync("return 301 https://www.example.com$request_uri;", "callback_redirected", "https://www.example.com/v1/callbacks/oss;");

    [Theory]
    [InlineData(401, "sign-in")]
    [InlineData(403, "sign-in")]
    [InlineData(405, "takes no POST")]
    [InlineData(429, "limits how often")]
    [InlineData(502, "does not get to the gateway")]
    public async Task a_proxy_that_answers_itself_is_told_by_its_status(int status, string fix)
    {
        var found = await AnsweredAsync($"return {status};", "callback_not_reached", $"{status}");
        Assert.Contains(fix, found.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task an_address_where_nobody_listens_is_a_fault()
    {
        var finding = Only("callback_not_reached", await ExamineAsync(new Uri($"http://127.0.0.1:{FreePort.Next()}")));
        Assert.Contains("ConnectionRefused", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task no_finding_holds_a_probe()
    {
        using var nginx = await NginxServer.StartAsync(Recipe("nginx.conf").Replace("proxy_pass", "return 301 $request_uri$http_authorization; proxy_pass", StringComparison.Ordinal), _gateway.Address);
        // A server that sends the header back is not to have it printed.
        var finding = Only("callback_redirected", await ExamineAsync(nginx.Url));
        Assert.DoesNotContain("?", finding.Text, StringComparison.Ordinal);
        Assert.EndsWith("failed callback.", finding.Text, StringComparison.Ordinal);
    }

    private static string Recipe(string name) => File.ReadAllText(Path.Combine(Root(), "deploy/proxies", name));

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "SignGateway.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    private static Uri UrlOf(Middleman proxy) => new($"http://{IPAddress.Loopback}:{proxy.Port}");

    private static Finding Only(string code, IReadOnlyList<Finding> found) => Assert.Single(found, finding => finding.Code == code);

    // This machine is private, and the settings allow it.
    private static void Healthy(IReadOnlyList<Finding> found) =>
        Assert.Equal([("callback_host_private", FindingLevel.Warning), ("callback_reached", FindingLevel.Ok)], found.Select(finding => (finding.Code, finding.Level)));

    private DoctorUnderTest Doctor(string authority, params (string, string?)[] more) =>
        new(_gateway.Time, [("SignGateway:PublicUrl", $"http://{authority}"), ("SignGateway:AllowPrivatePublicUrl", "true"), .. more]);

    private async Task<IReadOnlyList<Finding>> ExamineAsync(Uri url)
    {
        await using var doctor = Doctor($"{url.Authority}{url.AbsolutePath}");
        return await doctor.ExamineAsync("callback URL");
    }

    private async Task<IReadOnlyList<Finding>> BehindNginxAsync(string more, string code, FindingLevel level, string replace = "proxy_http_version 1.1;")
    {
        using var nginx = await NginxServer.StartAsync(Recipe("nginx.conf").Replace(replace, $"{(replace.StartsWith("gzip", StringComparison.Ordinal) ? "" : replace)} {more}", StringComparison.Ordinal), _gateway.Address);
        var found = await ExamineAsync(nginx.Url);
        var finding = Only(code, found);
        Assert.Equal(level, finding.Level);
        Assert.Contains("nginx", finding.Fix, StringComparison.Ordinal);
        Assert.Equal(FindingLevel.Ok, Only("callback_reached", found).Level);
        return found;
    }

    private async Task<Finding> AnsweredAsync(string answer, string code, string text)
    {
        using var nginx = await NginxServer.StartAsync(Recipe("nginx.conf").Replace("proxy_pass", $"{answer} proxy_pass", StringComparison.Ordinal), _gateway.Address);
        var finding = Only(code, await ExamineAsync(nginx.Url));
        Assert.Equal(FindingLevel.Fault, finding.Level);
        Assert.Contains(text, finding.Text, StringComparison.Ordinal);
        return finding;
    }
}
