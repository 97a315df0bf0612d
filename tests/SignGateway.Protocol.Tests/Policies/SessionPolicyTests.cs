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

    [Fact]
    public void for_no_place_at_all_is_a_bug() => Assert.Throws<ArgumentException>(() => SessionPolicy.For([]));

    private static string Json(params (string Bucket, string Prefix)[] places) => Assert.IsType<SessionPolicy.Fitting>(SessionPolicy.For(places)).Json;

    private static string Resources(JsonNode policy, int statement) => policy["Statement"]![statement]!["Resource"]!.ToJsonString();
}
