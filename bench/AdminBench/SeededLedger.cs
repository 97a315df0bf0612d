using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SignGateway.Storage;
using SignGateway.Storage.Migrations;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace AdminBench;

/// <summary>
/// A ledger as ninety days leave it behind: ordinary users with about fifty uploads each, one who has every hundredth upload,
/// one upload in twenty never finished.
/// </summary>
internal sealed record SeededLedger(DateTimeOffset First, DateTimeOffset Last, int Uploads)
{
    public const string HeavyUser = "user-heavy";

    private const int Callers = 64;

    public int Users => Uploads / 50;

    public string User(int number) => $"user-{number % Users:d6}";

    public DateTimeOffset At(double share) => First + (Last - First) * share;

    /// <summary>Fills it the way the gateway does, one record after the other.</summary>
    public static async Task<SeededLedger> FillAsync(LedgerAt at, int uploads)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(at.Settings(":")!).Build();
        await using var services = new ServiceCollection().AddLogging().AddSignGatewayStorage(configuration, AppContext.BaseDirectory).BuildServiceProvider();
        await services.GetRequiredService<LedgerMigrator>().MigrateAsync(CancellationToken.None);
        var ledger = services.GetRequiredService<IUploadLedger>();
        var now = DateTimeOffset.UtcNow;
        var seeded = new SeededLedger(now.AddDays(-90), now, uploads);
        var watch = Stopwatch.StartNew();
        await Parallel.ForAsync(0, uploads, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (number, token) =>
        {
            var upload = seeded.Upload(number);
            if (number % 20 == 7)
                await ledger.NoteAsync([upload], null, token);
            else
                await ledger.RecordAsync(Stored(upload), token);
        });
        await at.SettleAsync();
        Console.WriteLine($"{at.Provider}: {uploads} uploads recorded in {watch.Elapsed.TotalSeconds:F0} s");
        return seeded;
    }

    private UploadRecord Upload(int number)
    {
        var at = At((double)number / Uploads);
        var id = UploadId.Create(at);
        return new UploadRecord
        {
            Id = id,
            // A step that shares no factor with the users' number visits all of them.
            Owner = number % 100 == 0 ? HeavyUser : User((int)(number * 7919L % Users)),
            Profile = number % 3 == 0 ? "pictures" : "default",
            Bucket = "bench-bucket",
            Key = $"{Day(at)}{id}.png",
            State = UploadState.Issued,
            FileName = "cat photo.png",
            ContentType = number % 5 == 0 ? "application/pdf" : "image/png",
            Size = 1000 + number % 100_000,
            Vars = new Dictionary<string, string> { ["album"] = (number % 10).ToString(CultureInfo.InvariantCulture) },
            IssuedAt = at,
            ExpiresAt = at.AddMinutes(10),
            LookAt = Last.AddDays(1),
        };
    }

    /// <summary>What the keys of one day begin with.</summary>
    public static string Day(DateTimeOffset at) => at.ToString("'uploads/'yyyy'/'MM'/'dd'/'", CultureInfo.InvariantCulture);

    private static UploadRecord Stored(UploadRecord granted)
    {
        var stored = granted with
        {
            State = UploadState.Stored,
            ETag = "5D41402ABC4B2A76B9719D911017C592",
            Crc64 = "18446744073709551615",
            Image = new ImageInfo(800, 600, "png"),
            StoredAt = granted.IssuedAt.AddSeconds(5),
            RecordedBy = RecordedBy.Callback,
            Evidence = Evidence.Callback,
            LookAt = null,
        };
        return stored with { Answer = UploadJson.ToText(stored) };
    }
}
