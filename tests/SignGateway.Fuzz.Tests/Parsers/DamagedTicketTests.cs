using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using SignGateway.Fuzz.Tests.Mutation;
using SignGateway.Tickets;
using Xunit;

namespace SignGateway.Fuzz.Tests.Parsers;

/// <summary>Nothing opens but what was sealed, for the purpose that it was sealed for.</summary>
public sealed class DamagedTicketTests
{
    private static readonly TicketSealer Sealer = new(new TicketKeyRing(Options.Create(new TicketOptions
    {
        Keys = { new TicketKeyOptions { Id = "k1", Secret = Secret() }, new TicketKeyOptions { Id = "k2", Secret = Secret() } },
    })), RandomNumberGenerator.Create());

    [Fact]
    public void a_damaged_ticket_never_opens() => FuzzRun.Each(FuzzRun.Cases, random =>
    {
        var mutator = new Mutator(random);
        var (purpose, right) = (mutator.Pick([TicketPurpose.Callback, TicketPurpose.Object]), Sealer.Seal(Ticket(random), TicketPurpose.Callback));
        var text = random.Next(3) switch
        {
            0 => Encoding.UTF8.GetString(mutator.Damage(Encoding.ASCII.GetBytes(right))),
            1 => Base64Url.EncodeToString(mutator.Damage(Base64Url.DecodeFromChars(right))),
            _ => mutator.OneIn(9) ? right : mutator.Damage(right),
        };

        var isRight = text == right && purpose == TicketPurpose.Callback;
        if (Sealer.Open(text, purpose) is TicketOutcome.Opened != isRight)
            throw new FuzzException($"{purpose} {right} {text}");
        // What names a ticket without its key reads anything too.
        TicketHead.Read(text);
    });

    private static Ticket Ticket(Random random) => new()
    {
        UploadId = UploadId.Create(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero), RandomNumberGenerator.GetBytes(10)),
        Owner = $"user-{random.Next()}",
        Profile = "default",
        Location = TicketDigest.OfLocation("photos", $"uploads/{random.Next()}.png"),
        Vars = TicketDigest.OfVars(new Dictionary<string, string> { ["album"] = $"{random.Next()}" }),
        MinBytes = 1,
        MaxBytes = random.NextInt64(1, long.MaxValue),
        ContentType = "image/png",
        FileName = "cat photo.png",
        IssuedAt = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero),
        ExpiresAt = new DateTimeOffset(2026, 1, 1, 12, 10, 0, TimeSpan.Zero),
    };

    private static string Secret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
