// Measures the gateway against bare ASP.NET Core in one run: interleaved rounds, medians, ratios. See bench/README.md.
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LoadBench;

const int Rounds = 3;
const int Seconds = 6;
const int WarmUpSeconds = 10;
const int CallbacksPerRound = 20_000;

var root = args is [var given, ..] ? given : Directory.GetCurrentDirectory();
var folder = Directory.CreateTempSubdirectory("sign-gateway-bench").FullName;
var jwtKey = RandomNumberGenerator.GetBytes(32);
using var callbacks = new SignedCallbacks();

var keyServer = WebApplication.CreateSlimBuilder();
keyServer.Logging.ClearProviders();
var keyUrl = $"http://127.0.0.1:{ServerProcess.FreePort()}";
await using var keys = keyServer.Build();
keys.Urls.Add(keyUrl);
keys.MapGet("/callback_pub_key_v1.pem", () => callbacks.PublicPem);
await keys.StartAsync();

try
{
    using var host = await ServerProcess.StartAsync(Dll("src/SignGateway.Host", "SignGateway.Host"), "/health/ready", new Dictionary<string, string>
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["Logging__LogLevel__Default"] = "Warning",
        ["SignGateway__DataFolder"] = Path.Combine(folder, "data"),
        ["SignGateway__PublicUrl"] = "{URL}",
        ["SignGateway__AllowPrivatePublicUrl"] = "true",
        ["SignGateway__Oss__Region"] = "cn-hangzhou",
        ["SignGateway__Oss__Bucket"] = "bench-bucket",
        ["SignGateway__Credentials__Source"] = "Static",
        ["SignGateway__Credentials__AccessKeyId"] = "bench-key-id",
        ["SignGateway__Credentials__AccessKeySecret"] = "bench-key-secret",
        ["SignGateway__Tickets__Keys__0__Id"] = "bench",
        ["SignGateway__Tickets__Keys__0__Secret"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        ["SignGateway__Callback__PublicKeyUrls__0"] = keyUrl,
        ["Authentication__Schemes__Bearer__ValidIssuer"] = "bench",
        ["Authentication__Schemes__Bearer__ValidAudience"] = "bench",
        ["Authentication__Schemes__Bearer__SigningKeys__0__Issuer"] = "bench",
        ["Authentication__Schemes__Bearer__SigningKeys__0__Value"] = Convert.ToBase64String(jwtKey),
    }, $"--contentRoot {root}");

    using var client = new HttpClient { BaseAddress = host.Url };
    client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token());
    const string One = "{\"fileName\":\"cat photo.png\",\"contentType\":\"image/png\",\"size\":48213,\"vars\":{\"album\":\"7\"}}";
    using var sample = await client.PostAsync("/v1/uploads", new StringContent(One, Encoding.UTF8, "application/json"));
    sample.EnsureSuccessStatusCode();
    var bytes = (await sample.Content.ReadAsByteArrayAsync()).Length;

    using var baseline = await ServerProcess.StartAsync(Dll("bench/Baseline", "Baseline"), "/sign", new Dictionary<string, string>(), $"--bytes {bytes}");
    var sign = Script("sign.lua", $"wrk.method = \"POST\"\nwrk.body = '{One}'\nwrk.headers[\"Content-Type\"] = \"application/json\"\nwrk.headers[\"Authorization\"] = \"Bearer {Token()}\"");

    List<double> ceilings = [], signs = [], records = [];
    // Neither server is at its speed before the runtime has compiled its hot paths a second time.
    await Wrk.RunAsync(new Uri(baseline.Url, "/sign"), sign, WarmUpSeconds);
    await Wrk.RunAsync(new Uri(host.Url, "/v1/uploads"), sign, WarmUpSeconds);
    for (var round = 0; round < Rounds; round++)
    {
        ceilings.Add(await Wrk.RunAsync(new Uri(baseline.Url, "/sign"), sign, Seconds));
        signs.Add(await Wrk.RunAsync(new Uri(host.Url, "/v1/uploads"), sign, Seconds));
        // Short enough that the callbacks made for it are not used up: a repeat is cheaper than a record.
        var script = await callbacks.WriteScriptAsync(client, CallbacksPerRound, $"{keyUrl}/callback_pub_key_v1.pem", folder);
        records.Add(await Wrk.RunAsync(new Uri(host.Url, "/v1/callbacks/oss"), script, 2));
        if (records[^1] * 2 > CallbacksPerRound)
            throw new InvalidOperationException("The callbacks ran out; make more of them.");
    }

    Console.WriteLine($"answer of a sign request: {bytes} bytes; {Environment.ProcessorCount} cores; wrk 1 thread, 32 connections; medians of {Rounds} interleaved rounds");
    Console.WriteLine($"bare minimal API   {Median(ceilings),9:F0}/s");
    Console.WriteLine($"sign               {Median(signs),9:F0}/s   ratio {Median(signs) / Median(ceilings):F2}");
    Console.WriteLine($"callback, recorded {Median(records),9:F0}/s   ratio {Median(records) / Median(ceilings):F2}");
    Console.WriteLine($"resident memory after the load: {host.ResidentMegabytes} MB");
    Console.WriteLine($"start to ready: {host.StartTime.TotalMilliseconds:F0} ms");
}
finally
{
    Directory.Delete(folder, recursive: true);
}

string Dll(string project, string name)
{
    var path = Path.Combine(root, project, "bin", "Release", "net10.0", $"{name}.dll");
    return File.Exists(path) ? path : throw new InvalidOperationException($"{path} is missing; dotnet build -c Release first.");
}

string Script(string name, string text)
{
    var path = Path.Combine(folder, name);
    File.WriteAllText(path, text);
    return path;
}

string Token()
{
    var head = Part("""{"alg":"HS256","typ":"JWT"}"""u8);
    var payload = Part(JsonSerializer.SerializeToUtf8Bytes(new { iss = "bench", aud = "bench", sub = "alice", exp = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds() }));
    return $"{head}.{payload}.{Part(HMACSHA256.HashData(jwtKey, Encoding.ASCII.GetBytes($"{head}.{payload}")))}";
}

static string Part(ReadOnlySpan<byte> data) => System.Buffers.Text.Base64Url.EncodeToString(data);

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
