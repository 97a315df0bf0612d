using System.Text;
using SignGateway.Protocol.Policies;
using Xunit;

namespace SignGateway.Protocol.Tests.Policies;

public sealed class PostPolicyTests
{
    private static readonly DateTimeOffset End = new(2026, 1, 1, 12, 0, 0, 7, TimeSpan.Zero);

    [Fact]
    public void reads_back_what_a_policy_document_writes()
    {
        var written = new PolicyDocument(End).Exactly("bucket", "b").Equal("x:price", "$5 \"${x}\" 图").StartsWith("key", "user/").ContentLengthRange(1, 5368709120)
            .In("content-type", ["image/png", "image/gif"]).NotIn("cache-control", ["no-cache"]);

        var policy = PostPolicy.FromBase64(written.ToBase64(), out var fault)!;

        Assert.Equal("", fault);
        Assert.Equal(End, policy.Expiration);
        Assert.Equal(new PolicyCondition.OfSize(1, 5368709120), policy.Size);
        Assert.Equal(
            [(PolicyOperator.Equal, "bucket", "b"), (PolicyOperator.Equal, "x:price", "$5 \"${x}\" 图"), (PolicyOperator.StartsWith, "key", "user/"),
             (PolicyOperator.In, "content-type", "image/png|image/gif"), (PolicyOperator.NotIn, "cache-control", "no-cache")],
            policy.FieldConditions.Select(condition => (condition.Operator, condition.Field, string.Join('|', condition.Values))));
        Assert.True(policy.Names("BUCKET"));
        Assert.False(policy.Names("callback"));
    }

    [Theory]
    [InlineData(PolicyOperator.Equal, "a", "a", true)]
    [InlineData(PolicyOperator.Equal, "a", "A", false)]
    [InlineData(PolicyOperator.Equal, "", null, false)]
    [InlineData(PolicyOperator.StartsWith, "user/", "user/a", true)]
    [InlineData(PolicyOperator.StartsWith, "user/", "users/a", false)]
    [InlineData(PolicyOperator.StartsWith, "", "", true)]
    [InlineData(PolicyOperator.StartsWith, "", null, false)]
    [InlineData(PolicyOperator.In, "a", "a", true)]
    [InlineData(PolicyOperator.In, "a", "b", false)]
    [InlineData(PolicyOperator.NotIn, "a", "b", true)]
    [InlineData(PolicyOperator.NotIn, "a", "a", false)]
    [InlineData(PolicyOperator.NotIn, "a", null, false)]
    public void a_condition_holds_or_does_not(PolicyOperator comparison, string expected, string? value, bool holds) =>
        Assert.Equal(holds, new PolicyCondition.OfField(comparison, "f", [expected]).Holds(value));

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public void a_size_lies_within_its_bounds_or_does_not(long size, bool holds) => Assert.Equal(holds, new PolicyCondition.OfSize(1, 5).Holds(size));

