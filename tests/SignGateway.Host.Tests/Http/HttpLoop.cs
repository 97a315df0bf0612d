using SignGateway.Host.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Host.Tests.Http;

/// <summary>One watched loop with little patience for headers, which two origins may call.</summary>
public sealed class HttpLoop : IAsyncLifetime
{
    public const string Origin = "https://app.example.com";

    public WatchedLoop Loop { get; private set; } = null!;

    public Uri Url => Loop.Host.Url;

    public async ValueTask InitializeAsync() => Loop = await WatchedLoop.StartAsync(new()
    {
        ["Kestrel__Limits__RequestHeadersTimeout"] = "00:00:01",
        ["SignGateway__Cors__Origins__0"] = Origin,
        // As people write it.
        ["SignGateway__Cors__Origins__1"] = "https://other.example.com/",
    });

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? user = null, string? json = null, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(method, new Uri(Url, path));
        if (user is not null)
            request.Headers.Add("Authorization", $"Bearer {Loop.Tokens.For(user)}");
        if (json is not null)
            request.Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await http.SendAsync(request);
    }

    public ValueTask DisposeAsync() => Loop.DisposeAsync();
}
