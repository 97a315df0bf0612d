using System.Text;
using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Callbacks;

public sealed class CallbackFieldTests
{
    [Theory]
    [InlineData("no base64!", "0007-00000002")]
    [InlineData("e30 =", "0007-00000002")]
    public async Task refuses_what_is_not_base64(string value, string ec) =>
        await RefusedAsync(new SignedForm().With("callback", value), ec);

    [Theory]
    [InlineData("not json", null, "The callback configuration is not json format.")]
    [InlineData("[]", null, "The callback configuration is not json format.")]
    [InlineData("""{"callbackUrl":"http://a/","callbackBody":"\ud800"}""", null, "The callback configuration is not json format.")]
    [InlineData("""{"callbackBody":"a"}""", null, null)]
    [InlineData("""{"callbackUrl":"","callbackBody":"a"}""", null, null)]
    [InlineData("""{"callbackUrl":"ftp://a/","callbackBody":"a"}""", null, null)]
    [InlineData("""{"callbackUrl":"http:///path","callbackBody":"a"}""", null, null)]
    [InlineData("""{"callbackUrl":"http://a/ü","callbackBody":"a"}""", null, null)]
    [InlineData("""{"callbackUrl":"http://a:0/","callbackBody":"a"}""", "0007-00000004", null)]
    [InlineData("""{"callbackUrl":"http://a:-1/","callbackBody":"a"}""", "0007-00000004", null)]
    [InlineData("""{"callbackUrl":"http://a:x/","callbackBody":"a"}""", "0007-00000004", null)]
    [InlineData("""{"callbackUrl":"a;b;c;d;e;f","callbackBody":"a"}""", "0007-00000005", null)]
    [InlineData("""{"callbackUrl":"http://a/"}""", "0007-00000011", null)]
    [InlineData("""{"callbackUrl":"http://a/","callbackBody":""}""", "0007-00000011", null)]
    [InlineData("""{"callbackUrl":"http://a/","callbackBody":"a","callbackBodyType":1}""", "0007-00000012", null)]
    [InlineData("""{"callbackUrl":"http://a/","callbackBody":"a","callbackBodyType":"text/plain"}""", "0007-00000012", null)]
    [InlineData("""{"callbackUrl":"http://a/","callbackBody":"a","callbackSNI":"true"}""", null, null)]
    [InlineData("""{"callbackUrl":"http://a/","callbackBody":"a","callbackHost":true}""", null, null)]
    [InlineData("""{"callbackUrl":"http://a/","callbackBody":"a","callbackHost":"a b"}""", null, null)]
    public async Task refuses_a_wrong_configuration(string json, string? ec, string? message)
    {
        var error = await RefusedAsync(CallbackForm.Raw(json), ec);
        if (message is not null) Assert.Equal(message, error);
    }

    [Fact]
    public async Task takes_5_kilobytes_and_no_more()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var simulator = await RunningSimulator.StartAsync();
        using var longest = await simulator.PostAsync(Padded(3840));
        Assert.Equal(200, (int)longest.StatusCode);
        await RefusedAsync(Padded(3841), "0007-00000001");

        SignedForm Padded(int length)
        {
            var json = $$"""{"callbackUrl":"{{receiver.Url}}","callbackBody":"a"}""";
            return new SignedForm().With("callback", Convert.ToBase64String(Encoding.ASCII.GetBytes(json.PadRight(length))));
        }
    }

    private static async Task<string> RefusedAsync(SignedForm form, string? ec)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var error = await simulator.RefusedAsync(form, 400, "InvalidArgument");
        Assert.Equal("callback", error.Element("ArgumentName")!.Value);
        Assert.Equal(ec, error.Element("EC")?.Value);
        Assert.Empty(simulator.StoredFiles());
        return error.Element("Message")!.Value;
    }
}
