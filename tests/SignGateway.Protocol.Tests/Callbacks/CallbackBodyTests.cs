using System.Text;
using System.Text.Json.Nodes;
using SignGateway.Protocol.Callbacks;
using Xunit;

namespace SignGateway.Protocol.Tests.Callbacks;

public sealed class CallbackBodyTests
{
    private const string Form = "application/x-www-form-urlencoded";
    private const string Json = "application/json";

    public static TheoryData<string> Ids => Vectors.Ids("callback-body-observed");

    [Theory]
    [MemberData(nameof(Ids))]
    public void reads_what_production_oss_sent(string id)
    {
        var vector = Vectors.Find("callback-body-observed", id);
        var emitted = vector.Text("emitted");
        var parsed = CallbackBody.TryParse(vector.Text("callbackBodyType"), Encoding.UTF8.GetBytes(emitted), out var body, out _);

        Assert.Equal(IsWellFormed(vector.Text("callbackBodyType"), emitted), parsed);
        if (parsed && emitted.Contains("size", StringComparison.Ordinal))
            Assert.True(long.TryParse(body!.Get("size"), out _));
    }

    [Theory]
    [InlineData("a=b%20c+d%2Be", "b c d+e", "b c+d+e")]
    [InlineData("a=%E5%9B%BE", "图", "图")]
    [InlineData("a=😀", "😀", "😀")]
    [InlineData("a=", "", "")]
    [InlineData("a", "", "")]
    [InlineData("&&a=1&", "1", "1")]
    [InlineData("a=b=c", "b=c", "b=c")]
    public void reads_a_form_under_both_readings_of_plus(string text, string withSpaces, string keepingPlus)
    {
        var body = Parsed(Form, text);
        Assert.Equal(withSpaces, body.Get("a"));
        Assert.Equal(keepingPlus, body.GetKeepingPlus("a"));
        Assert.Equal(Encoding.UTF8.GetBytes(withSpaces), body.GetUtf8("a").ToArray());
    }

    [Fact]
    public void names_are_read_as_they_stand_whatever_was_read_before()
    {
        foreach (var prefix in (string[])["", "n", "x:", new string('l', 60)])
        {
            var names = Enumerable.Range(0, 150).Select(index => $"{prefix}{index}").ToList();
            var body = Parsed(Form, string.Join('&', names.Select(name => $"{name}=of {name}")));

            Assert.Equal(names, body.Names);
            Assert.All(names, name => Assert.Equal($"of {name}", body.Get(name)));
        }
    }

