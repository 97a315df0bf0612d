using System.Threading.Channels;

namespace SignGateway.Uploads;

/// <summary>Tells this process's sweep that a look is due now. Only a hint: what is due stands in the ledger.</summary>
public sealed class DueSignal
{
    private readonly Channel<bool> _hints = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>There is something to look at.</summary>
    public void Hint() => _hints.Writer.TryWrite(true);

    /// <summary>Completes at the next hint.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken) => await _hints.Reader.ReadAsync(cancellationToken);
}
