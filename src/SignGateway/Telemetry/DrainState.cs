namespace SignGateway.Telemetry;

/// <summary>
/// Whether this process is on its way out. At first it only says so, to whoever sends it requests, and serves them all the same; then what could
/// last for long ends, so that the rest may.
/// </summary>
public sealed class DrainState : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private volatile bool _isDraining;

    /// <summary>Whether requests had better go elsewhere.</summary>
    public bool IsDraining => _isDraining;

    /// <summary>Cancelled when waits and streams are to end with what they have.</summary>
    public CancellationToken Closing => _closing.Token;

    /// <inheritdoc/>
    public void Dispose() => _closing.Dispose();

    internal void Begin() => _isDraining = true;

    internal Task CloseAsync()
    {
        Begin();
        return _closing.CancelAsync();
    }
}
