using System.Text.Json.Nodes;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Uploads;

public sealed class ContentTests
{
    [Theory]
    [InlineData("image/png", "inline")]
    [InlineData("application/pdf", "inline")]
    [InlineData("video/mp4", "inline")]
    [InlineData("text/html", "attachment")]
    [InlineData("image/svg+xml", "attachment")]
    [InlineData("application/xml", "attachment")]
    [InlineData("application/xhtml+xml", "attachment")]
    [InlineData("text/javascript", "attachment")]
    public async Task is_shown_on_a_domain_of_our_own_unless_it_could_run_there(string type, string disposition) =>
        Assert.StartsWith(disposition, (await LinkAsync(type, OnOwnDomain()))["response-content-disposition"], StringComparison.Ordinal);

    [Fact]
    public async Task is_downloaded_from_OSSs_own_domain() =>
        Assert.StartsWith("attachment", (await LinkAsync("image/png", []))["response-content-disposition"], StringComparison.Ordinal);

    [Fact]
    public async Task is_downloaded_if_asked_for_as_a_download() =>
        Assert.StartsWith("attachment", (await LinkAsync("image/png", OnOwnDomain(), "?disposition=attachment"))["response-content-disposition"], StringComparison.Ordinal);

    [Theory]
    [InlineData("text/html")]
    [InlineData("image/svg+xml")]
    [InlineData("application/xml")]
    [InlineData("text/xml")]
    [InlineData("application/xhtml+xml")]
    [InlineData("text/javascript")]
    [InlineData("application/javascript")]
    [InlineData("application/ecmascript")]
    [InlineData("multipart/related")]
    public async Task of_a_type_that_could_run_there_is_downloaded_whatever_is_asked_for(string type) =>
        Assert.StartsWith("attachment", (await LinkAsync(type, OnOwnDomain(), "?disposition=inline"))["response-content-disposition"], StringComparison.Ordinal);

    [Theory]
    [InlineData("image/png", "inline")]
    [InlineData("image/gif", "inline")]
    [InlineData("application/pdf", "attachment")]
    [InlineData("image/svg+xml", "attachment")]
    public async Task is_shown_only_if_the_profile_lists_it(string type, string disposition)
    {
        var settings = OnOwnDomain();
        settings["SignGateway:Profiles:default:InlineTypes:0"] = "image/*";
        Assert.StartsWith(disposition, (await LinkAsync(type, settings))["response-content-disposition"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task says_the_recorded_type_whatever_the_objects_metadata_says() =>
        Assert.Equal("image/png", (await LinkAsync("image/png", []))["response-content-type"]);

    [Fact]
    public async Task carries_the_real_file_name()
    {
        var disposition = (await LinkAsync("image/png", []))["response-content-disposition"];
        Assert.EndsWith("filename*=UTF-8''%E5%9B%BE%20%22a%22%3B%27b%27.png", disposition, StringComparison.Ordinal);
    }

    private static Dictionary<string, string?> OnOwnDomain() => new()
    {
        ["SignGateway:Oss:UrlStyle"] = "Cname",
        ["SignGateway:Oss:Endpoint"] = "files.example.com",
    };

    private static async Task<Dictionary<string, string>> LinkAsync(string type, Dictionary<string, string?> settings, string query = "")
    {
        await using var gateway = await TestGateway.StartAsync(settings);
        var request = new JsonObject { ["fileName"] = "图 \"a\";'b'.png", ["contentType"] = type };
        var grant = await gateway.SignAsync(request.ToJsonString());
        await new OssCallback(grant).SendAsync(gateway);
        var (_, body, _) = await gateway.SendAsync(HttpMethod.Get, $"/v1/uploads/{grant["id"]}/content{query}", headers: ("Accept", "application/json"));
        return new Uri((string)body["url"]!).Query[1..].Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
    }
}
