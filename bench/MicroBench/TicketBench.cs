using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Options;
using SignGateway.Tickets;

namespace MicroBench;

[MemoryDiagnoser(displayGenColumns: false)]
public class TicketBench
{
    private readonly TicketSealer _sealer = new(
        new TicketKeyRing(Options.Create(new TicketOptions { Keys = { new TicketKeyOptions { Id = "bench", Secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) } } })),
        RandomNumberGenerator.Create());

    private readonly Ticket _ticket = new()
    {
        UploadId = UploadId.Create(DateTimeOffset.UtcNow),
        Owner = "alice",
        Profile = "default",
        Location = TicketDigest.OfLocation("bench-bucket", "uploads/2026/01/02/01jgfjjz00000000000000000a.png"),
        Vars = TicketDigest.OfVars([new("album", "7")]),
        MinBytes = 48213,
        MaxBytes = 48213,
        ContentType = "image/png",
        FileName = "cat photo.png",
        IssuedAt = DateTimeOffset.UtcNow,
        ExpiresAt = DateTimeOffset.UtcNow.AddMinutes(10),
    };

    private string _sealed = "";

    [GlobalSetup]
    public void SetUp()
    {
        _sealed = Seal();
        if (Open() is not TicketOutcome.Opened)
            throw new InvalidOperationException("The ticket does not open.");
    }

    [Benchmark]
    public string Seal() => _sealer.Seal(_ticket, TicketPurpose.Callback);

    [Benchmark]
    public TicketOutcome Open() => _sealer.Open(_sealed, TicketPurpose.Callback);
}
