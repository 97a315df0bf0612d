using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Multipart;

/// <summary>Storage here never gets its callback through, so what is recorded is recorded by a look; the loops with the simulator try the other way.</summary>
public sealed class CompleteTests : IAsyncLifetime
{
    private MultipartFixture _upload = null!;
    private JsonObject _grant = null!;

    public async ValueTask InitializeAsync()
    {
        _upload = await MultipartFixture.StartAsync();
        _grant = await _upload.SignAsync();
        _upload.Parts.PutAll(_grant);
    }

    public ValueTask DisposeAsync() => _upload.DisposeAsync();

    [Fact]
    public async Task puts_the_parts_together_in_order_and_records_the_upload()
    {
        var (status, upload) = await _upload.CompleteAsync(_grant);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("stored", 204817L, "confirm", "object", "7"), ((string)upload["state"]!, (long)upload["size"]!, (string)upload["recordedBy"]!, (string)upload["evidence"]!, (string)upload["vars"]!["album"]!));
        Assert.Equal(
            string.Concat(new[] { (1, 102400), (2, 102400), (3, 17) }.Select(part => $"<Part><PartNumber>{part.Item1}</PartNumber><ETag>\"{StandInParts.ETagOf(part.Item1, part.Item2)}\"</ETag></Part>")),
            _upload.Parts.Completed.Replace("<CompleteMultipartUpload>", "").Replace("</CompleteMultipartUpload>", ""));
    }

    [Fact]
    public async Task has_OSS_call_back_as_a_form_does()
    {
        await _upload.CompleteAsync(_grant);
        var headers = _upload.Parts.Headers[^1];
        var callback = JsonNode.Parse(Convert.FromBase64String(headers["x-oss-callback"]))!;
        Assert.Equal("https://gateway.example.com/v1/callbacks/oss", (string)callback["callbackUrl"]!);
        Assert.Contains("x:album=${x:album}", (string)callback["callbackBody"]!, StringComparison.Ordinal);
        Assert.Equal("""{"x:album":"7"}""", Encoding.UTF8.GetString(Convert.FromBase64String(headers["x-oss-callback-var"])));
        Assert.Equal(("private", "true"), (headers["x-oss-object-acl"], headers["x-oss-forbid-overwrite"]));
    }

    [Fact]
    public async Task the_callback_it_asked_for_records_the_upload_too()
    {
        _upload.CallBack(_grant);
        var (status, upload) = await _upload.CompleteAsync(_grant);
        Assert.Equal((HttpStatusCode.OK, "callback", 204817L), (status, (string)upload["recordedBy"]!, (long)upload["size"]!));
    }

    [Fact]
    public async Task twice_answers_the_same_and_asks_OSS_no_more()
    {
        var (_, first) = await _upload.CompleteAsync(_grant);
        var calls = _upload.Gateway.Oss.Calls.Count;
        var (status, second) = await _upload.CompleteAsync(_grant);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(first.ToJsonString(), second.ToJsonString());
        Assert.Equal(calls, _upload.Gateway.Oss.Calls.Count);
    }

    [Fact]
    public async Task many_times_at_once_is_one_request_to_OSS()
    {
        var gate = new TaskCompletionSource();
        _upload.Gateway.Oss.Gate = gate.Task;
        var running = Enumerable.Range(0, 20).Select(_ => _upload.CompleteAsync(_grant)).ToList();
        gate.SetResult();
        var answers = await Task.WhenAll(running);
        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.OK, "stored"), (answer.Status, (string)answer.Body["state"]!)));
        Assert.Equal(1, _upload.Calls("POST", "uploadId="));
    }

    [Fact]
    public async Task parts_that_are_missing_are_named_and_nothing_is_put_together()
    {
        _upload.Parts.PartsOf(_grant).Remove(2);
        var (status, problem) = await _upload.CompleteAsync(_grant);
        Assert.Equal((HttpStatusCode.Conflict, "object_not_found"), (status, (string)problem["code"]!));
        Assert.Contains("missing, 2 among", (string)problem["detail"]!, StringComparison.Ordinal);
        Assert.Equal(0, _upload.Calls("POST", "uploadId="));
    }

    [Theory]
    [InlineData(1, 102399)]
    [InlineData(1, 102401)]
    [InlineData(2, 5)]
    [InlineData(3, 18)]
    [InlineData(3, 16)]
    [InlineData(4, 1)]
    public async Task parts_that_are_not_of_their_size_are_named_and_nothing_is_put_together(int number, long size)
    {
        _upload.Parts.PartsOf(_grant)[number] = size;
        var (status, problem) = await _upload.CompleteAsync(_grant);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "size_not_allowed"), (status, (string)problem["code"]!));
        Assert.Contains($"Parts {number} ", (string)problem["detail"]!, StringComparison.Ordinal);
        Assert.Equal(0, _upload.Calls("POST", "uploadId="));
    }

    [Fact]
    public async Task parts_that_compensate_for_one_another_are_refused_too()
    {
        var parts = _upload.Parts.PartsOf(_grant);
        (parts[1], parts[2]) = (parts[1] + 1, parts[2] - 1);
        Assert.Equal("size_not_allowed", (string)(await _upload.CompleteAsync(_grant)).Body["code"]!);
    }

    [Fact]
    public async Task before_any_part_was_sent_says_what_is_missing()
    {
        var grant = await _upload.SignAsync();
        var (status, problem) = await _upload.CompleteAsync(grant);
        Assert.Equal((HttpStatusCode.Conflict, "object_not_found"), (status, (string)problem["code"]!));
    }

    [Fact]
    public async Task parts_that_change_between_list_and_end_are_told_and_the_next_attempt_works()
    {
        var changed = false;
        _upload.Parts.Instead["complete"] = () =>
        {
            if (!changed)
                _upload.Parts.PartsOf(_grant)[1]--;
            changed = true;
            return null;
        };
        var (status, problem) = await _upload.CompleteAsync(_grant);
        Assert.Equal((HttpStatusCode.Conflict, "object_not_found"), (status, (string)problem["code"]!));
        Assert.Contains("changed", (string)problem["detail"]!, StringComparison.Ordinal);

        _upload.Parts.PutAll(_grant);
        Assert.Equal(HttpStatusCode.OK, (await _upload.CompleteAsync(_grant)).Status);
    }

    [Fact]
    public async Task a_long_list_is_read_to_its_end()
    {
        _upload.Parts.PageSize = 1;
        Assert.Equal(HttpStatusCode.OK, (await _upload.CompleteAsync(_grant)).Status);
        Assert.Equal(3, _upload.Calls("GET", "part-number-marker="));
    }

    [Fact]
    public async Task an_answer_that_is_lost_after_OSS_is_done_ends_in_the_record()
    {
        _upload.Parts.Instead["complete"] = () =>
        {
            _upload.PutTogether(_grant);
            return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        };
        var (status, upload) = await _upload.CompleteAsync(_grant);
        Assert.Equal((HttpStatusCode.OK, "stored"), (status, (string)upload["state"]!));
    }

    [Theory]
    [InlineData("complete")]
    [InlineData("list")]
    public async Task while_OSS_is_away_nothing_changes(string what)
    {
        _upload.Parts.Instead[what] = () => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        var (status, problem) = await _upload.CompleteAsync(_grant);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "oss_unavailable"), (status, (string)problem["code"]!));
        _upload.Parts.Instead.Clear();
        Assert.Equal(HttpStatusCode.OK, (await _upload.CompleteAsync(_grant)).Status);
    }

    [Theory]
    [InlineData(true, HttpStatusCode.OK, "stored", null)]
    [InlineData(false, HttpStatusCode.Conflict, null, "upload_not_open")]
    public async Task parts_that_OSS_has_no_more_are_looked_for_as_an_object(bool isThere, HttpStatusCode expected, string? state, string? code)
    {
        if (isThere)
            _upload.PutTogether(_grant);
        else
            _upload.Parts.Begun.Clear();
        var (status, body) = await _upload.CompleteAsync(_grant);
        Assert.Equal((expected, state, code), (status, (string?)body["state"], (string?)body["code"]));
    }

    [Fact]
    public async Task what_is_put_together_and_not_recorded_by_the_callback_is_looked_at()
    {
        _upload.Parts.Instead["complete"] = () =>
        {
            _upload.PutTogether(_grant);
            return StandInHost.Text("{}");
        };
        var (status, upload) = await _upload.CompleteAsync(_grant);
        Assert.Equal((HttpStatusCode.OK, "confirm"), (status, (string)upload["recordedBy"]!));
    }

    [Fact]
    public async Task an_object_of_somebody_else_under_the_key_is_not_the_upload()
    {
        _upload.Parts.Instead["complete"] = () => StandInParts.Refusal(HttpStatusCode.Conflict, "FileAlreadyExists");
        _upload.Bucket.Put(_upload.Parts.Headers[0], (string)_grant["key"]!, 204817).Ticket = null;
        Assert.Equal("object_not_found", (string)(await _upload.CompleteAsync(_grant)).Body["code"]!);
    }

    [Fact]
    public async Task an_object_that_is_not_what_was_granted_turns_the_upload_away()
    {
        _upload.Parts.Instead["complete"] = () =>
        {
            _upload.PutTogether(_grant);
            _upload.Bucket.Put(_upload.Parts.Headers[0], (string)_grant["key"]!, 204818);
            return StandInHost.Text("{}");
        };
        var (first, problem) = await _upload.CompleteAsync(_grant);
        var (second, again) = await _upload.CompleteAsync(_grant);
        Assert.Equal((HttpStatusCode.Conflict, "upload_not_stored"), (first, (string)problem["code"]!));
        Assert.Equal((HttpStatusCode.Conflict, "upload_not_stored"), (second, (string)again["code"]!));
        Assert.Equal("rejected", await _upload.StateAsync(_grant));
        Assert.Empty(_upload.Bucket.Keys);
    }

    [Fact]
    public async Task of_a_deleted_upload_is_refused()
    {
        await _upload.DeleteAsync(_grant);
        var (status, problem) = await _upload.CompleteAsync(_grant);
        Assert.Equal((HttpStatusCode.Conflict, "upload_not_stored"), (status, (string)problem["code"]!));
    }

    [Fact]
    public async Task works_after_the_end_as_long_as_the_parts_are_there()
    {
        _upload.Gateway.Time.Pass(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.OK, (await _upload.CompleteAsync(_grant)).Status);
    }
}
