using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace LoadBench;

/// <summary>The gateway as in production, on one kind of storage.</summary>
internal sealed class Gateway : IDisposable
{
    /// <summary>The profile of uploads that nobody else is told of.</summary>
    public const string QuietProfile = "default";

    /// <summary>The profile of uploads that an application is told of.</summary>
    public const string ForwardedProfile = "forwarded";

    private readonly byte[] _jwtKey;

    private Gateway(string name, ServerProcess process, string keyUrl, byte[] jwtKey)
    {
        (Name, Process, _jwtKey) = (name, process, jwtKey);
        KeyUrl = Convert.ToBase64String(Encoding.ASCII.GetBytes(keyUrl));
        Token = JwtToken.Make(jwtKey, "alice");
        Client = ClientWith(new SocketsHttpHandler(), Token);
    }

    public string Name { get; }

    public ServerProcess Process { get; }

    /// <summary>A user's token.</summary>
    public string Token { get; }

    /// <summary>Asks as that user.</summary>
    public HttpClient Client { get; }

    /// <summary>Where a callback says its key is.</summary>
    public string KeyUrl { get; }

    public Uri SignUrl => new(Process.Url, "/v1/uploads");

    public Uri CallbackUrl => new(Process.Url, SignedCallback.Path);

    /// <summary>Starts it and waits until it is ready, or has answered a first request if one is given. Profiles are settings that take the place of the usual ones.</summary>
    public static async Task<Gateway> StartAsync(
        string name, string root, string dataFolder, KeyServer keys, Uri application, Dictionary<string, string> storage, Func<Uri, HttpRequestMessage>? first = null,
        IEnumerable<KeyValuePair<string, string>>? profiles = null)
    {
        var jwtKey = RandomNumberGenerator.GetBytes(32);
        var settings = new Dictionary<string, string>(storage.Concat(profiles ?? UsualProfiles(keys, application)))
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Logging__LogLevel__Default"] = "Warning",
            ["SignGateway__DataFolder"] = dataFolder,
            ["SignGateway__PublicUrl"] = "{URL}",
            ["SignGateway__AllowPrivatePublicUrl"] = "true",
            ["SignGateway__Oss__Region"] = "cn-hangzhou",
            ["SignGateway__Oss__Bucket"] = "bench-bucket",
            ["SignGateway__Credentials__Source"] = "Static",
            ["SignGateway__Credentials__AccessKeyId"] = "bench-key-id",
            ["SignGateway__Credentials__AccessKeySecret"] = "bench-key-secret",
            ["SignGateway__Tickets__Keys__0__Id"] = "bench",
            ["SignGateway__Tickets__Keys__0__Secret"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["SignGateway__Callback__PublicKeyUrls__0"] = keys.Url,
            ["Authentication__Schemes__Bearer__ValidIssuer"] = "bench",
            ["Authentication__Schemes__Bearer__ValidAudience"] = "bench",
            ["Authentication__Schemes__Bearer__SigningKeys__0__Issuer"] = "bench",
            ["Authentication__Schemes__Bearer__SigningKeys__0__Value"] = Convert.ToBase64String(jwtKey),
        };
        var process = await ServerProcess.StartAsync(
            ServerProcess.Published(root, "SignGateway.Host"), first ?? (url => new HttpRequestMessage(HttpMethod.Get, new Uri(url, "/health/ready"))), settings, $"--contentRoot \"{root}\"");
        return new Gateway(name, process, keys.Url + KeyServer.Path, jwtKey);
    }

    /// <summary>Asks as another user, through connections that may be shared.</summary>
    public HttpClient ClientOf(string user, HttpMessageHandler connections) => ClientWith(connections, JwtToken.Make(_jwtKey, user));

    /// <summary>How OSS would post a callback.</summary>
    public HttpRequestMessage RequestOf(SignedCallback callback)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, CallbackUrl) { Content = new StringContent(callback.Body, Encoding.UTF8, SignedCallback.ContentType) };
        request.Headers.TryAddWithoutValidation("Authorization", callback.Signature);
        request.Headers.TryAddWithoutValidation(SignedCallback.KeyUrlHeader, KeyUrl);
        return request;
    }

    public void Dispose()
    {
        Client.Dispose();
        Process.Dispose();
    }

    private HttpClient ClientWith(HttpMessageHandler connections, string token) => new(connections)
    {
        BaseAddress = Process.Url,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
    };

    private static Dictionary<string, string> UsualProfiles(KeyServer keys, Uri application) => new()
    {
        ["SignGateway__Profiles__default__GrantLifetime"] = "00:10:00",
        ["SignGateway__Profiles__parts__Methods__0"] = "Multipart",
        ["SignGateway__Profiles__parts__Oss__Region"] = "cn-hangzhou",
        ["SignGateway__Profiles__parts__Oss__Bucket"] = "parts-bucket",
        ["SignGateway__Profiles__parts__Oss__Endpoint"] = keys.Url,
        ["SignGateway__Profiles__parts__Oss__UrlStyle"] = "Path",
        [$"SignGateway__Profiles__{QuietProfile}__MinBytes"] = "1",
        [$"SignGateway__Profiles__{ForwardedProfile}__ForwardTo"] = new Uri(application, "/told").AbsoluteUri,
        [$"SignGateway__Profiles__{ForwardedProfile}__ForwardSecrets__0"] = $"whsec_{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}",
    };
}
