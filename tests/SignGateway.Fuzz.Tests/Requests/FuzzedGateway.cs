using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SignGateway.Fuzz.Tests.Wire;
using SignGateway.Tests.Infrastructure;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Fuzz.Tests.Requests;

/// <summary>A gateway with several profiles, and connections to it that cases take by turns.</summary>
internal sealed class FuzzedGateway : IAsyncDisposable
{
    private const string Initiated = "<InitiateMultipartUploadResult><Bucket>example-bucket</Bucket><Key>key</Key><UploadId>0004B9895DBBB6EC98E36</UploadId></InitiateMultipartUploadResult>";

    private readonly TestGateway _gateway;
    private readonly System.Collections.Concurrent.ConcurrentBag<WireClient> _idle = [];

    private FuzzedGateway(TestGateway gateway) => _gateway = gateway;

    public IReadOnlyList<string> Log => _gateway.Log.Lines;

    public static async Task<FuzzedGateway> StartAsync()
    {
        var gateway = await TestGateway.StartAsync(new Dictionary<string, string?>
        {
            ["SignGateway:Profiles:default:AllowPrefixGrants"] = "true",
            ["SignGateway:Profiles:puts:Methods:0"] = "Put",
            ["SignGateway:Profiles:json:CallbackBodyType"] = "Json",
            ["SignGateway:Profiles:json:VerifyObject"] = "Never",
            ["SignGateway:Profiles:parts:Methods:0"] = "Multipart",
            ["SignGateway:Profiles:small:MaxBytes"] = "1000",
            ["SignGateway:Profiles:small:ContentTypes:0"] = "image/*",
            ["SignGateway:Profiles:small:VerifyObject"] = "Never",
        }, services => services.Configure<LoggerFilterOptions>(filter => filter.MinLevel = LogLevel.Error));
        gateway.Oss.Answer = request => request.Method == HttpMethod.Post ? StandInHost.Text(Initiated) : new HttpResponseMessage(HttpStatusCode.NotFound);
        return new FuzzedGateway(gateway);
    }

    public async Task<WireAnswer?> SendAsync(WireRequest request)
    {
        var client = _idle.TryTake(out var idle) ? idle : new WireClient(_gateway.Address);
        var answer = await client.SendAsync(request);
        _idle.Add(client);
        return answer;
    }

    public async Task<JsonObject> SignAsync(string profile)
    {
        var request = SignRequests.Right(new JsonObject { ["fileName"] = "cat photo+1.png", ["profile"] = profile, ["contentType"] = "image/png", ["vars"] = new JsonObject { ["album"] = "7 & 图" } });
        var answer = await SendAsync(request);
        Contract.Expect(answer is { Status: 201 }, "a right request is refused", request, answer);
        return answer!.Json;
    }

    public Task<UploadRecord?> FindAsync(JsonObject grant) => _gateway.Ledger.FindAsync(UploadId.Parse((string)grant["id"]!), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _idle)
            client.Dispose();
        await _gateway.DisposeAsync();
    }
}
