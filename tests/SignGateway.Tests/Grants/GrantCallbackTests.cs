using System.Text;
using Microsoft.Extensions.Options;
using SignGateway.Grants;
using SignGateway.Objects;
using SignGateway.Profiles;
using SignGateway.Protocol.Callbacks;
using Xunit;

namespace SignGateway.Tests.Grants;

public sealed class GrantCallbackTests
{
    private const string FormFacts = "&bucket=${bucket}&object=${object}&etag=${etag}&size=${size}&mimeType=${mimeType}&crc64=${crc64}&reqId=${reqId}&operation=${operation}";
    private const string FormImage = "&width=${imageInfo.width}&height=${imageInfo.height}&format=${imageInfo.format}";
    private const string JsonFacts =
        ",\\\"bucket\\\":${bucket},\\\"object\\\":${object},\\\"etag\\\":${etag},\\\"size\\\":${size},\\\"mimeType\\\":${mimeType},\\\"crc64\\\":${crc64},\\\"reqId\\\":${reqId},\\\"operation\\\":${operation}";
    private const string JsonImage = ",\\\"width\\\":[${imageInfo.width}],\\\"height\\\":[${imageInfo.height}],\\\"format\\\":[${imageInfo.format}]";

    private static readonly string[] Two = ["album", "a_1"];

    [Fact]
    public void a_form_without_vars() => Assert.Equal(Form("ticket=T-_0" + FormFacts), Make(CallbackBodyType.Form, "text/plain", [], hasFreeVars: false));

    [Fact]
    public void a_form_with_one_var() => Assert.Equal(Form("ticket=T-_0" + FormFacts + "&x:album=${x:album}"), Make(CallbackBodyType.Form, "text/plain", ["album"], hasFreeVars: false));

    [Fact]
    public void a_form_with_all_that_it_can_ask_for() => Assert.Equal(
        Form("ticket=T-_0" + FormFacts + "&clientIp=${clientIp}" + FormImage + "&x:album=${x:album}&x:a_1=${x:a_1}&f:phone=${x:phone}"),
        Make(CallbackBodyType.Form, "image/png", Two, hasFreeVars: true, CallbackVariable.ClientIp));

    [Fact]
    public void a_form_with_free_vars_only() => Assert.Equal(
        Form("ticket=T-_0" + FormFacts + "&f:phone=${x:phone}"), Make(CallbackBodyType.Form, "text/plain", [], hasFreeVars: true));

    [Fact]
    public void json_without_vars() => Assert.Equal(Json("{\\\"ticket\\\":\\\"T-_0\\\"" + JsonFacts + "}"), Make(CallbackBodyType.Json, "text/plain", [], hasFreeVars: false));

    [Fact]
    public void json_with_all_that_it_can_ask_for() => Assert.Equal(
        Json("{\\\"ticket\\\":\\\"T-_0\\\"" + JsonFacts + JsonImage + ",\\\"x:album\\\":${x:album},\\\"x:a_1\\\":${x:a_1},\\\"f:phone\\\":[${x:phone}]}"),
        Make(CallbackBodyType.Json, "image/png", Two, hasFreeVars: true));

    private static string Form(string body) => Around(body, "application/x-www-form-urlencoded");

    private static string Json(string body) => Around(body, "application/json");

    private static string Around(string body, string type) =>
        $$"""{"callbackUrl":"https://a.example/v1/callbacks/oss;http://b.example/v1/callbacks/oss","callbackHost":"h.example","callbackBody":"{{body}}","callbackBodyType":"{{type}}","callbackSNI":true}""";

    private static string Make(CallbackBodyType type, string contentType, string[] vars, bool hasFreeVars, params CallbackVariable[] more)
    {
        var urls = new PublicUrls(Options.Create(new PublicUrlOptions { PublicUrl = "https://a.example; http://b.example/" }));
        var profile = new ProfileOptions { CallbackBodyType = type, CallbackHost = "h.example", FreeVars = { "phone" }, CallbackVariables = [.. more] };
        return Encoding.UTF8.GetString(new GrantCallback(urls, profile).Make("T-_0"u8, contentType, vars.ToDictionary(name => name, _ => "any"), hasFreeVars));
    }
}
