using System.Text.Json.Nodes;
using SignGateway.TestServers;

namespace SignGateway.Host.Tests.Browser.Admin.Real;

/// <summary>Each kind of callback that somebody can provoke, by the verdict or code that it ends in.</summary>
public static class Senders
{
    public static readonly IReadOnlyDictionary<string, Func<RealGateway, Task>> All = new Dictionary<string, Func<RealGateway, Task>>
    {
        ["recorded"] = gateway => gateway.UploadAsync("new.png"),
        ["duplicate"] = gateway => TwiceAsync(gateway),
        ["callback_unsigned"] = gateway => gateway.PostAsync(request => request.Headers.Remove("Authorization")),
        ["callback_key_untrusted"] = gateway => gateway.PostAsync(request =>
        {
            request.Headers.Remove("x-oss-pub-key-url");
            request.Headers.TryAddWithoutValidation("x-oss-pub-key-url", RealGateway.Base64("https://evil.example.com/callback_pub_key_v1.pem"));
        }),
        ["callback_signature_invalid"] = gateway => gateway.PostAsync(_ => { }),
        ["callback_too_large"] = gateway => gateway.PostAsync(_ => { }, 65 * 1024),
        ["callback_malformed"] = gateway => SpoiltAsync(gateway, body => body["etag"] = "a\nb"),
        ["ticket_invalid"] = gateway => SpoiltAsync(gateway, body => body.Remove("ticket")),
        ["ticket_mismatch"] = gateway => SpoiltAsync(gateway, body => body["mimeType"] = "text/html"),
        ["ticket_expired"] = gateway => LateAsync(gateway),
        ["method_not_allowed"] = gateway => gateway.PostAsync(request => request.Method = HttpMethod.Put),
    };

    private static async Task TwiceAsync(RealGateway gateway)
    {
        var grant = await gateway.SignAsync();
        await gateway.CallBackAsync(grant);
        await gateway.CallBackAsync(grant);
    }

    private static async Task SpoiltAsync(RealGateway gateway, Action<Dictionary<string, string>> spoil) => await gateway.CallBackAsync(await gateway.SignAsync(), spoil);

    private static async Task LateAsync(RealGateway gateway)
    {
        var grant = await gateway.SignAsync(profile: RealGateway.Brief);
        var end = DateTimeOffset.Parse((string)grant["expires"]!, System.Globalization.CultureInfo.InvariantCulture);
        await Patience.UntilAsync("the grant's end", () => Task.FromResult(DateTimeOffset.UtcNow > end));
        await gateway.CallBackAsync(grant);
    }
}
