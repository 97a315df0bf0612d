using System.Net;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Uploads;

public sealed class WaitTests : IAsyncLifetime
{
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task holds_the_answer_until_the_upload_is_stored()
    {
        var grant = await _gateway.SignAsync();
        var wait = WaitAsync(grant, 20);
        await new OssCallback(grant).SendAsync(_gateway);
        Assert.Equal("stored", await _gateway.Time.PassUntilAsync(wait, TimeSpan.FromMilliseconds(1)));
    }

    [Fact]
    public async Task answers_with_the_present_state_when_the_time_is_over()
    {
        var grant = await _gateway.SignAsync();
        Assert.Equal("issued", await _gateway.Time.PassUntilAsync(WaitAsync(grant, 20), TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task an_upload_that_is_not_issued_is_answered_at_once()
    {
        var grant = await _gateway.SignAsync();
        await new OssCallback(grant).SendAsync(_gateway);
        Assert.Equal("stored", await WaitAsync(grant, 20));
    }

    [Fact]
    public async Task the_fifth_wait_of_a_user_is_answered_at_once_and_others_are_not_hurt()
    {
        var grant = await _gateway.SignAsync();
        var waits = Enumerable.Range(0, 5).Select(_ => WaitAsync(grant, 20)).ToList();

        var first = await Task.WhenAny(waits);
        Assert.Equal("issued", await first);
        waits.Remove(first);

        await new OssCallback(grant).SendAsync(_gateway);
        var rest = Task.WhenAll(waits);
        Assert.All(await _gateway.Time.PassUntilAsync(rest, TimeSpan.FromMilliseconds(1)), state => Assert.Equal("stored", state));
    }

    [Theory]
    [InlineData("21")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("x")]
    public async Task a_wait_out_of_range_is_refused(string wait)
    {
        var grant = await _gateway.SignAsync();
        var (status, problem, _) = await _gateway.SendAsync(HttpMethod.Get, $"/v1/uploads/{grant["id"]}?wait={wait}");
        Assert.Equal((HttpStatusCode.BadRequest, "request_malformed"), (status, (string)problem["code"]!));
    }

    private async Task<string> WaitAsync(System.Text.Json.Nodes.JsonObject grant, int seconds) =>
        (string)(await _gateway.SendAsync(HttpMethod.Get, $"/v1/uploads/{grant["id"]}?wait={seconds}")).Body["state"]!;
}
