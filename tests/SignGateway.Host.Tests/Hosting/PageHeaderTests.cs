using Xunit;

namespace SignGateway.Host.Tests.Hosting;

public sealed class PageHeaderTests : IAsyncLifetime
{
    private HostProcess _host = null!;

    public async ValueTask InitializeAsync() => _host = await HostProcess.StartNewAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("admin/")]
    [InlineData("demo/front-ends/react.html")]
    public async Task every_page_says_what_it_may_load_and_who_may_frame_it(string path)
    {
        using var page = await GetAsync(path);

        Assert.Equal(("text/html", 200), (page.Content.Headers.ContentType!.MediaType, (int)page.StatusCode));
        Assert.Equal(["nosniff"], page.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["no-referrer"], page.Headers.GetValues("Referrer-Policy"));
        var policy = Policy(page);
        Assert.Superset(new HashSet<string> { "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'" }, policy.ToHashSet());
        Assert.DoesNotContain(policy, rule => rule.Contains("unsafe", StringComparison.Ordinal) || rule.Contains('*', StringComparison.Ordinal));
    }

    [Fact]
    public async Task the_admin_page_takes_no_markup_from_text()
    {
        using var page = await GetAsync("admin/");
        Assert.Superset(
            new HashSet<string> { "default-src 'none'", "script-src 'self'", "require-trusted-types-for 'script'", "trusted-types 'none'" }, Policy(page).ToHashSet());
    }

    private async Task<HttpResponseMessage> GetAsync(string path)
    {
        using var client = new HttpClient();
        return await client.GetAsync(new Uri(_host.Url, path), TestContext.Current.CancellationToken);
    }

    private static string[] Policy(HttpResponseMessage page) => page.Headers.GetValues("Content-Security-Policy").Single().Split("; ");
}
