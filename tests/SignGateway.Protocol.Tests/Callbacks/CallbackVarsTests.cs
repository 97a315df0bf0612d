using System.Text;
using System.Text.Json.Nodes;
using SignGateway.Protocol.Callbacks;
using Xunit;

namespace SignGateway.Protocol.Tests.Callbacks;

public sealed class CallbackVarsTests
{
    [Fact]
    public void are_json_with_their_prefix_and_no_more_escapes_than_json_needs() =>
        Assert.Equal("""{"x:album":"7","x:note":"a+b <日本> \"q\""}""", Text([new("album", "7"), new("note", "a+b <日本> \"q\"")]));

    [Fact]
    public void whatever_they_hold_is_read_back()
    {
        const string Value = "$ {}\\/'%😀\u2028";
        Assert.Equal(Value, (string)JsonNode.Parse(Text([new("v", Value)]))!["x:v"]!);
    }

    [Fact]
    public void none_are_an_empty_object() => Assert.Equal("{}", Text([]));

    private static string Text(KeyValuePair<string, string>[] vars) => Encoding.UTF8.GetString(Convert.FromBase64String(CallbackVars.ToBase64(vars)));
}
