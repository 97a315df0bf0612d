using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SignGateway;
using SignGateway.Storage;
using SignGateway.Uploads;
using SignGateway.Uploads.InMemory;
using Xunit;

namespace EmbeddedInYarp.Tests;

/// <summary>An application that brings a ledger and a guard of its own, with everything configured that they take the place of.</summary>
public sealed class OwnPartsTests(SampleGateway sample) : IClassFixture<SampleGateway>
{
    [Fact]
    public async Task what_the_application_registered_is_what_works()
    {
        var (ledger, guard) = (new InMemoryUploadLedger(), new CountingGuard());
        var listen = $"http://127.0.0.1:{HostProcess.FreePort()}";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(sample.Gateway.Environment.Select(setting => KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value)));
        builder.Configuration["SignGateway:PublicUrl"] = $"{listen}/files";
        builder.Configuration["SignGateway:AllowPrivatePublicUrl"] = "true";
        builder.Configuration["SignGateway:Ledger:Provider"] = "PostgreSql";
        builder.Services.AddSingleton<IUploadLedger>(ledger);
        builder.Services.AddSingleton<IReplayGuard>(guard);
        builder.Services.AddSignGateway(builder.Configuration);
        builder.Services.AddSignGatewayStorage(builder.Configuration, sample.Gateway.Folder);
        await using var app = builder.Build();
        app.Urls.Add(listen);
        app.Use((context, next) =>
        {
            context.User = new(new System.Security.Claims.ClaimsIdentity([new("sub", "alice")], "own"));
            return next(context);
        });
        app.MapSignGateway("files");
        await app.StartAsync(TestContext.Current.CancellationToken);

        using var alice = new GatewayClient(new Uri(listen));
        var (_, grant) = await alice.SendAsync(HttpMethod.Post, "/files/v1/uploads", new JsonObject { ["fileName"] = "a.bin" });
        var (status, _) = await GatewayClient.PostAsync(grant!, [1]);

        Assert.Equal(200, status);
        Assert.Equal("stored", (string)(await alice.ReadAsync(grant!))["state"]!);
        Assert.Same(ledger, app.Services.GetRequiredService<IUploadLedger>());
        Assert.Equal((1, 1), (guard.Claims, guard.Answers));
    }

    private sealed class CountingGuard : IReplayGuard
    {
        private readonly InProcessReplayGuard _guard = new(TimeProvider.System);

        public int Claims { get; private set; }

        public int Answers { get; private set; }

        public Task<GuardClaim> ClaimAsync(string key, TimeSpan lease, CancellationToken cancellationToken)
        {
            Claims++;
            return _guard.ClaimAsync(key, lease, cancellationToken);
        }

        public Task AnswerAsync(string key, string answer, TimeSpan keep, CancellationToken cancellationToken)
        {
            Answers++;
            return _guard.AnswerAsync(key, answer, keep, cancellationToken);
        }

        public Task ReleaseAsync(string key, string token, CancellationToken cancellationToken) => _guard.ReleaseAsync(key, token, cancellationToken);

        public Task ProbeAsync(CancellationToken cancellationToken) => _guard.ProbeAsync(cancellationToken);
    }
}
