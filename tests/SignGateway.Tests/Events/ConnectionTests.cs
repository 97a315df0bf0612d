using System.Net;
using SignGateway.Events.Delivery;
using Xunit;

namespace SignGateway.Tests.Events;

public sealed class ConnectionTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("100.100.100.200")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("1.1.1.1", "127.0.0.1")]
    public async Task a_name_that_resolves_to_what_only_the_gateway_can_reach_is_refused(params string[] addresses)
    {
        await using var receiver = await Receiver.StartAsync(HttpStatusCode.OK);
        await using var send = new SendUnderTest(addresses);

        var outcome = await send.SendAsync($"http://app.example.com:{receiver.Port}/");

        var reason = Assert.IsType<SendOutcome.Unanswered>(outcome).Reason;
        Assert.Contains(IPAddress.Parse(addresses[^1]).ToString(), reason, StringComparison.Ordinal);
        Assert.Contains("SignGateway:Events:Endpoints:app:AllowPrivate", reason, StringComparison.Ordinal);
        Assert.Equal(0, receiver.Calls);
    }

    [Fact]
    public async Task an_address_in_place_of_a_name_is_checked_too()
    {
        await using var receiver = await Receiver.StartAsync(HttpStatusCode.OK);
        await using var send = new SendUnderTest();

        Assert.IsType<SendOutcome.Unanswered>(await send.SendAsync($"http://127.0.0.1:{receiver.Port}/"));
        Assert.Equal(0, receiver.Calls);
    }

    [Fact]
    public async Task what_is_allowed_is_reached_at_the_very_address_that_was_found()
    {
        await using var receiver = await Receiver.StartAsync(HttpStatusCode.OK);
        await using var send = new SendUnderTest("127.0.0.1");

        // No such name exists: nobody but the test resolves it, and only once.
        Assert.IsType<SendOutcome.Accepted>(await send.SendAsync($"http://app.invalid:{receiver.Port}/", allowPrivate: true));

        Assert.Equal(["app.invalid"], send.Resolved);
        Assert.Equal(1, receiver.Calls);
    }

    [Fact]
    public async Task where_one_address_does_not_answer_the_next_is_tried()
    {
        await using var receiver = await Receiver.StartAsync(HttpStatusCode.OK);
        await using var send = new SendUnderTest("127.0.0.2", "127.0.0.1");

        Assert.IsType<SendOutcome.Accepted>(await send.SendAsync($"http://app.invalid:{receiver.Port}/", allowPrivate: true));
    }

    [Fact]
    public async Task a_name_without_addresses_is_told_as_such()
    {
        await using var send = new SendUnderTest();

        var outcome = await send.SendAsync("https://app.invalid/");

        Assert.NotEmpty(Assert.IsType<SendOutcome.Unanswered>(outcome).Reason);
    }

    [Fact]
    public async Task a_redirect_is_not_followed()
    {
        await using var secret = await Receiver.StartAsync(HttpStatusCode.OK);
        await using var receiver = await Receiver.StartAsync(context =>
        {
            context.Response.Redirect($"http://127.0.0.1:{secret.Port}/");
            return Task.CompletedTask;
        });
        await using var send = new SendUnderTest("127.0.0.1");

        Assert.Equal(new SendOutcome.Refused(302, null), await send.SendAsync($"http://app.invalid:{receiver.Port}/", allowPrivate: true));
        Assert.Equal(0, secret.Calls);
    }
}
