using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Putting;

public sealed class RefusedPutTests
{
    private const string Key = "users/42/cat.png";

    private static readonly byte[] Content = "hello, bucket"u8.ToArray();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task refuses_another_secret(bool isV1) => await RefusedAsync(request =>
    {
        (request.IsV1, request.Secret) = (isV1, "another");
        return request;
    }, 403, "SignatureDoesNotMatch");

    [Theory]
    [InlineData("x-oss-object-acl", "public")]
    [InlineData("x-oss-storage-class", "Cheap")]
    [InlineData("x-oss-forbid-overwrite", "yes")]
    [InlineData("content-encoding", "aws-chunked")]
    [InlineData("content-encoding", "gzip,aws-chunked")]
    public async Task refuses_a_header_it_cannot_use(string name, string value) =>
        await RefusedAsync(request => request.With(name, value), 400, "InvalidArgument");

    [Fact]
    public async Task refuses_an_encryption_it_does_not_know() =>
        await RefusedAsync(request => request.With("x-oss-server-side-encryption", "ROT13"), 400, "InvalidEncryptionAlgorithmError");

    [Fact]
    public async Task refuses_too_much_metadata() =>
        await RefusedAsync(request => request.With("x-oss-meta-a", new string('a', 8192)), 400, "InvalidArgument");

    [Theory]
    [InlineData("acl")]
    [InlineData("tagging")]
    [InlineData("symlink")]
    public async Task takes_no_other_operation_for_a_put(string parameter) =>
        await RefusedAsync(request => request.Asking(parameter), 501, "NotImplemented");

    [Fact]
    public async Task takes_no_copy_for_a_put() =>
        await RefusedAsync(request => request.With("x-oss-copy-source", "/demo-bucket/another"), 501, "NotImplemented");

    [Fact]
    public async Task refuses_more_than_the_service_takes()
    {
        await using var simulator = await RunningSimulator.StartAsync(options => options.MaxRequestBytes = 10);
        using var answer = await simulator.SendAsync(new SignedRequest(HttpMethod.Put, Key) { Body = Content });
        await Refusal.ReadAsync(answer, 400, "EntityTooLarge");
        Assert.Empty(simulator.StoredFiles());
    }

    [Theory]
    [InlineData("/begins-with-a-slash")]
    [InlineData("\\begins-with-a-backslash")]
    public async Task refuses_a_name_that_no_object_may_have(string key)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.SendAsync(new SignedRequest(HttpMethod.Put, key) { Body = Content });
        await Refusal.ReadAsync(answer, 400, "InvalidObjectName");
    }

    [Fact]
    public async Task refuses_a_name_that_is_too_long()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var longest = await simulator.SendAsync(new SignedRequest(HttpMethod.Put, new string('a', 1023)) { Body = Content });
        Assert.Equal(200, (int)longest.StatusCode);
        using var answer = await simulator.SendAsync(new SignedRequest(HttpMethod.Put, new string('a', 1024)) { Body = Content });
        await Refusal.ReadAsync(answer, 400, "InvalidObjectName");
    }

    [Fact]
    public async Task refuses_whoever_did_not_sign()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var request = new HttpRequestMessage(HttpMethod.Put, new Uri(simulator.Server.Url, "demo-bucket/" + Key)) { Content = new ByteArrayContent(Content) };
        using var answer = await simulator.SendAsync(request);
        await Refusal.ReadAsync(answer, 403, "AccessDenied");
    }

    [Theory]
    [InlineData("content-type", "text/html")]
    [InlineData("x-oss-object-acl", "public-read")]
    [InlineData("x-oss-callback-var", "e30=")]
    [InlineData("x-oss-meta-owner", "43")]
    public async Task refuses_a_header_that_was_changed_on_the_way(string name, string value)
    {
        foreach (var (isV1, inQuery) in new[] { (false, false), (false, true), (true, false), (true, true) })
        {
            await using var simulator = await RunningSimulator.StartAsync();
            var signed = new SignedRequest(HttpMethod.Put, Key) { Body = Content, IsV1 = isV1, Expires = inQuery ? 600 : null }
                .With("content-type", "image/png").With("x-oss-object-acl", "private").With("x-oss-meta-owner", "42").With("x-oss-callback-var", "e30");
            var request = signed.Build(simulator.Server.Url);
            if (name == "content-type")
            {
                request.Content!.Headers.ContentType = new(value);
            }
            else
            {
                request.Headers.Remove(name);
                request.Headers.TryAddWithoutValidation(name, value);
            }

            using var answer = await simulator.SendAsync(request);
            await Refusal.ReadAsync(answer, 403, "SignatureDoesNotMatch");
        }
    }

    [Theory]
    [InlineData("x-oss-object-acl", "public-read")]
    [InlineData("content-type", "text/html")]
    public async Task refuses_a_header_that_was_not_signed(string name, string value)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var request = new SignedRequest(HttpMethod.Put, Key) { Body = Content, Expires = 600 }.Build(simulator.Server.Url);
        if (!request.Headers.TryAddWithoutValidation(name, value)) request.Content!.Headers.TryAddWithoutValidation(name, value);
        using var answer = await simulator.SendAsync(request);
        await Refusal.ReadAsync(answer, 403, "SignatureDoesNotMatch");
    }

    [Theory]
    [InlineData(13, 200)]
    [InlineData(14, 403)]
    public async Task holds_a_put_to_its_signed_length(int signedLength, int status)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var request = new SignedRequest(HttpMethod.Put, Key) { Body = Content, Expires = 600, AdditionalHeaders = { "content-length" } };
        using var answer = await simulator.SendAsync(request.With("content-length", $"{signedLength}"));
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task needs_a_length_or_chunks()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var connection = new RawConnection(simulator.Server.Url);
        await connection.SendAsync(RawConnection.Head(new SignedRequest(HttpMethod.Put, Key).Build(simulator.Server.Url)));
        Assert.Equal("HTTP/1.1 411 Length Required", await connection.ReadLineAsync());
    }

    [Theory]
    [InlineData(SimulatorOptions.DefaultAccessKeySecret, "HTTP/1.1 100 Continue")]
    [InlineData("another", "HTTP/1.1 403 Forbidden")]
    public async Task lets_a_client_wait_until_its_content_is_wanted(string secret, string line)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var connection = new RawConnection(simulator.Server.Url);
        var request = new SignedRequest(HttpMethod.Put, Key) { Body = Content, Secret = secret }.Build(simulator.Server.Url);
        await connection.SendAsync(RawConnection.Head(request, "Expect: 100-continue", $"Content-Length: {Content.Length}"));
        Assert.Equal(line, await connection.ReadLineAsync());
    }

    private static async Task RefusedAsync(Func<SignedRequest, SignedRequest> breakOneThing, int status, string code)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.SendAsync(breakOneThing(new SignedRequest(HttpMethod.Put, Key) { Body = Content }));
        await Refusal.ReadAsync(answer, status, code);
        Assert.Empty(simulator.StoredFiles());
    }
}
