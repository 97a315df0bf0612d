using OssSimulator.Permissions;

namespace OssSimulator.Tests.Permissions;

public sealed class RamPolicyTests
{
    private const string Resource = "acs:oss:oss-cn-hangzhou:1000000000000000:bucket/a/b";
    private const string Good =
        """{"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:GetObject","Resource":"*","Condition":{"StringLike":{"oss:Prefix":"a"}}}]}""";

    [Fact]
    public void reads_a_policy() => Assert.NotNull(RamPolicyParser.Parse(Good));

    [Theory]
    [InlineData("\"1\"", "\"2\"")]
    [InlineData("\"1\"", "1")]
    [InlineData("Version", "Release")]
    [InlineData("Statement", "Statements")]
    [InlineData("[{", "{")]
    [InlineData("\"Allow\"", "\"Permit\"")]
    [InlineData("\"Allow\"", "true")]
    [InlineData("\"oss:GetObject\"", "[]")]
    [InlineData("\"oss:GetObject\"", "[1]")]
    [InlineData("\"Action\"", "\"NotAction\"")]
    [InlineData("\"Resource\":\"*\",", "")]
    [InlineData("\"Resource\"", "\"Principal\"")]
    [InlineData("StringLike", "IpAddress")]
    [InlineData("oss:Prefix", "acs:SourceIp")]
    [InlineData("{\"oss:Prefix\":\"a\"}", "\"a\"")]
    [InlineData("{\"StringLike\":{\"oss:Prefix\":\"a\"}}", "[]")]
    [InlineData("oss:GetObject", "\\ud800")]
    public void refuses_what_it_does_not_understand(string good, string bad)
    {
        Assert.Contains(good, Good, StringComparison.Ordinal);
        Assert.Null(RamPolicyParser.Parse(Good.Replace(good, bad, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"Version":"1","Statement":[]}""")]
    [InlineData("""{"Version":"1","Statement":["Allow"]}""")]
    public void refuses_what_is_no_policy(string json) => Assert.Null(RamPolicyParser.Parse(json));

    [Theory]
    [InlineData("*", true)]
    [InlineData(Resource, true)]
    [InlineData("acs:oss:*:*:bucket/*", true)]
    [InlineData("acs:oss:*:*:bucket/a/?", true)]
    [InlineData("acs:oss:oss-cn-hangzhou:*:bucket/*/b", true)]
    [InlineData("acs:oss:oss-cn-beijing:*:bucket/*", false)]
    [InlineData("acs:oss:*:*:bucket", false)]
    [InlineData("acs:oss:*:*:bucket/?", false)]
    [InlineData("acs:oss:*:*:BUCKET/*", false)]
    [InlineData("acs:oss:*:*:bucket\\/a/b", false)]
    public void compares_resources_with_wildcards(string pattern, bool fits) => Assert.Equal(fits, Wildcard.Fits(pattern, Resource));

    [Theory]
    [InlineData("2026-01-01T12:00:01Z", true)]
    [InlineData("2026-01-01T12:00:00Z", false)]
    public void compares_the_time_of_the_request_with_an_end(string end, bool allows)
    {
        var policy = RamPolicyParser.Parse(Good.Replace("""{"StringLike":{"oss:Prefix":"a"}}""", $$$"""{"DateLessThan":{"acs:CurrentTime":"{{{end}}}"}}""", StringComparison.Ordinal))!;
        Assert.Equal(allows, policy.Allows(new RamAccess("oss:GetObject", Resource, At: new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero))));
    }

    [Theory]
    [InlineData("""{"DateLessThan":{"acs:CurrentTime":"tomorrow"}}""")]
    [InlineData("""{"DateLessThan":{"oss:Prefix":"a"}}""")]
    [InlineData("""{"StringLike":{"acs:CurrentTime":"2026-01-01T12:00:00Z"}}""")]
    public void refuses_a_time_that_it_could_not_compare(string condition) =>
        Assert.Null(RamPolicyParser.Parse(Good.Replace("""{"StringLike":{"oss:Prefix":"a"}}""", condition, StringComparison.Ordinal)));

    [Fact]
    public void compares_actions_without_case()
    {
        var policy = new RamPolicy([new RamStatement(true, ["OSS:getobject"], ["*"], [])]);
        Assert.True(policy.Allows(new RamAccess("oss:GetObject", Resource)));
    }
}
