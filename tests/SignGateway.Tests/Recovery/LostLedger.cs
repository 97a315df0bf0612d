using System.Text.Json.Nodes;
using SignGateway.Recovery;
using SignGateway.Tests.Infrastructure;
using SignGateway.Tickets;
using SignGateway.Uploads;
using Xunit;

namespace SignGateway.Tests.Recovery;

/// <summary>One gateway signed, and lost its ledger; another one with the same keys, the same bucket and an empty ledger rebuilds it.</summary>
public abstract class LostLedger : IAsyncLifetime
{
    private protected StandInBucket Bucket { get; } = new();

    private protected TestGateway Lost { get; private set; } = null!;

    private protected TestGateway Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Lost = await TestGateway.StartAsync(Quiet());
        Gateway = await TestGateway.StartAsync(Quiet());
        Lost.Oss.Answer = Bucket.Answer;
        Gateway.Oss.Answer = Bucket.Answer;
    }

    public async ValueTask DisposeAsync()
    {
        await Lost.DisposeAsync();
        await Gateway.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected static Dictionary<string, string?> Quiet(Dictionary<string, string?>? more = null) =>
        new(more ?? []) { ["SignGateway:Reconcile:Interval"] = "1.00:00:00" };

    private protected async Task<JsonObject> PutAsync()
    {
        var grant = await Lost.SignAsync();
        Bucket.Put(grant);
        return grant;
    }

    private protected static async Task<UploadRecord> RecordAsync(TestGateway gateway, JsonObject grant) =>
        (await gateway.Ledger.FindAsync(UploadId.Parse((string)grant["id"]!), CancellationToken.None))!;

    private protected Task<RebuildReport> RebuildAsync(string prefix = "", bool dryRun = false, TestGateway? gateway = null)
    {
        gateway ??= Gateway;
        return gateway.Time.PassUntilAsync(gateway.Rebuild.ExecuteAsync(gateway.Bucket, prefix, dryRun, null, CancellationToken.None), TimeSpan.FromMilliseconds(100));
    }
}
