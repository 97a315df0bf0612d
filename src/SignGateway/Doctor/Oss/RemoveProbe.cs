using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Doctor.Oss;

/// <summary>Takes a probe upload away as an owner does, also where its profile keeps what is deleted, and where the object came without its callback.</summary>
internal sealed class RemoveProbe(IUploadLedger ledger, DeleteUpload delete)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>What is left, or null. It has a time of its own: who has lost patience with the upload wants it gone all the more.</summary>
    public async Task<Finding?> ExecuteAsync(UploadId id)
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            if (await ledger.FindAsync(id, limit.Token) is not { } upload)
                return null;
            var removal = await delete.RemoveObjectAsync(upload, limit.Token);
            var problem = await delete.ExecuteAsync(upload, limit.Token);
            return removal is ObjectRemoval.Unavailable || problem is not null ? Left($"{upload.Bucket}/{upload.Key}") : null;
        }
        catch (Exception exception) when (exception is LedgerUnavailableException or OperationCanceledException)
        {
            return Left($"of upload {id}");
        }
    }

    private static Finding Left(string what) => Finding.Warning(
        "probe_left", $"The probe object {what} could not be deleted.", "Delete it by hand, or wait for the sweep, which tries again as soon as it may.");
}
