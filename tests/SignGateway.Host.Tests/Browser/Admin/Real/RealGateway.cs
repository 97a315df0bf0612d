using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using SignGateway.Host.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Host.Tests.Browser.Admin.Real;

/// <summary>
/// A Host in Development with its simulator, its admin page in Chromium, and those who send it callbacks: storage, other customers of storage,
/// and strangers.
/// </summary>
public sealed class RealGateway : IAsyncLifetime
{
    /// <summary>A profile whose grants, and with them their tickets, end at once.</summary>
    public const string Brief = "brief";

    private static readonly HttpClient Http = new();

    private readonly Jwt _jwt = new();

    public HostProcess Host { get; private set; } = null!;

    public ChromiumBrowser Chromium { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Host = await HostProcess.StartNewAsync(new Dictionary<string, string>(_jwt.Settings)
        {
            ["SignGateway__Tickets__Grace"] = "00:00:00",
            ["SignGateway__Profiles__default__VerifyObject"] = "Never",
            ["SignGateway__Profiles__brief__GrantLifetime"] = "00:00:01",
            ["SignGateway__Profiles__long__GrantLifetime"] = "00:30:00",
        });
        Chromium = await ChromiumBrowser.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Chromium.DisposeAsync();
        await Host.DisposeAsync();
    }

    public Task<AdminPage> OpenAsync(string route) => AdminPage.SignInAsync(Chromium, Host.Url, route);

    /// <summary>A user of the application, whose id may be anything.</summary>
    public GatewayClient ClientFor(string user) => new(Host.Url, _jwt.For(user));

    /// <summary>Asks for a grant.</summary>
    public async Task<JsonNode> SignAsync(string fileName = "a.bin", string user = "alice", string profile = "default", JsonObject? vars = null)
    {
        using var client = ClientFor(user);
        return await client.SignAsync(new JsonObject
        {
            ["fileName"] = fileName,
            ["profile"] = profile,
            ["contentType"] = fileName.EndsWith(".png", StringComparison.Ordinal) ? "image/png" : "application/octet-stream",
            ["vars"] = vars ?? new JsonObject { ["album"] = "7" },
        });
    }

    /// <summary>Uploads a picture under a grant; storage calls back before this returns.</summary>
    public static async Task<JsonNode> UploadAsync(JsonNode grant)
    {
        var (status, body) = await GatewayClient.PostAsync(grant, SampleFiles.Png(320, 200));
        return status == 200 ? grant : throw new InvalidOperationException($"The upload answered {status}: {body}");
    }

    public async Task<JsonNode> UploadAsync(string fileName, string user = "alice", JsonObject? vars = null) => await UploadAsync(await SignAsync(fileName, user, vars: vars));

    /// <summary>Has storage sign and send a callback of which everything is somebody else's choice; as it stands it is the one for the grant.</summary>
    public async Task CallBackAsync(JsonNode grant, Action<Dictionary<string, string>>? spoil = null)
    {
        var template = (string)JsonNode.Parse(Convert.FromBase64String((string)grant["fields"]!["callback"]!))!["callbackBody"]!;
        var body = new Dictionary<string, string>
        {
            ["ticket"] = template.Split('&').Single(pair => pair.StartsWith("ticket=", StringComparison.Ordinal))["ticket=".Length..],
            ["bucket"] = (string)grant["bucket"]!,
            ["object"] = (string)grant["key"]!,
            ["etag"] = "ABCD",
            ["size"] = "9",
            ["mimeType"] = (string)grant["fields"]!["x-oss-content-type"]!,
            ["x:album"] = "7",
        };
        spoil?.Invoke(body);
        var text = string.Join('&', body.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
        await AttackerUpload.PostAsync(Host.SimulatorUrl, new JsonObject { ["callbackUrl"] = new Uri(Host.Url, "/v1/callbacks/oss").AbsoluteUri, ["callbackBody"] = text });
    }

    /// <summary>Posts to the callback route without storage's help.</summary>
    public async Task PostAsync(Action<HttpRequestMessage> change, int bytes = 1)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Host.Url, "/v1/callbacks/oss")) { Content = new ByteArrayContent(new byte[bytes]) };
        request.Headers.TryAddWithoutValidation("Authorization", Convert.ToBase64String(RandomNumberGenerator.GetBytes(64)));
        request.Headers.TryAddWithoutValidation("x-oss-pub-key-url", Base64(new Uri(Host.SimulatorUrl, "/callback_pub_key_v1.pem").AbsoluteUri));
        request.Headers.TryAddWithoutValidation("x-oss-request-id", "65F2C1A0B1C2D3E4F5060708");
        change(request);
        using var response = await Http.SendAsync(request);
        if (response.IsSuccessStatusCode)
            throw new InvalidOperationException("Nobody but storage can sign, and yet this callback was taken.");
    }

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
