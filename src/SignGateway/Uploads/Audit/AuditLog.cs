using Microsoft.Extensions.Logging;

namespace SignGateway.Uploads.Audit;

/// <summary>
/// Writes down what administrators do, before it is done: where an entry cannot be written, the caller gets a <see cref="LedgerUnavailableException"/>
/// and must do nothing.
/// </summary>
public sealed partial class AuditLog
{
    private readonly IAuditStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger<AuditLog> _logger;
    private long _last;

    /// <summary>Writes to this store.</summary>
    public AuditLog(IAuditStore store, TimeProvider time, ILogger<AuditLog> logger)
    {
        _store = store;
        _time = time;
        _logger = logger;
    }

    /// <summary>Commits an entry; its id, for <see cref="CompleteAsync"/> where only the action shows what comes of it.</summary>
    /// <exception cref="LedgerUnavailableException">Nothing may be done now.</exception>
    public async Task<AuditId> WriteAsync(
        string who,
        string action,
        string? target,
        IReadOnlyDictionary<string, string>? before,
        IReadOnlyDictionary<string, string>? after,
        CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var id = NextId(now);
        await _store.AppendAsync(new AuditEntry(id, now, who, action, target, before, after), cancellationToken);
        return id;
    }

    /// <summary>
    /// Says what came of an action. It has happened by now, so this neither fails nor ends with the request: what cannot be written is in the log.
    /// </summary>
    public async Task CompleteAsync(AuditId id, IReadOnlyDictionary<string, string> after)
    {
        try
        {
            await _store.CompleteAsync(id, after, CancellationToken.None);
        }
        catch (LedgerUnavailableException)
        {
            NotCompleted(_logger, id.ToString(), string.Join(", ", after.Select(pair => $"{pair.Key} {pair.Value}")));
        }
    }

    // Entries of one process keep their order even within a microsecond.
    private AuditId NextId(DateTimeOffset at)
    {
        var now = AuditId.MicrosecondsOf(at);
        while (true)
        {
            var last = Interlocked.Read(ref _last);
            var next = Math.Max(now, last + 1);
            if (Interlocked.CompareExchange(ref _last, next, last) == last)
                return AuditId.Create(next);
        }
    }

    [LoggerMessage(6005, LogLevel.Error, "What came of audit entry {Entry} could not be written to it: {After}")]
    private static partial void NotCompleted(ILogger logger, string entry, string after);
}
