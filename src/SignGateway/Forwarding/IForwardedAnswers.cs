using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Forwarding;

/// <summary>
/// What the application answered, kept beside the record so that every repeat of the callback gets it again, on any replica.
/// All methods throw <see cref="LedgerUnavailableException"/> when the store cannot be reached or does not answer in time.
/// </summary>
public interface IForwardedAnswers
{
    /// <summary>Keeps the answer for an object of an upload, unless one is kept already; answers what is kept.</summary>
    Task<ForwardedAnswer> KeepAsync(UploadId id, string content, ForwardedAnswer answer, CancellationToken cancellationToken);

    /// <summary>What is kept; null if nothing is.</summary>
    Task<ForwardedAnswer?> FindAsync(UploadId id, string content, CancellationToken cancellationToken);
}
