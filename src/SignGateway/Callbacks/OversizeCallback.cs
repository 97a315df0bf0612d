using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Callbacks;

/// <summary>
/// A genuine callback, with a good ticket, tells of another size than was granted. No form gets so far, but OSS holds nothing else down beforehand: the object is
/// looked at, and turned away if it is so. The callback itself is refused either way.
/// </summary>
internal sealed class OversizeCallback(IUploadLedger ledger, LookAtObject look, TurnAway turnAway)
{
    public async Task ExecuteAsync(Ticket ticket, CallbackDeadline deadline)
    {
        if (ticket.Method == UploadMethod.Post || ticket.IsPrefix)
            return;
        if (await ledger.FindAsync(ticket.UploadId, deadline.ForLedger()) is not { } upload)
            return;
        try
        {
            var token = deadline.ForLook();
            await turnAway.ExecuteAsync(upload, await look.ExecuteAsync(upload, token), token);
        }
        catch (OperationCanceledException)
        {
            // The sweep comes to it later.
        }
    }
}
