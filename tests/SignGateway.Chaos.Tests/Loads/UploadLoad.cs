using System.Globalization;
using SignGateway.Chaos.Tests.Fleets;

namespace SignGateway.Chaos.Tests.Loads;

/// <summary>Many uploaders at once, for several users.</summary>
internal sealed class UploadLoad : IDisposable
{
    private const int Users = 6;
    private const int DeletesOneIn = 20;
    private const int SlowestStartMilliseconds = 3000;

    private readonly ChaosSettings _settings;
    private readonly Course _course;
    private readonly Dictionary<string, ReplicaClient> _clients;
    private int _last = -1;

    public UploadLoad(ChaosSettings settings, Fleet fleet, Course course)
    {
        _settings = settings;
        _course = course;
        _clients = Enumerable.Range(0, Users).Select(number => string.Create(CultureInfo.InvariantCulture, $"user-{number}")).ToDictionary(user => user, user => new ReplicaClient(fleet, fleet.TokenFor(user)));
        Uploads = [.. Enumerable.Range(0, settings.Uploads).Select(Deal)];
    }

    public IReadOnlyList<Upload> Uploads { get; }

    public Task RunAsync(CancellationToken cancellationToken) => AtOnceAsync(async () =>
    {
        for (var number = Next(); number < Uploads.Count; number = Next())
            await UploadAsync(Uploads[number], cancellationToken);
    });

    /// <summary>What users do once all is well again: ask again for the deletes that failed and, where nobody leaves, for what they never saw stored.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        var open = new Queue<Upload>(Uploads.Where(upload => (upload.IsDeleteAsked && !upload.IsSeenDeleted) || (IsOpen(upload) && _settings.Leavers == 0)));
        await AtOnceAsync(async () =>
        {
            while (!cancellationToken.IsCancellationRequested && Take(open) is { } upload)
            {
                var uploader = new Uploader(_clients[upload.User]);
                await (upload.IsDeleteAsked ? uploader.DeleteAsync(upload) : uploader.ConfirmAsync(upload));
            }
        });
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values)
            client.Dispose();
    }

    private async Task UploadAsync(Upload upload, CancellationToken cancellationToken)
    {
        var chance = _settings.Chance(-1 - upload.Number);
        var place = await _course.EnterAsync(upload.Number, cancellationToken);
        // Half of the first start at once, as the fault comes, the others while it lasts.
        if (place < 2 * _settings.Uploaders && place % 2 == 1)
            await Task.Delay(chance.Next(SlowestStartMilliseconds), cancellationToken);
        var uploader = new Uploader(_clients[upload.User]);
        await uploader.UploadAsync(upload, leaves: chance.Next(100) < _settings.Leavers, deletes: chance.Next(DeletesOneIn) == 0);
    }

    private Upload Deal(int number)
    {
        var chance = _settings.Chance(number);
        var user = _clients.Keys.ElementAt(chance.Next(Users));
        var (file, contentType) = SmallFiles.Next(chance);
        return new Upload(number, user, file, contentType);
    }

    private int Next() => Interlocked.Increment(ref _last);

    private Task AtOnceAsync(Func<Task> work) => Task.WhenAll(Enumerable.Range(0, _settings.Uploaders).Select(_ => work()));

    private static bool IsOpen(Upload upload) => upload is { Id: not null, IsSeenStored: false, IsDeleteAsked: false };

    private static Upload? Take(Queue<Upload> open)
    {
        lock (open)
            return open.TryDequeue(out var upload) ? upload : null;
    }
}