    [Theory]
    [InlineData("2026-01-01T12:00:00Z", true)]
    [InlineData("2026-01-01T12:00:00.000Z", true)]
    [InlineData("2026-01-01T12:00:00", false)]
    [InlineData("2026-01-01T12:00:00+08:00", false)]
    [InlineData("2026-01-01 12:00:00Z", false)]
    [InlineData("tomorrow", false)]
    public void the_end_is_utc_with_or_without_milliseconds(string end, bool isRead)
    {
        var policy = Read($$"""{"expiration":"{{end}}","conditions":[{"bucket":"b"}]}""");
        Assert.Equal(end, policy.ExpirationText);
        Assert.Equal(isRead ? new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero) : null, policy.Expiration);
    }

    [Fact]
    public void knows_the_escape_that_json_does_not()
    {
        var policy = Read("""{"conditions":[["eq","$x:a","\$5 \\\$ \\$"]]}""");
        Assert.Equal("$5 \\$ \\$", Assert.Single(policy.FieldConditions).Values[0]);
    }

    [Theory]
    [InlineData("1", "an entry must be an object")]
    [InlineData("{}", "exactly one member")]
    [InlineData("""{"a":"b","c":"d"}""", "exactly one member")]
    [InlineData("""{"a":1}""", "must be a string")]
    [InlineData("[]", "begin with an operator")]
    [InlineData("""["eq","$a"]""", "two operands")]
    [InlineData("""["eq","$a","b","c"]""", "two operands")]
    [InlineData("""["is","$a","b"]""", "the operator must be")]
    [InlineData("""["eq","$a",1]""", "must be strings")]
    [InlineData("""["in","$a","b"]""", "an array of strings")]
    [InlineData("""["in","$a",[1]]""", "an array of strings")]
    [InlineData("""["content-length-range","1","2"]""", "without quotes")]
    [InlineData("""["content-length-range",2,1]""", "without quotes")]
    [InlineData("""["content-length-range",-1,1]""", "without quotes")]
    [InlineData("""["content-length-range",1,1.5]""", "without quotes")]
    [InlineData("""{"a":"\ud800"}""", "half a character")]
    [InlineData("""{"\udc00":"a"}""", "half a character")]
    public void a_condition_that_oss_does_not_take_is_read_as_such_and_the_others_as_they_are(string condition, string fault)
    {
        var policy = Read($$"""{"conditions":[{"bucket":"b"},{{condition}}]}""");
        Assert.Equal(2, policy.Conditions.Count);
        Assert.Contains(fault, Assert.IsType<PolicyCondition.Unreadable>(policy.Conditions[1]).Fault, StringComparison.Ordinal);
        Assert.True(policy.Names("bucket"));
    }

    [Theory]
    [InlineData("", "not valid JSON")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("{}", "no array of conditions")]
    [InlineData("""{"conditions":{}}""", "no array of conditions")]
    [InlineData("""{"conditions":[]}""", "no condition")]
    [InlineData("""{"conditions":[{"a":"b"}],}""", "not valid JSON")]
    [InlineData("""{"expiration":"\ud800","conditions":[{"a":"b"}]}""", "half a character")]
    [InlineData("""{"conditions":[[[[[[[[[[]]]]]]]]]]}""", "not valid JSON")]
    [InlineData("""{"conditions":["\""", "not valid JSON")]
    [InlineData("""{"a":"\$\""", "not valid JSON")]
    public void what_is_no_policy_is_told_as_such(string json, string fault)
    {
        Assert.Null(PostPolicy.FromJson(Encoding.UTF8.GetBytes(json), out var told));
        Assert.Contains(fault, told, StringComparison.Ordinal);
    }

    [Fact]
    public void bytes_that_are_no_text_are_told_as_such()
    {
        Assert.Null(PostPolicy.FromJson([0xff, 0xfe], out var fault));
        Assert.Equal("it is not UTF-8", fault);
        Assert.Null(PostPolicy.FromBase64("e", out fault));
        Assert.Equal("it is not Base64", fault);
    }

    [Fact]
    public void more_conditions_than_anybody_writes_are_not_read()
    {
        Assert.NotNull(PostPolicy.FromJson(Many(PostPolicy.MaxConditions), out _));
        Assert.Null(PostPolicy.FromJson(Many(PostPolicy.MaxConditions + 1), out _));

        static byte[] Many(int count) => Encoding.UTF8.GetBytes($$"""{"conditions":[{{string.Join(',', Enumerable.Repeat("""{"a":"b"}""", count))}}]}""");
    }

    [Fact]
    public void a_credential_has_five_parts()
    {
        Assert.Equal(new CredentialV4("id", new DateOnly(2026, 1, 31), "cn-hangzhou"), CredentialV4.Parse("id/20260131/cn-hangzhou/oss/aliyun_v4_request"));
        Assert.Equal(new DateTimeOffset(2026, 1, 31, 0, 0, 0, TimeSpan.Zero), CredentialV4.Parse("id/20260131/cn-hangzhou/oss/aliyun_v4_request")!.Time);
        foreach (var text in new[] { null, "", "id", "id/20260131/cn-hangzhou/oss", "id/20260132/cn-hangzhou/oss/aliyun_v4_request", "/20260131/cn-hangzhou/oss/aliyun_v4_request", "id/20260131//oss/aliyun_v4_request", "id/20260131/cn-hangzhou/s3/aws4_request", "id/20260131/cn-hangzhou/oss/aliyun_v4_request/" })
            Assert.Null(CredentialV4.Parse(text));
    }

    [Fact]
    public void a_date_is_read_as_it_is_written()
    {
        var time = new DateTimeOffset(2026, 1, 31, 23, 59, 58, TimeSpan.Zero);
        Assert.Equal(time, PostSignatureV4.ParseDate(PostSignatureV4.Date(time)));
        foreach (var text in new[] { null, "", "20260131", "20260131T235958", "2026-01-31T23:59:58Z", "20260131T235960Z", "99991231T235959Z", "00010101T000000Z" })
            Assert.Null(PostSignatureV4.ParseDate(text));
    }

    private static PostPolicy Read(string json) => PostPolicy.FromJson(Encoding.UTF8.GetBytes(json), out var fault) ?? throw new InvalidOperationException(fault);
}
