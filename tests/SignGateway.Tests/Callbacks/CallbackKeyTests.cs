using System.Net;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Callbacks;

public sealed class CallbackKeyTests : IAsyncLifetime
{
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task a_key_is_fetched_once_however_many_callbacks_wait()
    {
        var open = new TaskCompletionSource();
        _gateway.Keys.Gate = open.Task;
        var grants = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _gateway.SignAsync()));
        var callbacks = grants.Select(grant => new OssCallback(grant).SendAsync(_gateway)).ToList();

        open.SetResult();

        Assert.All(await Task.WhenAll(callbacks), answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Single(_gateway.Keys.Calls);
    }

    [Fact]
    public async Task a_key_that_cannot_be_fetched_is_asked_for_once_a_minute()
    {
        _gateway.Keys.Answer = _ => null;
        var callback = new OssCallback(await _gateway.SignAsync());

        Assert.Equal("callback_key_untrusted", await CodeAsync(callback));
        Assert.Equal("callback_key_untrusted", await CodeAsync(callback));
        Assert.Single(_gateway.Keys.Calls);

        _gateway.Time.Pass(TimeSpan.FromMinutes(1));
        _gateway.Keys.Answer = _ => StandInHost.Text(OssCallback.PublicKey);
        Assert.Equal(HttpStatusCode.OK, (await callback.SendAsync(_gateway)).Status);
    }

    [Fact]
    public async Task a_redirect_is_not_followed()
    {
        _gateway.Keys.Answer = _ => new HttpResponseMessage(HttpStatusCode.Found) { Headers = { Location = new Uri("https://evil.example.com/") } };
        Assert.Equal("callback_key_untrusted", await CodeAsync(new OssCallback(await _gateway.SignAsync())));
        Assert.Single(_gateway.Keys.Calls);
    }

    [Theory]
    [InlineData("not a key")]
    [InlineData("")]
    public async Task a_file_that_is_no_key_counts_as_untrusted(string text)
    {
        _gateway.Keys.Answer = _ => StandInHost.Text(text);
        Assert.Equal("callback_key_untrusted", await CodeAsync(new OssCallback(await _gateway.SignAsync())));
    }

    [Fact]
    public async Task a_file_that_is_too_large_counts_as_untrusted()
    {
        _gateway.Keys.Answer = _ => StandInHost.Text(OssCallback.PublicKey + new string('\n', 9000));
        Assert.Equal("callback_key_untrusted", await CodeAsync(new OssCallback(await _gateway.SignAsync())));
    }

    [Fact]
    public async Task a_key_that_does_not_come_costs_two_seconds_and_no_more()
    {
        _gateway.Keys.Gate = new TaskCompletionSource().Task;
        var callback = CodeAsync(new OssCallback(await _gateway.SignAsync()));
        var started = _gateway.Time.GetUtcNow();

        Assert.Equal("callback_key_untrusted", await _gateway.Time.PassUntilAsync(callback, TimeSpan.FromMilliseconds(50)));

        Assert.True(_gateway.Time.GetUtcNow() - started >= TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task at_most_eight_keys_are_kept()
    {
        var callback = new OssCallback(await _gateway.SignAsync());
        for (var version = 1; version <= 20; version++)
        {
            callback.KeyUrl = $"{OssCallback.KeyOrigin}/callback_pub_key_v{version}.pem";
            await callback.SendAsync(_gateway);
        }

        Assert.Equal(8, _gateway.Keys.Calls.Count);
    }

    private async Task<string> CodeAsync(OssCallback callback) => (string)(await callback.SendAsync(_gateway)).Body["code"]!;
}
