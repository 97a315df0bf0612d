using SignGateway.Uploads.History;

namespace SignGateway.Recovery;

/// <summary>One pass of the sweep for whoever runs no gateway meanwhile. It shares what is due with gateways that serve.</summary>
public sealed class ReconcileOnce
{
    private readonly Reconcile _reconcile;
    private readonly HistoryWriter _history;

    internal ReconcileOnce(Reconcile reconcile, HistoryWriter history)
    {
        _reconcile = reconcile;
        _history = history;
    }

    /// <summary>Settles all that is due. A ledger that goes away ends it with a word.</summary>
    /// <param name="progress">Told the report so far.</param>
    /// <param name="cancellationToken">Stops it; what is settled stays.</param>
    public async Task<ReconcileReport> ExecuteAsync(IProgress<ReconcileReport>? progress, CancellationToken cancellationToken)
    {
        try
        {
            return await _reconcile.ExecuteAsync(progress, cancellationToken);
        }
        finally
        {
            // Nothing runs here that would write it later.
            await _history.FlushAsync(CancellationToken.None);
        }
    }
}
