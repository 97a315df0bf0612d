using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace SignGateway.TestHosts;

/// <summary>A front end: signs, posts forms straight to storage, reads what was recorded.</summary>
public sealed class GatewayClient : IDisposable
{
    private static readonly HttpClient Anonymous = new() { Timeout = TimeSpan.FromMinutes(2) };

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(2) };
    private readonly Uri _url;

    public GatewayClient(Uri url, string? token = null)
    {
        _url = url;
        if (token is not null)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>A demo user's client.</summary>
    public static async Task<GatewayClient> SignInAsync(HostProcess host, string user)
    {
        using var anonymous = new GatewayClient(host.Url);
        var (status, body) = await anonymous.SendAsync(HttpMethod.Post, "/demo/sign-in", new JsonObject { ["user"] = user });
        if (status == 200)
            return new GatewayClient(host.Url, (string)body!["token"]!);
        // The log is written beside the answer, and may come a little later.
        await Task.Delay(1000);
        throw new InvalidOperationException($"The sign-in answered {status}: {body}\n{host.Output}");
    }

    public async Task<(int Status, JsonNode? Body)> SendAsync(HttpMethod method, string path, JsonNode? body = null, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(_url, path));
        request.Headers.Accept.ParseAdd("application/json");
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    /// <summary>Asks for a grant and expects it.</summary>
    public async Task<JsonNode> SignAsync(JsonObject request, string? idempotencyKey = null)
    {
        var (status, body) = await SendAsync(HttpMethod.Post, "/v1/uploads", request, idempotencyKey);
        return status is 200 or 201 ? body! : throw new InvalidOperationException($"Signing answered {status}: {body}");
    }

    public async Task<JsonNode> ReadAsync(JsonNode grant) => (await SendAsync(HttpMethod.Get, (string)grant["statusUrl"]!)).Body!;

    /// <summary>The grant's fields, in order.</summary>
    public static List<KeyValuePair<string, string>> Fields(JsonNode grant) =>
        [.. grant["fields"]!.AsObject().Select(field => new KeyValuePair<string, string>(field.Key, (string)field.Value!))];

    /// <summary>Posts a form to storage as a browser does: fields in order, the file last.</summary>
    public static async Task<(int Status, string Body)> PostAsync(JsonNode grant, byte[] file, IEnumerable<KeyValuePair<string, string>>? fields = null)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields ?? Fields(grant))
            form.Add(Part(new StringContent(value), $"form-data; name=\"{name}\""));
        form.Add(Part(new ByteArrayContent(file), "form-data; name=\"file\"; filename=\"blob\""));
        using var response = await Anonymous.PostAsync(new Uri((string)grant["url"]!), form);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>The grant's headers.</summary>
    public static List<KeyValuePair<string, string>> Headers(JsonNode grant) =>
        [.. grant["headers"]!.AsObject().Select(header => new KeyValuePair<string, string>(header.Key, (string)header.Value!))];

    /// <summary>Puts a file to a presigned URL.</summary>
    public static async Task<(int Status, string Body)> PutAsync(string url, byte[] file, IEnumerable<KeyValuePair<string, string>> headers, bool chunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(url, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true })) { Content = new ByteArrayContent(file) };
        request.Headers.TransferEncodingChunked = chunked ? true : null;
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Anonymous.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Puts a file to a grant's presigned URL as a client does that follows it.</summary>
    public static Task<(int Status, string Body)> PutAsync(JsonNode grant, byte[] file) => PutAsync((string)grant["url"]!, file, Headers(grant));

    public void Dispose() => _http.Dispose();

    private static HttpContent Part(HttpContent content, string disposition)
    {
        // The framework would add filename*, which storage refuses.
        content.Headers.Clear();
        content.Headers.TryAddWithoutValidation("Content-Disposition", disposition);
        return content;
    }
}
