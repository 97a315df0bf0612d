using SignGateway.Uploads;

namespace SignGateway.Forwarding;

/// <summary>What the application answered to another delivery of the same callback.</summary>
internal sealed class FindForwarded(IForwardedAnswers answers, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    // A callback ends after seconds; the rest is for clocks that differ.
    private static readonly TimeSpan LongOver = TimeSpan.FromMinutes(10);

    /// <summary>What is known now.</summary>
    public async Task<ForwardedAnswer> ExecuteAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        if (await answers.FindAsync(upload.Id, new ForwardMessage(upload).Content, cancellationToken) is { } kept)
            return kept;
        if (upload.RecordedBy != RecordedBy.Callback)
            return ForwardedAnswer.Without(ForwardErrors.NotForwarded);
        return ForwardedAnswer.Without(time.GetUtcNow() - upload.StoredAt > LongOver ? ForwardErrors.Interrupted : ForwardErrors.Pending);
    }

    /// <summary>The same, waiting for an answer that is on its way. The other delivery may be another replica's, so the ledger is asked, ever more seldom.</summary>
    public async Task<ForwardedAnswer> WaitAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        try
        {
            for (var pause = FirstPause; ; pause = Shorter(2 * pause, LongestPause))
            {
                if (await ExecuteAsync(upload, cancellationToken) is { Error: not ForwardErrors.Pending } known)
                    return known;
                await Task.Delay(pause, time, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is LedgerUnavailableException or OperationCanceledException)
        {
            return ForwardedAnswer.Without(ForwardErrors.Pending);
        }
    }

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