    [Fact]
    public void gives_all_values_under_a_prefix_by_the_rest_of_their_names()
    {
        var body = Parsed(Form, "x:b=1+2&ax:c=3&x%3Ad=%2B&x:=e");
        Assert.Equal([("", "e"), ("b", "1 2"), ("d", "+")], body.GetAll("x:").OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value)));
        Assert.Equal("1+2", body.GetAllKeepingPlus("x:")["b"]);
        Assert.Empty(body.GetAll("f:"));
        Assert.Empty(Parsed(Json, """{"x:a":null,"x:b":[1,2]}""").GetAll("x:"));
    }

    [Fact]
    public void reads_values_longer_than_what_the_stack_is_used_for() =>
        Assert.Equal(new string('+', 5000) + "图", Parsed(Form, "a=" + string.Concat(Enumerable.Repeat("%2b", 5000)) + "%E5%9B%BE").Get("a"));

    [Theory]
    [InlineData("""{"a":"x"}""", "x")]
    [InlineData("""{"a":12345678901234567890}""", "12345678901234567890")]
    [InlineData("""{"a":true}""", "true")]
    [InlineData("""{"a":null}""", null)]
    [InlineData("""{"a":[]}""", null)]
    [InlineData("""{"a":[null]}""", null)]
    [InlineData("""{"a":["png"]}""", "png")]
    [InlineData("""{"a":[810]}""", "810")]
    [InlineData("""{"a":[1,2]}""", null)]
    [InlineData("""{"a":{"b":1}}""", null)]
    [InlineData("""{}""", null)]
    public void reads_json_values_as_text(string text, string? value)
    {
        var body = Parsed(Json, text);
        Assert.Equal(value, body.Get("a"));
        Assert.Equal(Encoding.UTF8.GetBytes(value ?? ""), body.GetUtf8("a").ToArray());
    }

    [Theory]
    [InlineData(Form, "a=1&a=2")]
    [InlineData(Form, "a=1&%61=2")]
    [InlineData(Form, "a=%00")]
    [InlineData(Form, "a=\0")]
    [InlineData(Form, "a=b\n")]
    [InlineData(Form, "a=\u007f")]
    [InlineData(Form, "a=\u0085")]
    [InlineData(Form, "a\u0001=1")]
    [InlineData(Form, "a=%0A")]
    [InlineData(Form, "a=%7F")]
    [InlineData(Form, "a=%C2%85")]
    [InlineData(Form, "a%0D=1")]
    [InlineData(Form, "a=%")]
    [InlineData(Form, "a=%4")]
    [InlineData(Form, "a=%zz")]
    [InlineData(Form, "a=%ff")]
    [InlineData(Form, "a=%ed%a0%80")]
    [InlineData(Json, """{"a":1,"a":2}""")]
    [InlineData(Json, """{"a":1,"\u0061":2}""")]
    [InlineData(Json, """{"a":"\u0000"}""")]
    [InlineData(Json, """{"a":"\ud800"}""")]
    [InlineData(Json, """{"a":1""")]
    [InlineData(Json, """[1]""")]
    [InlineData(Json, """null""")]
    [InlineData(Json, "")]
    [InlineData(Json, """{"a":1} x""")]
    [InlineData(Json, """{"a":[[[[[[[[[[[[1]]]]]]]]]]]]}""")]
    public void refuses_what_could_be_read_in_two_ways_or_not_at_all(string contentType, string text)
    {
        Assert.False(CallbackBody.TryParse(contentType, Encoding.UTF8.GetBytes(text), out var body, out var reason));
        Assert.Null(body);
        Assert.NotEmpty(reason);
    }

    [Fact]
    public void refuses_bytes_that_are_not_utf8() =>
        Assert.False(CallbackBody.TryParse(Form, new byte[] { (byte)'a', (byte)'=', 0xff }, out _, out _));

    [Fact]
    public void refuses_more_names_than_any_template_has() =>
        Assert.False(CallbackBody.TryParse(Form, Encoding.ASCII.GetBytes(string.Join('&', Enumerable.Range(0, 201).Select(index => $"n{index}=1"))), out _, out _));

    [Fact]
    public void never_throws_whatever_the_bytes()
    {
        const int seed = 20260101;
        var random = new Random(seed);
        var seeds = new[] { "bucket=b&object=a%2Fb&x:v=%E5%9B%BE+1", """{"bucket":"b","size":12,"w":[810],"x:v":"\u56fe"}""" }.Select(Encoding.UTF8.GetBytes).ToArray();
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = seeds[round % 2].ToArray();
            for (var change = random.Next(1, 6); change > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var parsed = CallbackBody.TryParse(round % 2 == 0 ? Form : Json, bytes, out var body, out var reason);
            Assert.True(parsed ? body is not null && reason.Length == 0 : body is null && reason.Length > 0, $"seed {seed}, round {round}");
        }
    }

    private static CallbackBody Parsed(string contentType, string text)
    {
        Assert.True(CallbackBody.TryParse(contentType, Encoding.UTF8.GetBytes(text), out var body, out _));
        return body!;
    }

    private static bool IsWellFormed(string contentType, string text)
    {
        if (!contentType.Contains("json", StringComparison.Ordinal))
            return true;
        try
        {
            return JsonNode.Parse(text) is JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return false;
        }
    }
}
