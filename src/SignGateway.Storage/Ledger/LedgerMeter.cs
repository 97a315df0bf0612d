using System.Diagnostics.Metrics;

namespace SignGateway.Storage.Ledger;

/// <summary>What the ledger's commits measure. The meter's name is <c>SignGateway.Storage</c>.</summary>
internal sealed class LedgerMeter
{
    public const string Name = "SignGateway.Storage";

    private readonly Histogram<int> _batch;
    private readonly Histogram<double> _wait;
    private readonly Histogram<double> _commit;

    public LedgerMeter(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _batch = meter.CreateHistogram(
            "sign_gateway.ledger.batch.size", "{statement}", "How many statements shared one commit of the ledger.",
            advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128] });
        var times = new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5] };
        _wait = meter.CreateHistogram("sign_gateway.ledger.wait", "s", "Time that a statement waited for its turn.", advice: times);
        _commit = meter.CreateHistogram("sign_gateway.ledger.commit.duration", "s", "Time that one commit of the ledger took, its statements included.", advice: times);
    }

    /// <summary>Whether anybody wants to know: else nobody reads a clock.</summary>
    public bool IsEnabled => _batch.Enabled || _wait.Enabled || _commit.Enabled;

    /// <summary>One statement's turn has come.</summary>
    public void Waited(TimeSpan wait) => _wait.Record(wait.TotalSeconds);

    /// <summary>A commit is over, however it went.</summary>
    public void Committed(int statements, TimeSpan took)
    {
        _batch.Record(statements);
        _commit.Record(took.TotalSeconds);
    }
}
