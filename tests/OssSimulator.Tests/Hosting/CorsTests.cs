using OssSimulator.Tests.Callbacks;
using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Hosting;

public sealed class CorsTests
{
    private const string Origin = "https://app.example.com";

    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task lets_a_browser_ask_first(string method)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await PreflightAsync(simulator, Origin, method);
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal("*", Header(answer, "Access-Control-Allow-Origin"));
        Assert.Contains(method, Header(answer, "Access-Control-Allow-Methods"), StringComparison.Ordinal);
        Assert.Equal("x-custom, content-type", Header(answer, "Access-Control-Allow-Headers"));
    }

    [Theory]
    [InlineData(Origin, "PATCH")]
    [InlineData("https://evil.example.com", "POST")]
    [InlineData(Origin + ".evil.com", "POST")]
    public async Task refuses_what_the_rule_does_not_name(string origin, string method)
    {
        await using var simulator = await RunningSimulator.StartAsync(options => options.CorsOrigins = [Origin]);
        using var answer = await PreflightAsync(simulator, origin, method);
        await Refusal.ReadAsync(answer, 403, "AccessForbidden");
    }

    [Fact]
    public async Task has_no_rule_without_an_origin()
    {
        await using var simulator = await RunningSimulator.StartAsync(options => options.CorsOrigins = []);
        using var answer = await PreflightAsync(simulator, Origin, "POST");
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Contains("not enabled", (string)(await Refusal.ReadAsync(answer, 403, "AccessForbidden")).Element("Message")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task exposes_what_the_rule_names()
    {
        await using var simulator = await RunningSimulator.StartAsync(options => options.CorsExposedHeaders = []);
        using var answer = await PreflightAsync(simulator, Origin, "POST");
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.False(answer.Headers.Contains("Access-Control-Expose-Headers"));
    }

    [Fact]
    public async Task has_no_rule_for_a_bucket_that_is_not_there()
    {
        await using var simulator = await RunningSimulator.StartAsync(options => options.Buckets = ["other-bucket"]);
        using var answer = await PreflightAsync(simulator, Origin, "POST");
        await Refusal.ReadAsync(answer, 404, "NoSuchBucket");
    }

    [Fact]
    public async Task names_the_origin_where_it_is_not_open_to_all()
    {
        await using var simulator = await RunningSimulator.StartAsync(options => options.CorsOrigins = [Origin]);
        using var answer = await PreflightAsync(simulator, Origin, "POST");
        Assert.Equal(Origin, Header(answer, "Access-Control-Allow-Origin"));
        Assert.Contains("Origin", answer.Headers.Vary);
    }

    [Fact]
    public async Task lets_scripts_read_answers_and_refusals()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        simulator.Server.Faults.Drop = 1;
        var forms = new[] { (new SignedForm(), 200), (CallbackForm.To("http://127.0.0.1/"), 203), (new SignedForm { Secret = "another" }, 403) };
        foreach (var (form, status) in forms)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, new Uri(simulator.Server.Url, "demo-bucket")) { Content = form.Build().ToContent() };
            request.Headers.Add("Origin", Origin);
            using var answer = await simulator.SendAsync(request);
            Assert.Equal(status, (int)answer.StatusCode);
            Assert.Equal("*", Header(answer, "Access-Control-Allow-Origin"));
            Assert.Equal("ETag, x-oss-request-id, x-oss-hash-crc64ecma", string.Join(", ", answer.Headers.GetValues("Access-Control-Expose-Headers")));
        }
    }

    [Fact]
    public async Task lets_scripts_read_the_etag_of_a_part()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await PartedUpload.StartAsync(simulator);
        var request = upload.Part("1", [1]).Build(simulator.Server.Url);
        request.Headers.Add("Origin", Origin);
        using var answer = await simulator.SendAsync(request);
        Assert.Equal((200, "*"), ((int)answer.StatusCode, Header(answer, "Access-Control-Allow-Origin")));
        Assert.Contains("ETag", Header(answer, "Access-Control-Expose-Headers"), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> PreflightAsync(RunningSimulator simulator, string origin, string method)
    {
        var request = new HttpRequestMessage(HttpMethod.Options, new Uri(simulator.Server.Url, "demo-bucket"));
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", method);
        request.Headers.TryAddWithoutValidation("Access-Control-Request-Headers", "x-custom, content-type");
        return simulator.SendAsync(request);
    }

    private static string Header(HttpResponseMessage answer, string name) => string.Join(", ", answer.Headers.GetValues(name));
}
