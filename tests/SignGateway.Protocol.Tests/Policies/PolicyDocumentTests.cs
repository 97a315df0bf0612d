using System.Text;
using SignGateway.Protocol.Policies;
using Xunit;

namespace SignGateway.Protocol.Tests.Policies;

public sealed class PolicyDocumentTests
{
    private static readonly DateTimeOffset End = new(2026, 1, 1, 12, 0, 0, 7, TimeSpan.Zero);

    [Fact]
    public void writes_every_operator_as_the_documentation_does() =>
        Assert.Equal(
            """{"expiration":"2026-01-01T12:00:00.007Z","conditions":[{"bucket":"b"},["eq","$key","a"],["starts-with","$key","user/"],["content-length-range",1,5368709120],["in","$content-type",["image/png","image/gif"]],["not-in","$cache-control",["no-cache"]]]}""",
            new PolicyDocument(End).Exactly("bucket", "b").Equal("key", "a").StartsWith("key", "user/").ContentLengthRange(1, 5368709120)
                .In("content-type", ["image/png", "image/gif"]).NotIn("cache-control", ["no-cache"]).ToJson());

    [Fact]
    public void leaves_plus_ampersand_and_angle_brackets_alone() =>
        Assert.Contains("""{"x:a":"+&<>'/"}""", new PolicyDocument(End).Exactly("x:a", "+&<>'/").ToJson(), StringComparison.Ordinal);

    [Fact]
    public void writes_a_dollar_sign_in_a_value_as_an_escape() =>
        Assert.Contains("""["eq","$x:a","\u00245 \"\u0024{x}\" 图"]""", new PolicyDocument(End).Equal("x:a", "$5 \"${x}\" 图").ToJson(), StringComparison.Ordinal);

    [Fact]
    public void its_base64_is_of_the_utf8_bytes_of_its_json()
    {
        var policy = new PolicyDocument(End).Exactly("x:a", "图");
        Assert.Equal(policy.ToJson(), Encoding.UTF8.GetString(Convert.FromBase64String(policy.ToBase64())));
    }

    [Fact]
    public void bytes_are_demanded_as_their_base64()
    {
        using var policy = new PolicyDocument(End).EqualBase64("callback", "{\"a\":1}"u8);
        Assert.Contains("""["eq","$callback","eyJhIjoxfQ=="]""", policy.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void a_policy_has_as_much_room_as_it_takes()
    {
        var text = new string('v', 9000);
        using var policy = new PolicyDocument(End).Equal("a", text).EqualBase64("b", new byte[9000]).Exactly("c", text + "文");
        Assert.EndsWith($$""""conditions":[["eq","$a","{{text}}"],["eq","$b","{{Convert.ToBase64String(new byte[9000])}}"],{"c":"{{text}}文"}]}"""", policy.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void a_field_of_any_name_stays_json() =>
        Assert.Contains("""{"a\"$":"b"},["eq","$\\","c"]""", new PolicyDocument(End).Exactly("a\"$", "b").Equal("\\", "c").ToJson(), StringComparison.Ordinal);

    [Fact]
    public void a_condition_can_follow_after_it_was_written()
    {
        using var policy = new PolicyDocument(End).Exactly("a", "b");
        _ = policy.ToJson();
        Assert.EndsWith("""[{"a":"b"},{"c":"d"}]}""", policy.Exactly("c", "d").ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void the_end_is_written_in_utc() =>
        Assert.StartsWith("""{"expiration":"2026-01-01T04:00:00.000Z",""", new PolicyDocument(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.FromHours(8))).Exactly("a", "b").ToJson(), StringComparison.Ordinal);

    [Fact]
    public void a_policy_without_conditions_is_never_written() =>
        Assert.Throws<InvalidOperationException>(() => new PolicyDocument(End).ToBase64());
}
