using System.Diagnostics;

namespace SignGateway.Storage.Ledger;

/// <summary>How long a caller waits for its call: until its budget is used up, if it has one here, or it gives up itself. Costs nothing until somebody asks.</summary>
internal readonly struct CallLimit(TimeSpan? budget, CancellationToken cancellationToken)
{
    private readonly long _started = Stopwatch.GetTimestamp();

    /// <summary>Whether nobody waits any more.</summary>
    public bool IsOver => cancellationToken.IsCancellationRequested || Left <= TimeSpan.Zero;

    /// <summary>Cancelled when the caller gives up itself.</summary>
    public CancellationToken GivenUp => cancellationToken;

    /// <summary>How long the call had been made for, then.</summary>
    public TimeSpan AgeAt(long timestamp) => Stopwatch.GetElapsedTime(_started, timestamp);

    private TimeSpan? Left => budget - Stopwatch.GetElapsedTime(_started);

    /// <summary>Cancelled when nobody waits any more, for what has to be told instead of asking.</summary>
    public CancellationTokenSource ToSource()
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (Left is { } left)
            source.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        return source;
    }
}
