using System.Diagnostics.Metrics;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SignGateway.Host.Telemetry;
using SignGateway.Storage;
using SignGateway.TestServers;

namespace SignGateway.Host.Tests.Telemetry;

/// <summary>The library with its storage, in the tests' own process, so that they see its instruments; and one upload through it.</summary>
internal static class SmallGateway
{
    /// <summary>Every instrument that an exporter would hear of.</summary>
    public static async Task<IReadOnlyCollection<Instrument>> InstrumentsAsync()
    {
        var found = new List<Instrument>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                lock (found)
                {
                    if (Exporters.Meters.Contains(instrument.Meter.Name))
                        found.Add(instrument);
                }
            },
        };
        listener.Start();
        await UploadAsync();
        lock (found)
            return [.. found.DistinctBy(instrument => instrument.Name)];
    }

    private static async Task UploadAsync()
    {
        await using var storage = await WatchedStorage.StartAsync();
        using var folder = new TempFolder();
        var url = $"http://127.0.0.1:{FreePort.Next()}";
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(storage.Settings.Select(setting => KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value)));
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["SignGateway:PublicUrl"] = url,
            ["SignGateway:DataFolder"] = folder.FullPath,
            ["SignGateway:Tickets:Keys:0:Id"] = "k1",
            ["SignGateway:Tickets:Keys:0:Secret"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        });
        builder.WebHost.UseKestrelCore().UseUrls(url);
        builder.Services.AddRoutingCore();
        builder.Services.AddSignGateway(builder.Configuration);
        builder.Services.AddSignGatewayStorage(builder.Configuration, folder.FullPath);
        await using var app = builder.Build();
        app.Use((context, next) =>
        {
            context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", "alice")], "test"));
            return next(context);
        });
        app.UseRouting();
        app.MapSignGateway();
        await app.StartAsync();
        using var alice = new GatewayClient(new Uri(url));
        var (status, body) = await GatewayClient.PostAsync(await alice.SignAsync(new JsonObject { ["fileName"] = "a.bin" }), [1, 2, 3]);
        if (status != 200)
            throw new InvalidOperationException($"The upload was answered {status}: {body}");
        await app.StopAsync();
    }
}
