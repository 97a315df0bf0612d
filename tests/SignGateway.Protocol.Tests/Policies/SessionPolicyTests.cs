using System.Text.Json.Nodes;
using SignGateway.Protocol.Policies;
using Xunit;

namespace SignGateway.Protocol.Tests.Policies;

public sealed class SessionPolicyTests
{
    [Fact]
    public void allows_objects_below_the_prefix_and_the_questions_about_their_bucket() =>
        Assert.Equal(
            """{"Version":"1","Statement":[{"Effect":"Allow","Action":["oss:PutObject","oss:GetObject","oss:DeleteObject","oss:AbortMultipartUpload","oss:ListParts"],"Resource":["acs:oss:*:*:photos/uploads/*"]},{"Effect":"Allow","Action":["oss:ListObjects","oss:ListMultipartUploads","oss:GetBucketVersioning"],"Resource":["acs:oss:*:*:photos"]}]}""",
            Json(("photos", "uploads/")));

    [Fact]
    public void writes_each_place_and_each_bucket_once()
    {
        var policy = JsonNode.Parse(Json(("photos", "a/"), ("photos", "b/"), ("photos", "a/"), ("papers", "a/")))!;
        Assert.Equal("""["acs:oss:*:*:photos/a/*","acs:oss:*:*:photos/b/*","acs:oss:*:*:papers/a/*"]""", Resources(policy, 0));
        Assert.Equal("""["acs:oss:*:*:photos","acs:oss:*:*:papers"]""", Resources(policy, 1));
    }

    [Fact]
    public void an_empty_prefix_is_the_whole_bucket() =>
        Assert.Equal("""["acs:oss:*:*:photos/*"]""", Resources(JsonNode.Parse(Json(("photos", "")))!, 0));

    [Fact]
    public void fits_up_to_2048_characters_and_not_one_more()
    {
        var room = SessionPolicy.MaxLength - Json(("photos", "")).Length;
        Assert.Equal(SessionPolicy.MaxLength, Json(("photos", new string('p', room))).Length);
        Assert.Equal(new SessionPolicy.TooLong(SessionPolicy.MaxLength + 1), SessionPolicy.For([("photos", new string('p', room + 1))]));
    }

    [Theory]
    [InlineData(false, "acs:oss:*:*:photos/uploads/7.png")]
    [InlineData(true, "acs:oss:*:*:photos/uploads/7.png*")]
    public void for_one_upload_allows_to_put_that_object_until_then_and_nothing_else(bool isPrefix, string resource) =>
        Assert.Equal(
            $$$$"""{"Version":"1","Statement":[{"Effect":"Allow","Action":["oss:PutObject","oss:AbortMultipartUpload","oss:ListParts"],"Resource":["{{{{resource}}}}"],"Condition":{"DateLessThan":{"acs:CurrentTime":"2026-01-01T12:10:00Z"}}}]}""",
            SessionPolicy.ForUpload("photos", "uploads/7.png", isPrefix, new DateTimeOffset(2026, 1, 1, 12, 10, 0, TimeSpan.Zero)));

    [Fact]
    public void for_one_upload_fits_with_the_longest_key() =>
        Assert.InRange(SessionPolicy.ForUpload(new string('b', 63), new string('k', 1023), true, DateTimeOffset.UnixEpoch).Length, 1, SessionPolicy.MaxLength);

    [Theory]
    [InlineData("a*")]
    [InlineData("a?b")]
    public void a_key_that_would_mean_other_objects_is_a_bug(string key) =>
        Assert.Throws<ArgumentException>(() => SessionPolicy.ForUpload("photos", key, false, DateTimeOffset.UnixEpoch));

    [Fact]
    public void for_no_place_at_all_is_a_bug() => Assert.Throws<ArgumentException>(() => SessionPolicy.For([]));

    private static string Json(params (string Bucket, string Prefix)[] places) => Assert.IsType<SessionPolicy.Fitting>(SessionPolicy.For(places)).Json;

    private static string Resources(JsonNode policy, int statement) => policy["Statement"]![statement]!["Resource"]!.ToJsonString();
}
