using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Posting;

public sealed class RefusedFormTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("key", "", "InvalidObjectName")]
    [InlineData("key", "/a", "InvalidObjectName")]
    [InlineData("key", "\\a", "InvalidObjectName")]
    [InlineData("x-oss-object-acl", "public", "InvalidArgument")]
    [InlineData("x-oss-storage-class", "Cold", "InvalidArgument")]
    [InlineData("x-oss-forbid-overwrite", "yes", "InvalidArgument")]
    [InlineData("x-oss-server-side-encryption", "DES", "InvalidEncryptionAlgorithmError")]
    [InlineData("Content-MD5", "AAAAAAAAAAAAAAAAAAAAAA==", "InvalidDigest")]
    [InlineData("x-oss-meta-a", "line\nbreak", "InvalidArgument")]
    [InlineData("x-oss-meta-a b", "space in the name", "InvalidArgument")]
    [InlineData("success_action_redirect", "nowhere", "InvalidArgument")]
    public async Task refuses_a_value_it_cannot_use(string field, string value, string code)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.RefusedAsync(new SignedForm().With(field, value), 400, code);
        Assert.Empty(simulator.StoredFiles());
    }

    [Fact]
    public async Task refuses_a_key_of_more_than_1023_bytes()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var longest = await simulator.PostAsync(new SignedForm().With("key", new string('k', 1023)));
        Assert.Equal(200, (int)longest.StatusCode);
        await simulator.RefusedAsync(new SignedForm().With("key", new string('k', 1022) + "ü"), 400, "InvalidObjectName");
    }

    [Fact]
    public async Task refuses_metadata_of_more_than_8_kilobytes()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.RefusedAsync(new SignedForm().With("x-oss-meta-a", new string('m', 8192)), 400, "InvalidArgument");
    }

    [Fact]
    public async Task refuses_a_form_without_key()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.RefusedAsync(new SignedForm { Without = { "key" } }, 400, "InvalidArgument");
    }

    [Fact]
    public async Task refuses_a_key_behind_the_file()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var form = new SignedForm { Without = { "key" } };
        using var answer = await simulator.PostAsync(form.BuildFields().File(form.File).Field("key", SignedForm.Key).End());
        var error = await Refusal.ReadAsync(answer, 400, "InvalidArgument");
        Assert.Equal("key", error.Element("ArgumentName")!.Value);
    }

    [Theory]
    [InlineData("key")]
    [InlineData("KEY")]
    public async Task refuses_a_field_given_twice(string name)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var form = new SignedForm();
        using var answer = await simulator.PostAsync(form.BuildFields().Field(name, SignedForm.Key).File(form.File).End());
        await Refusal.ReadAsync(answer, 400, "InvalidArgument");
    }

    [Fact]
    public async Task refuses_a_form_without_file()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.PostAsync(new SignedForm().BuildFields().End());
        await Refusal.ReadAsync(answer, 400, "IncorrectNumberOfFilesInPOSTRequest");
    }

    [Fact]
    public async Task refuses_a_second_file_and_keeps_neither()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var form = new SignedForm();
        using var answer = await simulator.PostAsync(form.BuildFields().File(form.File).File(form.File).End());
        await Refusal.ReadAsync(answer, 400, "IncorrectNumberOfFilesInPOSTRequest");
        Assert.Empty(simulator.StoredFiles());
    }

    [Fact]
    public async Task refuses_a_file_part_with_an_extended_file_name()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var form = new SignedForm();
        using var answer = await simulator.PostAsync(form.BuildFields().File(form.File, disposition: "; filename*=UTF-8''cat.png").End());
        await Refusal.ReadAsync(answer, 400, "FieldItemTooLong");
    }

    [Theory]
    [InlineData(8193, 1)]
    [InlineData(1, 2097153)]
    public async Task refuses_a_field_that_is_too_long(int name, int value)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.RefusedAsync(new SignedForm().With(new string('n', name), new string('v', value)), 400, "FieldItemTooLong");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/mixed; boundary=x")]
    public async Task refuses_a_body_of_another_type(string contentType)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var body = new SignedForm().Build();
        body.ContentType = contentType;
        using var answer = await simulator.PostAsync(body);
        await Refusal.ReadAsync(answer, 400, "MalformedPOSTRequest");
    }

    [Fact]
    public async Task refuses_a_body_that_ends_within_the_file()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.PostAsync(new SignedForm().BuildFields().File("cut"u8.ToArray()));
        await Refusal.ReadAsync(answer, 400, "MalformedPOSTRequest");
        Assert.Empty(simulator.StoredFiles());
    }

    [Theory]
    [InlineData("no boundary at all")]
    [InlineData("--" + MultipartBody.Boundary + "\r\nno colon\r\n\r\nvalue\r\n--" + MultipartBody.Boundary + "--\r\n")]
    [InlineData("--" + MultipartBody.Boundary + "\r\nContent-Disposition: form-data\r\n\r\nnameless\r\n--" + MultipartBody.Boundary + "--\r\n")]
    public async Task refuses_what_is_not_well_formed(string text)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.PostAsync(new MultipartBody().Raw(text));
        await Refusal.ReadAsync(answer, 400, "MalformedPOSTRequest");
    }

    [Fact]
    public async Task refuses_a_bucket_it_does_not_have()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.PostAsync(new SignedForm().Build(), "other-bucket");
        await Refusal.ReadAsync(answer, 404, "NoSuchBucket");
    }

    [Fact]
    public async Task refuses_a_post_to_a_key()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.PostAsync(new SignedForm().Build(), "demo-bucket/name");
        await Refusal.ReadAsync(answer, 405, "MethodNotAllowed");
    }

    [Fact]
    public async Task refuses_a_request_over_the_limit_of_the_service()
    {
        await using var simulator = await RunningSimulator.StartAsync(options => options.MaxRequestBytes = 2048);
        await simulator.RefusedAsync(new SignedForm { File = new byte[4096] }, 400, "EntityTooLarge");
    }

    [Theory]
    [InlineData(4, 400, "EntityTooSmall")]
    [InlineData(11, 400, "EntityTooLarge")]
    public async Task refuses_a_file_outside_the_size_range(int size, int status, string code)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.RefusedAsync(new SignedForm { File = new byte[size] }.Condition("""["content-length-range",5,10]"""), status, code);
        Assert.Empty(simulator.StoredFiles());
    }

    [Theory]
    [InlineData(5)]
    [InlineData(10)]
    public async Task takes_a_file_at_either_end_of_the_size_range(int size)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.PostAsync(new SignedForm { File = new byte[size] }.Condition("""["content-length-range",5,10]"""));
        Assert.Equal(200, (int)answer.StatusCode);
    }

    [Fact]
    public async Task keeps_nothing_of_an_upload_that_breaks_off()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using (var client = new System.Net.Sockets.TcpClient())
        {
            await client.ConnectAsync("127.0.0.1", simulator.Server.Url.Port, Token);
            await using var stream = client.GetStream();
            await WriteHeadAsync(stream);
            await stream.WriteAsync(await new SignedForm().BuildFields().File(new byte[100_000]).ToContent().ReadAsByteArrayAsync(Token), Token);
            while (!simulator.StoredFiles().Any()) await Task.Yield();
        }

        await simulator.Server.DisposeAsync();
        Assert.Empty(simulator.StoredFiles());
    }

    [Fact]
    public async Task stops_reading_once_the_file_is_over_the_limit()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var form = new SignedForm().Condition("""["content-length-range",0,10]""");
        using var whole = new MemoryStream(await form.BuildFields().File(new byte[1024]).ToContent().ReadAsByteArrayAsync(Token));
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync("127.0.0.1", simulator.Server.Url.Port, Token);
        await using var stream = client.GetStream();
        await WriteHeadAsync(stream);
        await whole.CopyToAsync(stream, Token);

        // The rest of the promised gigabyte never comes: only an early answer can.
        using var reader = new StreamReader(stream);
        Assert.Equal("HTTP/1.1 400 Bad Request", await reader.ReadLineAsync(Token));
    }

    private static async Task WriteHeadAsync(Stream stream)
    {
        var head = $"POST /demo-bucket HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\nContent-Type: multipart/form-data; boundary={MultipartBody.Boundary}\r\n\r\n";
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(head), Token);
    }
}
