using System.Text;
using SignGateway.Protocol.Callbacks;
using Xunit;

namespace SignGateway.Protocol.Tests.Callbacks;

public sealed class CallbackDocumentTests
{
    [Fact]
    public void reads_back_what_callback_parameters_write()
    {
        var written = new CallbackParameters(["https://a.example.com/c", "http://b.example.com"], "a=${size}&b=+图", CallbackBodyType.Json, "c.example.com", Sni: true);
        var read = CallbackDocument.FromBase64(written.ToBase64(), out var fault)!;
        Assert.Equal("", fault);
        Assert.Equal(written.Urls, read.Urls);
        Assert.Equal((written.Body, CallbackBodyType.Json, "c.example.com", true), (read.Body, read.BodyType, read.Host, read.Sni));
        Assert.Empty(read.Faults);
    }

    [Fact]
    public void what_is_left_out_has_oss_own_default()
    {
        var read = Read("""{"callbackUrl":"a.example.com","callbackBody":"a=b"}""");
        Assert.Equal((CallbackBodyType.Form, null, null, false), (read.BodyType, read.BodyTypeText, read.Host, read.Sni));
        Assert.Empty(read.Faults);
    }

    [Theory]
    [InlineData("{}", "callbackUrl must name 1 to 5 URLs")]
    [InlineData("""{"callbackUrl":7,"callbackBody":"a"}""", "callbackUrl must be a string")]
    [InlineData("""{"callbackUrl":"a;b;c;d;e;f","callbackBody":"a"}""", "callbackUrl must name 1 to 5 URLs")]
    [InlineData("""{"callbackUrl":"a","callbackBody":""}""", "callbackBody must not be empty")]
    [InlineData("""{"callbackUrl":"a","callbackBody":"a","callbackBodyType":"json"}""", "callbackBodyType must be")]
    [InlineData("""{"callbackUrl":"a","callbackBody":"a","callbackBodyType":1}""", "callbackBodyType must be a string")]
    [InlineData("""{"callbackUrl":"a","callbackBody":"a","callbackSNI":1}""", "callbackSNI must be true or false")]
    public void what_oss_refuses_is_a_fault(string json, string fault) => Assert.Contains(Read(json).Faults, found => found.StartsWith(fault, StringComparison.Ordinal));

    [Theory]
    [InlineData("", "not valid JSON")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("""{"callbackUrl":"\ud800"}""", "half a character")]
    public void what_is_no_callback_is_told_as_such(string json, string fault)
    {
        Assert.Null(CallbackDocument.FromJson(Encoding.UTF8.GetBytes(json), out var told));
        Assert.Contains(fault, told, StringComparison.Ordinal);
    }

    [Fact]
    public void bytes_that_are_no_text_and_texts_that_are_too_long_are_told_as_such()
    {
        Assert.Null(CallbackDocument.FromJson([0xff], out var fault));
        Assert.Equal("it is not UTF-8", fault);
        Assert.Null(CallbackDocument.FromBase64("!", out fault));
        Assert.Equal("it is not Base64", fault);
        Assert.Null(CallbackDocument.FromBase64(new string('A', 5121), out fault));
        Assert.Equal("it is longer than 5120 characters", fault);
    }

    [Theory]
    [InlineData(CallbackBodyType.Form)]
    [InlineData(CallbackBodyType.Json)]
    public void a_template_is_read_back(CallbackBodyType type)
    {
        var template = new CallbackTemplate().Constant("ticket", "AQ-_ \"1\"&=图 ${size} \\").Variable("object", "object").Variable("x:album", "x:album").OptionalVariable("width", "imageInfo.width").Render(type);
        Assert.Equal(
            [new("ticket", "AQ-_ \"1\"&=图 ${size} \\", false), new("object", "object", true), new("x:album", "x:album", true), new("width", "imageInfo.width", true)],
            CallbackTemplateReader.Read(template, type)!);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a=${size}")]
    [InlineData("[${size}]")]
    [InlineData("""{"a":${size}""")]
    [InlineData("""{"a":"${size}}""")]
    [InlineData("""{"a":${size}${size}}""")]
    [InlineData("""{"a":${size}""" + "\"")]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"a":"\""")]
    public void a_json_template_that_nobody_could_read_is_told(string template) => Assert.Null(CallbackTemplateReader.Read(template, CallbackBodyType.Json));

    [Fact]
    public void a_form_template_reads_whatever_it_is()
    {
        Assert.Empty(CallbackTemplateReader.Read("", CallbackBodyType.Form)!);
        Assert.Equal([new("a", "", false), new("b", "${x", false), new("c", "%", false)], CallbackTemplateReader.Read("a&b=${x&c=%", CallbackBodyType.Form)!);
    }

    [Theory]
    [InlineData(CallbackBodyType.Form)]
    [InlineData(CallbackBodyType.Json)]
    public void a_template_with_more_names_than_anybody_writes_is_not_read(CallbackBodyType type)
    {
        var template = new CallbackTemplate();
        for (var count = 0; count < 201; count++)
            template.Constant($"{count}", "a");
        Assert.Null(CallbackTemplateReader.Read(template.Render(type), type));
    }

    private static CallbackDocument Read(string json) => CallbackDocument.FromJson(Encoding.UTF8.GetBytes(json), out var fault) ?? throw new InvalidOperationException(fault);
}
