using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using SignGateway.Tickets;
using Xunit;

namespace SignGateway.Tests.Tickets;

public sealed class TicketHeadTests
{
    private static readonly DateTimeOffset Issued = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Ticket _ticket = new()
    {
        UploadId = UploadId.Create(Issued),
        Owner = "alice",
        Profile = "default",
        Location = TicketDigest.OfLocation("b", "k"),
        Vars = TicketDigest.OfVars([]),
        MinBytes = 1,
        MaxBytes = 2,
        ContentType = "image/png",
        FileName = "a.png",
        IssuedAt = Issued,
        ExpiresAt = Issued.AddMinutes(10),
    };

    [Theory]
    [InlineData(TicketPurpose.Callback)]
    [InlineData(TicketPurpose.Object)]
    public void tells_what_a_ticket_says_in_the_clear(TicketPurpose purpose) =>
        Assert.Equal(new TicketHead(purpose, "k-1", _ticket.UploadId), TicketHead.Read(Seal(purpose)));

    [Fact]
    public void whatever_is_shaped_otherwise_has_none()
    {
        var bytes = Base64Url.DecodeFromChars(Seal(TicketPurpose.Callback));
        foreach (var (at, value) in new (int, byte)[] { (0, 2), (1, 3), (2, 0), (2, 17), (2, 255), (3, (byte)' ') })
        {
            var changed = bytes.ToArray();
            changed[at] = value;
            Assert.Null(TicketHead.Read(Base64Url.EncodeToString(changed)));
        }

        Assert.Null(TicketHead.Read(Base64Url.EncodeToString(bytes.AsSpan(0, 40))));
        Assert.Null(TicketHead.Read(""));
        Assert.Null(TicketHead.Read("AQE!"));
        Assert.Null(TicketHead.Read(Seal(TicketPurpose.Callback) + new string('A', 2000)));
    }

    private string Seal(TicketPurpose purpose)
    {
        var key = new TicketKeyOptions { Id = "k-1", Secret = Convert.ToBase64String(new byte[32]) };
        return new TicketSealer(new TicketKeyRing(Options.Create(new TicketOptions { Keys = { key } })), RandomNumberGenerator.Create()).Seal(_ticket, purpose);
    }
}
