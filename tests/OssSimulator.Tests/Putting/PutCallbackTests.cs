using System.Security.Cryptography;
using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Putting;

public sealed class PutCallbackTests
{
    private const string Key = "users/42/cat.png";

    private static readonly byte[] Content = "hello, bucket"u8.ToArray();
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    public static TheoryData<bool, bool, bool> Ways => new MatrixTheoryData<bool, bool, bool>([false, true], [false, true], [false, true]);

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task is_sent_and_its_answer_returned(bool isV1, bool inQuery, bool callbackInQuery)
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var simulator = await RunningSimulator.StartAsync();
        var request = Put(receiver.Url, CallbackHeader.Base64(CallbackHeader.Variables), callbackInQuery);
        (request.IsV1, request.Expires) = (isV1, inQuery ? 600 : null);
        using var answer = await simulator.SendAsync(request);
        Assert.Equal("""{"status":"ok"}""", await answer.Content.ReadAsStringAsync(Token));
        Assert.Equal((200, "application/json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        var etag = Convert.ToHexString(MD5.HashData(Content));
        Assert.Equal($"\"{etag}\"", answer.Headers.ETag!.Tag);
        var md5 = Uri.EscapeDataString(Convert.ToBase64String(MD5.HashData(Content)));
        Assert.Equal(
            $"bucket=demo-bucket&object=users%2F42%2Fcat.png&etag={etag}&size=13&type=image%2Fpng&md5={md5}&op=PutObject&album=7%20%C3%BC",
            Assert.Single(receiver.Received).Text);
    }

    [Fact]
    public async Task that_fails_leaves_the_object_and_is_told()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var simulator = await RunningSimulator.StartAsync();
        simulator.Server.Faults.Drop = 1;
        using var answer = await simulator.SendAsync(Put(receiver.Url));
        await Refusal.ReadAsync(answer, 203, "CallbackFailed");
        Assert.Single(simulator.Server.Objects);
    }

    [Fact]
    public async Task is_given_in_one_way_only()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        var both = Put(receiver.Url).Asking("callback", CallbackHeader.To(receiver.Url));
        Assert.Equal("callback", await RefusedAsync(both, null));
        var mixed = Put(receiver.Url).Asking("callback-var", CallbackHeader.Base64(CallbackHeader.Variables));
        Assert.Equal("callback", await RefusedAsync(mixed, null));
        Assert.Empty(receiver.Received);
    }

    [Fact]
    public async Task refuses_what_is_wrong_before_anything_is_stored() =>
        Assert.Equal("callback", await RefusedAsync(Put().With("x-oss-callback", "no base64!"), "0007-00000002"));

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"album":"7"}""")]
    [InlineData("""{"x:":"7"}""")]
    [InlineData("""{"x:Album":"7"}""")]
    [InlineData("""{"x:album":7}""")]
    [InlineData("""{"x:album":"\ud800"}""")]
    public async Task refuses_variables_it_cannot_use(string json)
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        Assert.Equal("callback-var", await RefusedAsync(Put(receiver.Url, CallbackHeader.Base64(json)), null));
    }

    [Fact]
    public async Task refuses_variables_that_are_not_base64()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        Assert.Equal("callback-var", await RefusedAsync(Put(receiver.Url, "no base64!"), null));
    }

    [Fact]
    public async Task takes_5_kilobytes_of_variables_and_no_more()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var simulator = await RunningSimulator.StartAsync();
        using var longest = await simulator.SendAsync(Put(receiver.Url, CallbackHeader.Base64(CallbackHeader.Variables.PadRight(3839))));
        Assert.Equal(200, (int)longest.StatusCode);
        Assert.Equal("callback-var", await RefusedAsync(Put(receiver.Url, CallbackHeader.Base64(CallbackHeader.Variables.PadRight(3841))), "0007-00000101"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task may_be_as_long_as_its_limits_together(bool inQuery)
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var simulator = await RunningSimulator.StartAsync();
        var (callback, variables) = (CallbackHeader.To(receiver.Url, new string('a', 3750)), CallbackHeader.Base64(CallbackHeader.Variables.PadRight(3839)));
        using var answer = await simulator.SendAsync(inQuery
            ? Put().Asking("callback", callback).Asking("callback-var", variables)
            : Put().With("x-oss-callback", callback).With("x-oss-callback-var", variables));
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Single(receiver.Received);
    }

    [Fact]
    public async Task sends_none_without_a_callback()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.SendAsync(Put().With("x-oss-callback-var", CallbackHeader.Base64(CallbackHeader.Variables)));
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Empty(simulator.Server.Callbacks);
    }

    private static SignedRequest Put() => new SignedRequest(HttpMethod.Put, Key) { Body = Content }.With("content-type", "image/png");

    private static SignedRequest Put(Uri receiver, string? variables = null, bool inQuery = false)
    {
        var request = Put();
        if (inQuery) request.Asking("callback", CallbackHeader.To(receiver));
        else request.With("x-oss-callback", CallbackHeader.To(receiver));
        if (variables is null) return request;
        return inQuery ? request.Asking("callback-var", variables) : request.With("x-oss-callback-var", variables);
    }

    private static async Task<string> RefusedAsync(SignedRequest request, string? ec)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.SendAsync(request);
        var error = await Refusal.ReadAsync(answer, 400, "InvalidArgument");
        Assert.Equal(ec, error.Element("EC")?.Value);
        Assert.Empty(simulator.StoredFiles());
        return error.Element("ArgumentName")!.Value;
    }
}
