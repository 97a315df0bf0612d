namespace SignGateway.Uploads;

/// <summary>
/// The fast path against repeated callbacks: of many callers with one key, one holds the claim and the others find its answer.
/// Losing the guard's memory is harmless: the ledger has the last word.
/// All methods throw <see cref="GuardUnavailableException"/> when the store cannot be reached or does not answer in time.
/// </summary>
public interface IReplayGuard
{
    /// <summary>Claims a key in one atomic step, for <paramref name="lease"/> at the most.</summary>
    Task<GuardClaim> ClaimAsync(string key, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Stores the answer that repeats of the key get for <paramref name="keep"/>; ends any claim on it.</summary>
    Task AnswerAsync(string key, string answer, TimeSpan keep, CancellationToken cancellationToken);

    /// <summary>Gives a claim back unanswered, if it is still held by this token.</summary>
    Task ReleaseAsync(string key, string token, CancellationToken cancellationToken);

    /// <summary>Forgets the answer that repeats of the key get. As it stands it stores one that is over at once.</summary>
    Task ForgetAsync(string key, CancellationToken cancellationToken) => AnswerAsync(key, "", TimeSpan.FromMilliseconds(1), cancellationToken);

    /// <summary>Returns if the guard works now.</summary>
    Task ProbeAsync(CancellationToken cancellationToken);
}
