using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SignGateway.Profiles;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Privacy;

/// <summary>
/// Forgets records that have been at their end for as long as configuration says, and erased ones at once; none before the sweep's last look. Its services
/// are asked for late, because it is made before options are checked.
/// </summary>
internal sealed partial class ForgetRecords(IServiceProvider services, TimeProvider time, ILogger<ForgetRecords> logger) : HourlyForgetting(time, TimeSpan.FromMinutes(3))
{
    // Each has a row in every index, and others write between two batches.
    private const int Records = 100;

    // Another replica's clock may be behind, and still take a callback.
    private static readonly TimeSpan ClockMargin = TimeSpan.FromMinutes(10);

    protected override async Task ForgetAsync(CancellationToken cancellationToken)
    {
        if (services.GetService<IPersonalData>() is not { } data)
            return;

        var options = services.GetRequiredService<IOptions<RetentionOptions>>().Value;
        await RepeatAsync(() => data.ForgetLeftoversAsync(Time.GetUtcNow() - ClockMargin, Batch, cancellationToken), cancellationToken);
        await ForgetAllAsync(data, null, TimeSpan.Zero, cancellationToken);
        if (options.Expired is { } expired)
        {
            await ForgetAllAsync(data, UploadState.Expired, expired, cancellationToken);
            await ForgetAllAsync(data, UploadState.Prefix, expired, cancellationToken);
        }

        if (options.Deleted is { } deleted)
            await ForgetAllAsync(data, UploadState.Deleted, deleted, cancellationToken);
        if (options.Rejected is { } rejected)
            await ForgetRejectedAsync(data, rejected, cancellationToken);
    }

    protected override void Failed(string reason) => NotForgotten(logger, reason);

    private Task ForgetAllAsync(IPersonalData data, UploadState? state, TimeSpan age, CancellationToken cancellationToken) => RepeatAsync(
        async () => await data.ForgetAsync(await data.ListForgettableAsync(What(state, age), 0, Records, cancellationToken), cancellationToken), cancellationToken, Records);

    // With its record an object would be out of everybody's sight; so it goes first, and where OSS does not answer both stay.
    private async Task ForgetRejectedAsync(IPersonalData data, TimeSpan age, CancellationToken cancellationToken)
    {
        var (delete, left) = (services.GetRequiredService<DeleteUpload>(), 0);
        await RepeatAsync(
            async () =>
            {
                var found = await data.ListForgettableAsync(What(UploadState.Rejected, age), left, Records, cancellationToken);
                var gone = new List<UploadRecord>();
                foreach (var upload in found)
                {
                    if (await delete.RemoveObjectAsync(upload, cancellationToken) != ObjectRemoval.Unavailable)
                        gone.Add(upload);
                }

                left += found.Count - await data.ForgetAsync(gone, cancellationToken);
                return gone.Count == 0 ? 0 : found.Count;
            },
            cancellationToken,
            Records);
    }

    private Forgettable What(UploadState? state, TimeSpan age)
    {
        var now = Time.GetUtcNow();
        var keeping = services.GetRequiredService<ProfileCatalog>().All.Where(profile => profile.Options.KeepDeletedObjects).Select(profile => profile.Name).ToList();
        return new Forgettable(state, now - services.GetRequiredService<IOptions<TicketOptions>>().Value.Grace - ClockMargin, now - age, keeping);
    }

    [LoggerMessage(8101, LogLevel.Warning, "Records that may be forgotten were left; it is tried again in an hour: {Reason}")]
    private static partial void NotForgotten(ILogger logger, string reason);
}
