using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Forwarding;

/// <summary>Whatever an application does, the upload stays recorded and OSS gets its 200.</summary>
public sealed class BadApplicationTests : IAsyncLifetime
{
    private const int Limit = 16 * 1024;

    private StandInApplication _application = null!;
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _application = await StandInApplication.StartAsync();
        _gateway = await TestGateway.StartAsync(_application.Settings);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _application.DisposeAsync();
    }

    [Theory]
    [InlineData(500, "status_500")]
    [InlineData(503, "status_503")]
    [InlineData(404, "status_404")]
    [InlineData(401, "status_401")]
    [InlineData(301, "redirect")]
    [InlineData(302, "redirect")]
    [InlineData(307, "redirect")]
    [InlineData(304, "redirect")]
    public async Task another_status_than_2xx_is_no_answer(int status, string error)
    {
        _application.Answer = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = _application.Url;
            return Task.CompletedTask;
        };
        await FailsAsync(error);
    }

    [Fact]
    public async Task an_error_is_told_by_its_status_however_long_its_page_is()
    {
        _application.Answer = context =>
        {
            context.Response.StatusCode = 500;
            return WriteMuchAsync(context);
        };
        await FailsAsync("status_500");
    }

    [Theory]
    [InlineData("<!doctype html><html><body>It works!</body></html>")]
    [InlineData("")]
    [InlineData("{\"a\":1")]
    [InlineData("{\"a\":1}{\"b\":2}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{a:1}")]
    [InlineData("{} // done")]
    [InlineData("NaN")]
    [InlineData("\uFEFF\uFEFF{}")]
    [InlineData("\"a\0b\"")]
    public async Task what_is_not_one_json_value_is_no_answer(string text)
    {
        _application.Answer = context => StandInApplication.WriteAsync(context, text);
        await FailsAsync("not_json");
    }

    [Theory]
    [InlineData(new byte[] { (byte)'"', 0xC3, 0x28, (byte)'"' })]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'1', 0 })]
    public async Task what_is_not_utf_8_is_no_answer(byte[] bytes)
    {
        _application.Answer = context => context.Response.Body.WriteAsync(bytes).AsTask();
        await FailsAsync("not_json");
    }

    [Fact]
    public async Task json_that_is_nested_too_deep_is_no_answer()
    {
        _application.Answer = context => StandInApplication.WriteAsync(context, new string('[', 1000) + new string(']', 1000));
        await FailsAsync("not_json");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ten_megabytes_are_not_read(bool announced)
    {
        _application.Answer = context =>
        {
            context.Response.ContentLength = announced ? 10 * 1024 * 1024 : null;
            return WriteMuchAsync(context);
        };
        await FailsAsync("too_large");
    }

    [Theory]
    [InlineData(Limit, null)]
    [InlineData(Limit + 1, "too_large")]
    public async Task the_limit_is_16_kib(int length, string? error)
    {
        _application.Answer = context => StandInApplication.WriteAsync(context, $"\"{new string('a', length - 2)}\"");
        var answer = await AnswerAsync();
        Assert.Equal(error, (string?)answer["appError"]);
        Assert.Equal(error is null ? length - 2 : null, ((string?)answer["app"])?.Length);
    }

    [Fact]
    public async Task a_connection_that_ends_without_an_answer_is_none()
    {
        _application.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        await FailsAsync("closed");
    }

    [Fact]
    public async Task an_answer_that_breaks_off_is_none()
    {
        _application.Answer = async context =>
        {
            context.Response.ContentLength = 100;
            await StandInApplication.WriteAsync(context, "{\"a\":");
            await context.Response.Body.FlushAsync();
            context.Abort();
        };
        await FailsAsync("closed");
    }

    [Fact]
    public async Task an_application_that_is_down_has_no_answer()
    {
        await _application.DisposeAsync();
        await FailsAsync("unreachable");
    }

    [Fact]
    public async Task an_application_that_comes_back_is_told_of_the_next_upload()
    {
        _application.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        await FailsAsync("closed");

        _application.Answer = context => StandInApplication.WriteAsync(context, "true");

        Assert.True((bool)(await AnswerAsync())["app"]!);
    }

    private async Task FailsAsync(string error)
    {
        var grant = await _gateway.SignAsync();
        var callback = new OssCallback(grant);

        var (status, answer) = await callback.SendAsync(_gateway);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(answer.ContainsKey("app"));
        Assert.Null(answer["app"]);
        Assert.Equal(error, (string)answer["appError"]!);
        Assert.Equal("stored", (string)(await _gateway.FindAsync(grant))["state"]!);
        // And it stays so.
        Assert.Equal(error, (string)(await callback.SendAsync(_gateway)).Body["appError"]!);
    }

    private async Task<JsonObject> AnswerAsync() => (await new OssCallback(await _gateway.SignAsync()).SendAsync(_gateway)).Body;

    private static async Task WriteMuchAsync(HttpContext context)
    {
        var part = new byte[64 * 1024];
        Array.Fill(part, (byte)' ');
        for (var count = 0; count < 160 && !context.RequestAborted.IsCancellationRequested; count++)
            await context.Response.Body.WriteAsync(part);
    }
}
