using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Objects;

/// <summary>What users and operators hear when OSS does not do what the gateway asks.</summary>
public sealed class OssFaultTests : IAsyncLifetime
{
    private TestGateway _gateway = null!;
    private JsonObject _grant = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await TestGateway.StartAsync();
        _grant = await _gateway.SignAsync();
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, 2)]
    [InlineData(HttpStatusCode.BadGateway, 2)]
    [InlineData(HttpStatusCode.GatewayTimeout, 2)]
    [InlineData(HttpStatusCode.ServiceUnavailable, 1)]
    [InlineData(HttpStatusCode.Forbidden, 1)]
    public async Task what_may_pass_is_asked_once_more(HttpStatusCode trouble, int calls)
    {
        _gateway.Oss.Answer = _ => new HttpResponseMessage(trouble);
        Assert.Equal((503, "oss_unavailable"), await ConfirmAsync());
        Assert.Equal(calls, _gateway.Oss.Calls.Count);
    }

    [Fact]
    public async Task a_connection_that_breaks_once_is_not_noticed()
    {
        var first = true;
        _gateway.Oss.Answer = _ =>
        {
            var breaks = first;
            first = false;
            return breaks ? null : new StoredObject(_grant).Head();
        };
        Assert.Equal((200, null), await ConfirmAsync());
    }

    [Fact]
    public async Task the_error_in_a_header_is_named_with_its_number_and_its_request()
    {
        _gateway.Oss.Answer = _ => Refusal("<Error><Code>AccessDenied</Code><Message>key-id</Message><EC>0003-00000001</EC><RequestId>5C3D9175B6FC201293AD4890</RequestId></Error>");
        var (_, problem, _) = await _gateway.SendAsync(HttpMethod.Post, $"/v1/uploads/{_grant["id"]}/confirm");
        Assert.Equal("OSS answered 403 (AccessDenied, EC 0003-00000001, request 5C3D9175B6FC201293AD4890). Try again in a moment.", (string)problem["detail"]!);
    }

    [Theory]
    [InlineData("no xml")]
    [InlineData("<Error><Code>a b<script/></Code></Error>")]
    public async Task what_is_no_error_of_OSSs_is_not_repeated(string error)
    {
        _gateway.Oss.Answer = _ => Refusal(error);
        var (_, problem, _) = await _gateway.SendAsync(HttpMethod.Post, $"/v1/uploads/{_grant["id"]}/confirm");
        Assert.Equal("OSS answered 403. Try again in a moment.", (string)problem["detail"]!);
    }

    [Theory]
    [InlineData(-10, "10 minutes ahead of")]
    [InlineData(10, "10 minutes behind")]
    public async Task a_clock_that_is_off_is_told(int minutes, string how)
    {
        _gateway.Oss.Answer = _ =>
        {
            var answer = new HttpResponseMessage(HttpStatusCode.Forbidden);
            answer.Headers.Date = _gateway.Time.GetUtcNow().AddMinutes(minutes);
            return answer;
        };
        var (_, problem, _) = await _gateway.SendAsync(HttpMethod.Post, $"/v1/uploads/{_grant["id"]}/confirm");
        Assert.Contains($"The gateway's clock is {how} OSS's", (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task an_object_of_five_gibibytes_is_looked_at_by_its_head_alone()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["SignGateway:Profiles:default:MaxBytes"] = "5368709120" });
        var grant = await gateway.SignAsync();
        gateway.Oss.Answer = _ => new StoredObject(grant) { Size = 5368709120 }.Head();
        var (status, upload, _) = await gateway.SendAsync(HttpMethod.Post, $"/v1/uploads/{grant["id"]}/confirm");
        Assert.Equal((200, 5368709120), ((int)status, (long)upload["size"]!));
    }

    private static HttpResponseMessage Refusal(string error)
    {
        var answer = new HttpResponseMessage(HttpStatusCode.Forbidden);
        answer.Headers.Add("x-oss-err", Convert.ToBase64String(Encoding.UTF8.GetBytes(error)));
        return answer;
    }

    private async Task<(int Status, string? Code)> ConfirmAsync()
    {
        var (status, body, _) = await _gateway.SendAsync(HttpMethod.Post, $"/v1/uploads/{_grant["id"]}/confirm");
        return ((int)status, (string?)body["code"]);
    }
}
