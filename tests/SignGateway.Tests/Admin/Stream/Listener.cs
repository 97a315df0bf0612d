using System.Text.Json.Nodes;
using SignGateway.Tests.Infrastructure;

namespace SignGateway.Tests.Admin.Stream;

/// <summary>An administrator's stream; while it waits for an event it lets the gateway's time pass.</summary>
internal sealed class Listener : IDisposable
{
    private readonly TestGateway _gateway;
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;

    private Listener(TestGateway gateway, HttpResponseMessage response, StreamReader reader)
    {
        _gateway = gateway;
        _response = response;
        _reader = reader;
    }

    public HttpResponseMessage Response => _response;

    public static async Task<Listener> StartAsync(TestGateway gateway)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/admin/stream");
        request.Headers.Add("Test-User", AdminCalls.Admin);
        request.Headers.Add("Test-Roles", AdminCalls.Role);
        var response = await gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return new Listener(gateway, response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    /// <summary>The next line, or null at the end.</summary>
    public Task<string?> LineAsync() => _gateway.Time.PassUntilAsync(_reader.ReadLineAsync(), TimeSpan.FromMilliseconds(50));

    /// <summary>The next line, without any time passing.</summary>
    public Task<string?> LineNowAsync() => _reader.ReadLineAsync();

    /// <summary>The next event of that name; whatever comes before is passed over.</summary>
    public async Task<JsonObject> EventAsync(string name)
    {
        while (await LineAsync() is { } line)
        {
            if (line == $"event: {name}")
                return JsonNode.Parse((await LineAsync())!["data: ".Length..])!.AsObject();
        }

        throw new InvalidOperationException($"The stream ended before an event {name}.");
    }

    public void Dispose()
    {
        _reader.Dispose();
        _response.Dispose();
    }
}
