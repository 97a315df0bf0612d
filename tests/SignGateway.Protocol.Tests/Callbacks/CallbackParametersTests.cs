using System.Text;
using System.Text.Json.Nodes;
using SignGateway.Protocol.Callbacks;
using Xunit;

namespace SignGateway.Protocol.Tests.Callbacks;

public sealed class CallbackParametersTests
{
    private static readonly CallbackTemplate Template = new CallbackTemplate()
        .Constant("ticket", "a&b $ \"图\"")
        .Variable("object", "object")
        .Variable("x:album", "x:album")
        .OptionalVariable("width", "imageInfo.width");

    [Fact]
    public void a_form_template_encodes_constants_and_leaves_variables_to_oss() =>
        Assert.Equal("ticket=a%26b%20%24%20%22%E5%9B%BE%22&object=${object}&x:album=${x:album}&width=${imageInfo.width}", Template.Render(CallbackBodyType.Form));

    [Fact]
    public void a_json_template_quotes_constants_and_puts_what_may_be_missing_into_an_array() =>
        Assert.Equal("""{"ticket":"a&b \u0024 \"图\"","object":${object},"x:album":${x:album},"width":[${imageInfo.width}]}""", Template.Render(CallbackBodyType.Json));

    [Theory]
    [InlineData("810")]
    [InlineData("null")]
    [InlineData("")]
    public void a_json_template_stays_valid_however_oss_writes_a_missing_value(string width) =>
        Assert.NotNull(JsonNode.Parse(Template.Render(CallbackBodyType.Json)
            .Replace("${object}", "\"a/b\"", StringComparison.Ordinal)
            .Replace("${x:album}", "\"7\"", StringComparison.Ordinal)
            .Replace("${imageInfo.width}", width, StringComparison.Ordinal)));

    [Fact]
    public void the_bytes_hold_plus_ampersand_and_angle_brackets_as_they_are() =>
        Assert.Equal(
            """{"callbackUrl":"https://a.example/x;http://b.example:8080/y","callbackBody":"a=${object}&b=+<>'","callbackBodyType":"application/x-www-form-urlencoded","callbackSNI":true}""",
            Encoding.UTF8.GetString(Convert.FromBase64String(
                new CallbackParameters(["https://a.example/x", "http://b.example:8080/y"], "a=${object}&b=+<>'", CallbackBodyType.Form, Sni: true).ToBase64())));

    [Fact]
    public void a_host_is_named_only_if_given_and_sni_only_if_wanted() =>
        Assert.Equal(
            """{"callbackUrl":"http://a.example/x","callbackHost":"h.example","callbackBody":"{}","callbackBodyType":"application/json"}""",
            new CallbackParameters(["http://a.example/x"], "{}", CallbackBodyType.Json, Host: "h.example").ToJson());
}
