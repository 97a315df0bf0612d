using System.Xml.Linq;
using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Parts;

public sealed class CompleteTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task happens_once()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await StartAsync(simulator);
        using var first = await simulator.SendAsync(upload.Complete());
        Assert.Equal(200, (int)first.StatusCode);
        foreach (var request in new[] { upload.Complete(), upload.List(), upload.Abort(), upload.Part("1", [1]) })
        {
            using var answer = await simulator.SendAsync(request);
            var error = await Refusal.ReadAsync(answer, 404, "NoSuchUpload");
            Assert.Equal(upload.Id, error.Element("UploadId")!.Value);
        }
    }

    [Fact]
    public async Task happens_once_to_many_at_the_same_time()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await StartAsync(simulator);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => simulator.SendAsync(upload.Complete().With("x-oss-callback", CallbackHeader.To(receiver.Url)))));
        Assert.Single(answers, answer => (int)answer.StatusCode == 200);
        Assert.Equal(7, answers.Count(answer => (int)answer.StatusCode == 404));
        Assert.Single(receiver.Received);
    }

    [Fact]
    public async Task needs_parts_in_order()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await PartedUpload.StartAsync(simulator);
        var first = await upload.SendAsync(1, PartedUpload.Content(1));
        var second = await upload.SendAsync(2, PartedUpload.Content(2));
        foreach (var request in new[] { upload.Complete((2, second), (1, first)), upload.Complete((1, first), (1, first)) })
        {
            using var answer = await simulator.SendAsync(request);
            Assert.Equal("0042-00000209", (await Refusal.ReadAsync(answer, 400, "InvalidPartOrder")).Element("EC")!.Value);
        }

        using var right = await simulator.SendAsync(upload.Complete((1, first), (2, second)));
        Assert.Equal(200, (int)right.StatusCode);
    }

    [Fact]
    public async Task needs_parts_that_are_there()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await PartedUpload.StartAsync(simulator);
        var etag = await upload.SendAsync(1, PartedUpload.Content(1));
        foreach (var request in new[] { upload.Complete((1, etag), (2, etag)), upload.Complete((1, new string('0', 32))), upload.Complete((1, etag.ToLowerInvariant())) })
        {
            using var answer = await simulator.SendAsync(request);
            await Refusal.ReadAsync(answer, 400, "InvalidPart");
        }

        Assert.Empty(simulator.Server.Objects);
    }

    [Fact]
    public async Task needs_parts_as_they_were_when_they_were_listed()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await PartedUpload.StartAsync(simulator);
        var listed = await upload.SendAsync(1, PartedUpload.Content(1));
        await upload.SendAsync(1, PartedUpload.Content(2));
        using var answer = await simulator.SendAsync(upload.Complete((1, listed)));
        await Refusal.ReadAsync(answer, 400, "InvalidPart");
    }

    [Fact]
    public async Task needs_large_parts_but_for_the_last()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await PartedUpload.StartAsync(simulator);
        await upload.SendAsync(1, PartedUpload.Content(1));
        await upload.SendAsync(2, PartedUpload.Content(2, PartedUpload.PartSize - 1));
        var last = upload.Complete();
        await upload.SendAsync(3, [1]);
        foreach (var request in new[] { upload.Complete(), upload.CompleteAll() })
        {
            using var answer = await simulator.SendAsync(request);
            var error = await Refusal.ReadAsync(answer, 400, "EntityTooSmall");
            Assert.Equal(("102400", "2", "102399"), (error.Element("MinSizeAllowed")!.Value, error.Element("PartNumber")!.Value, error.Element("ProposedSize")!.Value));
        }

        using var right = await simulator.SendAsync(last);
        Assert.Equal(200, (int)right.StatusCode);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10_001)]
    [InlineData(-1)]
    public async Task knows_no_part_of_another_number(int number)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await StartAsync(simulator);
        using var answer = await simulator.SendAsync(upload.Complete((number, new string('0', 32))));
        await Refusal.ReadAsync(answer, 400, "InvalidArgument");
    }

    [Theory]
    [InlineData("")]
    [InlineData("no xml")]
    [InlineData("<Other/>")]
    [InlineData("<CompleteMultipartUpload/>")]
    [InlineData("<CompleteMultipartUpload><Part><PartNumber>1</PartNumber></Part></CompleteMultipartUpload>")]
    [InlineData("<CompleteMultipartUpload><Part><ETag>A</ETag></Part></CompleteMultipartUpload>")]
    [InlineData("<CompleteMultipartUpload><Part><PartNumber>one</PartNumber><ETag>A</ETag></Part></CompleteMultipartUpload>")]
    [InlineData("<!DOCTYPE a [<!ENTITY b 'c'>]><CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>&b;</ETag></Part></CompleteMultipartUpload>")]
    public async Task needs_a_list_it_can_read(string body)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await StartAsync(simulator);
        using var answer = await simulator.SendAsync(upload.CompleteWith(body));
        await Refusal.ReadAsync(answer, 400, "MalformedXML");
    }

    [Fact]
    public async Task checks_the_digest_of_the_list()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await StartAsync(simulator);
        using var answer = await simulator.SendAsync(upload.Complete().With("content-md5", "XrY7u+Ae7tCTyyK7j1rNww=="));
        await Refusal.ReadAsync(answer, 400, "InvalidDigest");
    }

    [Fact]
    public async Task takes_all_parts_without_a_list()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await PartedUpload.StartAsync(simulator);
        using var empty = await simulator.SendAsync(upload.CompleteAll());
        await Refusal.ReadAsync(empty, 400, "InvalidPart");
        var content = await upload.SendAsync(3, 1);
        var withList = upload.Complete().With("x-oss-complete-all", "yes");
        using var both = await simulator.SendAsync(withList);
        Assert.Equal("0042-00000216", (await Refusal.ReadAsync(both, 400, "InvalidArgument")).Element("EC")!.Value);
        using var other = await simulator.SendAsync(upload.CompleteAll().With("x-oss-complete-all", "true"));
        await Refusal.ReadAsync(other, 400, "InvalidArgument");
        using var answer = await simulator.SendAsync(upload.CompleteAll());
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal(content.Length, Assert.Single(simulator.Server.Objects).Size);
    }

    [Theory]
    [InlineData("users/43/big.bin")]
    [InlineData("users/42/big.bin/")]
    public async Task is_for_the_object_that_it_was_begun_for(string key)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await StartAsync(simulator);
        using var answer = await simulator.SendAsync(new SignedRequest(HttpMethod.Post, key) { Body = [] }.Asking("uploadId", upload.Id).With("x-oss-complete-all", "yes"));
        await Refusal.ReadAsync(answer, 404, "NoSuchUpload");
    }

    [Fact]
    public async Task does_not_overwrite_where_that_is_forbidden()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await StartAsync(simulator);
        using var put = await simulator.SendAsync(new SignedRequest(HttpMethod.Put, PartedUpload.Key) { Body = [1] });
        using var answer = await simulator.SendAsync(upload.Complete().With("x-oss-forbid-overwrite", "true"));
        Assert.Equal("0042-00000214", (await Refusal.ReadAsync(answer, 409, "FileAlreadyExists")).Element("EC")!.Value);
        Assert.Equal(1, Assert.Single(simulator.Server.Uploads).Parts);
        using var begun = await simulator.SendAsync(PartedUpload.Initiate().With("x-oss-forbid-overwrite", "true"));
        await Refusal.ReadAsync(begun, 409, "FileAlreadyExists");
        using var allowed = await simulator.SendAsync(upload.Complete());
        Assert.Equal(200, (int)allowed.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task is_called_back_and_answered_with_what_was_answered(bool inQuery)
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await PartedUpload.StartAsync(simulator, initiate: PartedUpload.Initiate().With("content-type", "video/mp4"));
        await upload.SendAsync(1, 2);
        var (callback, variables) = (CallbackHeader.To(receiver.Url), CallbackHeader.Base64(CallbackHeader.Variables));
        using var answer = await simulator.SendAsync(inQuery
            ? upload.Complete().Asking("callback", callback).Asking("callback-var", variables)
            : upload.Complete().With("x-oss-callback", callback).With("x-oss-callback-var", variables));
        Assert.Equal("""{"status":"ok"}""", await answer.Content.ReadAsStringAsync(Token));
        var etag = answer.Headers.ETag!.Tag.Trim('"');
        Assert.Equal(
            $"bucket=demo-bucket&object=users%2F42%2Fbig.bin&etag={etag}&size=204800&type=video%2Fmp4&md5=&op=CompleteMultipartUpload&album=7%20%C3%BC",
            Assert.Single(receiver.Received).Text);
    }

    [Fact]
    public async Task stays_though_the_callback_fails()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await StartAsync(simulator);
        simulator.Server.Faults.Drop = 1;
        using var answer = await simulator.SendAsync(upload.Complete().With("x-oss-callback", CallbackHeader.To(receiver.Url)));
        await Refusal.ReadAsync(answer, 203, "CallbackFailed");
        Assert.Single(simulator.Server.Objects);
        Assert.Empty(simulator.Server.Uploads);
    }

    [Fact]
    public async Task with_a_wrong_callback_leaves_the_upload_as_it_was()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await StartAsync(simulator);
        using var answer = await simulator.SendAsync(upload.Complete().With("x-oss-callback", "no base64!"));
        await Refusal.ReadAsync(answer, 400, "InvalidArgument");
        Assert.Single(simulator.Server.Uploads);
        Assert.Empty(simulator.Server.Objects);
    }

    [Fact]
    public async Task encodes_the_name_if_asked_to()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var upload = await PartedUpload.StartAsync(simulator, "ü 1");
        await upload.SendAsync(1);
        using var answer = await simulator.SendAsync(upload.Complete().Asking("encoding-type", "url"));
        XElement document = await PartedUpload.ReadAsync(answer, "CompleteMultipartUploadResult");
        Assert.Equal(("url", "%C3%BC%201"), (document.Element("EncodingType")!.Value, document.Element("Key")!.Value));
    }

    private static async Task<PartedUpload> StartAsync(RunningSimulator simulator)
    {
        var upload = await PartedUpload.StartAsync(simulator);
        await upload.SendAsync(1);
        return upload;
    }
}
