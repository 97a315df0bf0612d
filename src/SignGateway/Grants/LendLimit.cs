using Microsoft.Extensions.Options;

namespace SignGateway.Grants;

/// <summary>
/// How often credentials are lent: so often in a minute to each user, and so often to all users of this process, which also bounds the table. A user who asks
/// at the end of one minute and at the beginning of the next may get twice as many.
/// </summary>
internal sealed class LendLimit(IOptions<GrantOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _lent = new(StringComparer.Ordinal);
    private long _since = time.GetTimestamp();
    private int _total;

    /// <summary>Null, and counted, if the user may have so many now; else how long until the next minute.</summary>
    public TimeSpan? Take(string owner, int count)
    {
        lock (_lock)
        {
            var elapsed = time.GetElapsedTime(_since);
            if (elapsed >= Window)
            {
                _lent.Clear();
                (_total, _since, elapsed) = (0, time.GetTimestamp(), TimeSpan.Zero);
            }

            var lent = _lent.GetValueOrDefault(owner);
            if (lent + count > options.Value.SdkPerUser || _total + count > options.Value.SdkPerProcess)
                return Window - elapsed;
            _lent[owner] = lent + count;
            _total += count;
            return null;
        }
    }
}
