using System.Text;
using System.Text.Json.Nodes;
using OssSimulator.Callbacks;

namespace SignGateway.TestHosts;

public static class Deliveries
{
    private static readonly HttpClient Http = new();

    /// <summary>Delivers a callback that storage made, again or for the first time, to any replica.</summary>
    public static async Task<(int Status, JsonNode Body)> DeliverAsync(Uri host, CallbackRecord sent, string? body = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host, new Uri(sent.Url).PathAndQuery)) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body ?? sent.Body)) };
        foreach (var (name, value) in sent.Headers)
        {
            if (name is "Host" or "Connection" or "Content-Length" or "Date")
                continue;
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Http.SendAsync(request);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }
}
