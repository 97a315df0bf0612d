using System.Buffers.Text;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using SignGateway.Tickets;
using Xunit;

namespace SignGateway.Tests.Tickets;

public sealed class TicketSealerTests
{
    private static readonly DateTimeOffset Issued = new(2026, 1, 1, 12, 0, 0, 123, TimeSpan.Zero);
    private static readonly string Secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private readonly TicketSealer _sealer = Sealer(new TicketKeyOptions { Id = "k1", Secret = Secret });

    [Theory]
    [InlineData(TicketPurpose.Callback)]
    [InlineData(TicketPurpose.Object)]
    public void opens_what_it_sealed(TicketPurpose purpose)
    {
        var ticket = ATicket();
        var opened = Assert.IsType<TicketOutcome.Opened>(_sealer.Open(_sealer.Seal(ticket, purpose), purpose)).Ticket;
        Assert.Equal(ticket.UploadId, opened.UploadId);
        Assert.Equal(ticket.Owner, opened.Owner);
        Assert.Equal(ticket.Profile, opened.Profile);
        Assert.Equal(ticket.Location.ToArray(), opened.Location.ToArray());
        Assert.Equal(ticket.Vars.ToArray(), opened.Vars.ToArray());
        Assert.Equal(ticket.MinBytes, opened.MinBytes);
        Assert.Equal(ticket.MaxBytes, opened.MaxBytes);
        Assert.Equal(ticket.ContentType, opened.ContentType);
        Assert.Equal(ticket.FileName, opened.FileName);
        Assert.Equal(ticket.IssuedAt, opened.IssuedAt);
        Assert.Equal(ticket.ExpiresAt, opened.ExpiresAt);
    }

    [Theory]
    [InlineData(UploadMethod.Post)]
    [InlineData(UploadMethod.Put)]
    [InlineData(UploadMethod.Multipart)]
    [InlineData(UploadMethod.Sdk)]
    public void keeps_the_method(UploadMethod method)
    {
        var sealedText = _sealer.Seal(ATicket() with { Method = method }, TicketPurpose.Callback);
        Assert.Equal(method, Assert.IsType<TicketOutcome.Opened>(_sealer.Open(sealedText, TicketPurpose.Callback)).Ticket.Method);
    }

    [Fact]
    public void a_form_ticket_has_no_byte_more_than_before_there_were_methods() =>
        Assert.Equal(
            Base64Url.DecodeFromChars(_sealer.Seal(ATicket(), TicketPurpose.Callback)).Length + 1,
            Base64Url.DecodeFromChars(_sealer.Seal(ATicket() with { Method = UploadMethod.Put }, TicketPurpose.Callback)).Length);

    [Fact]
    public void a_ticket_is_sealed_as_its_format_says()
    {
        var ticket = ATicket();
        var bytes = Base64Url.DecodeFromChars(_sealer.Seal(ticket, TicketPurpose.Object));
        Assert.Equal([1, 2, 2, (byte)'k', (byte)'1'], bytes[..5]);
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, Convert.FromBase64String(Secret), 32, "sign-gateway ticket"u8.ToArray(), [2, .. bytes[5..21]]);
        using var cipher = new AesGcm(key, 16);
        var content = new byte[bytes.Length - 21 - 12 - 16];
        cipher.Decrypt(bytes.AsSpan(21, 12), bytes.AsSpan(33, content.Length), bytes.AsSpan(^16), content, bytes.AsSpan(0, 21));
        Assert.StartsWith("\u0005alice\u0007default", Encoding.Latin1.GetString(content), StringComparison.Ordinal);
        Assert.Contains("\u0009image/png\u000dcat photo.png", Encoding.Latin1.GetString(content), StringComparison.Ordinal);
    }

    [Fact]
    public void sealing_into_a_buffer_is_the_same_ticket()
    {
        var text = new byte[TicketSealer.MaxLength];
        var length = _sealer.Seal(ATicket(), TicketPurpose.Callback, text);
        Assert.IsType<TicketOutcome.Opened>(_sealer.Open(Encoding.ASCII.GetString(text, 0, length), TicketPurpose.Callback));
    }

    [Fact]
    public void sealing_twice_gives_different_bytes() =>
        Assert.NotEqual(_sealer.Seal(ATicket(), TicketPurpose.Callback), _sealer.Seal(ATicket(), TicketPurpose.Callback));

    [Fact]
    public void says_nothing_about_the_user_in_the_clear()
    {
        var bytes = Base64Url.DecodeFromChars(_sealer.Seal(ATicket(), TicketPurpose.Object));
        Assert.DoesNotContain("alice", Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TicketPurpose.Callback, TicketPurpose.Object)]
    [InlineData(TicketPurpose.Object, TicketPurpose.Callback)]
    public void neither_purpose_opens_as_the_other(TicketPurpose sealedAs, TicketPurpose openedAs) =>
        Refused(_sealer.Open(_sealer.Seal(ATicket(), sealedAs), openedAs));

    [Fact]
    public void a_purpose_byte_that_is_changed_does_not_help()
    {
        var bytes = Base64Url.DecodeFromChars(_sealer.Seal(ATicket(), TicketPurpose.Object));
        bytes[1] = (byte)TicketPurpose.Callback;
        Refused(_sealer.Open(Base64Url.EncodeToString(bytes), TicketPurpose.Callback));
    }

    [Fact]
    public void refuses_a_ticket_with_any_single_byte_changed()
    {
        var bytes = Base64Url.DecodeFromChars(_sealer.Seal(ATicket(), TicketPurpose.Callback));
        for (var index = 0; index < bytes.Length; index++)
        {
            var altered = bytes.ToArray();
            altered[index] ^= 1;
            Refused(_sealer.Open(Base64Url.EncodeToString(altered), TicketPurpose.Callback));
        }
    }

    [Fact]
    public void refuses_a_ticket_cut_off_anywhere()
    {
        var text = _sealer.Seal(ATicket(), TicketPurpose.Callback);
        for (var length = 0; length < text.Length; length++)
            Refused(_sealer.Open(text[..length], TicketPurpose.Callback));
    }

    [Theory]
    [InlineData(" {0}")]
    [InlineData("{0}\n")]
    [InlineData("{0}=")]
    [InlineData("{0}AAAA")]
    public void a_ticket_has_one_spelling_only(string spelling) =>
        Refused(_sealer.Open(string.Format(null, spelling, _sealer.Seal(ATicket(), TicketPurpose.Callback)), TicketPurpose.Callback));

    [Fact]
    public void refuses_a_ticket_of_another_ring() =>
        Refused(_sealer.Open(Sealer(new TicketKeyOptions { Id = "k1", Secret = Convert.ToBase64String(new byte[32]) }).Seal(ATicket(), TicketPurpose.Callback), TicketPurpose.Callback));

    [Fact]
    public void an_accepting_key_still_opens_both_purposes()
    {
        var rotated = Sealer(new TicketKeyOptions { Id = "k2", Secret = Convert.ToBase64String(new byte[32]) }, new TicketKeyOptions { Id = "k1", Secret = Secret });
        Assert.IsType<TicketOutcome.Opened>(rotated.Open(_sealer.Seal(ATicket(), TicketPurpose.Callback), TicketPurpose.Callback));
        Assert.IsType<TicketOutcome.Opened>(rotated.Open(_sealer.Seal(ATicket(), TicketPurpose.Object), TicketPurpose.Object));
    }

    [Fact]
    public void an_archived_key_opens_object_tickets_only()
    {
        var rotated = Sealer(new TicketKeyOptions { Id = "k2", Secret = Convert.ToBase64String(new byte[32]) }, new TicketKeyOptions { Id = "k1", Secret = Secret, Use = "archive" });
        Refused(rotated.Open(_sealer.Seal(ATicket(), TicketPurpose.Callback), TicketPurpose.Callback));
        Assert.IsType<TicketOutcome.Opened>(rotated.Open(_sealer.Seal(ATicket(), TicketPurpose.Object), TicketPurpose.Object));
    }

    [Fact]
    public void the_largest_ticket_stays_within_its_budget()
    {
        var sealer = Sealer(new TicketKeyOptions { Id = new string('k', 16), Secret = Secret });
        var ticket = ATicket() with
        {
            Method = UploadMethod.Sdk,
            Owner = new string('u', 128),
            Profile = new string('p', 32),
            MinBytes = 5L << 30,
            MaxBytes = 5L << 30,
            ContentType = new string('t', 127),
            FileName = new string('文', 85),
            ExpiresAt = Issued.AddDays(7),
            Trace = ATrace(),
        };
        Assert.InRange(Base64Url.DecodeFromChars(sealer.Seal(ticket, TicketPurpose.Callback)).Length, 600, TicketSealer.MaxBytes);
    }

    [Fact]
    public void a_trace_travels_along_and_costs_its_ids_and_the_method_only()
    {
        var trace = ATrace();
        var (without, with) = (_sealer.Seal(ATicket(), TicketPurpose.Callback), _sealer.Seal(ATicket() with { Trace = trace }, TicketPurpose.Callback));
        var opened = Assert.IsType<TicketOutcome.Opened>(_sealer.Open(with, TicketPurpose.Callback)).Ticket;
        Assert.Equal((trace.TraceId, trace.SpanId, ActivityTraceFlags.Recorded, true), (opened.Trace.TraceId, opened.Trace.SpanId, opened.Trace.TraceFlags, opened.Trace.IsRemote));
        Assert.Equal(25, Base64Url.DecodeFromChars(with).Length - Base64Url.DecodeFromChars(without).Length);
        Assert.Equal(default, Assert.IsType<TicketOutcome.Opened>(_sealer.Open(without, TicketPurpose.Callback)).Ticket.Trace);
    }

    [Fact]
    public void a_trace_that_there_is_no_room_for_is_left_out_and_nothing_else()
    {
        var sealer = Sealer(new TicketKeyOptions { Id = new string('k', 16), Secret = Secret });
        var ticket = ATicket() with
        {
            Owner = new string('u', 128),
            Profile = new string('p', 32),
            MinBytes = 5L << 30,
            MaxBytes = 5L << 30,
            ContentType = new string('t', 127),
            FileName = new string('文', 85),
            ExpiresAt = Issued.AddDays(7),
            Trace = ATrace(),
        };
        var opened = Assert.IsType<TicketOutcome.Opened>(sealer.Open(sealer.Seal(ticket, TicketPurpose.Callback), TicketPurpose.Callback)).Ticket;
        Assert.Equal((ticket.FileName, default), (opened.FileName, opened.Trace));
    }

    [Fact]
    public void vars_have_one_digest_whatever_their_order() =>
        Assert.Equal(
            TicketDigest.OfVars([new("a", "1"), new("b", "2")]),
            TicketDigest.OfVars([new("b", "2"), new("a", "1")]));

    [Fact]
    public void vars_that_only_look_alike_when_joined_have_different_digests() =>
        Assert.NotEqual(TicketDigest.OfVars([new("a", "bc")]), TicketDigest.OfVars([new("ab", "c")]));

    [Fact]
    public void a_digest_is_of_every_part_with_its_length_in_front() =>
        Assert.Equal(
            SHA256.HashData([0, 0, 0, 1, (byte)'a', 0, 0, 0, 2, (byte)'1', (byte)'2', 0, 0, 0, 1, (byte)'b', 0, 0, 0, 3, .. "文"u8])[..TicketDigest.Length],
            TicketDigest.OfVars([new("b", "文"), new("a", "12")]));

    [Fact]
    public void a_digest_of_much_is_of_all_of_it() =>
        Assert.Equal(
            SHA256.HashData([0, 0, 0, 1, (byte)'a', 0, 0, 16, 0, .. new string('x', 4096).Select(letter => (byte)letter)])[..TicketDigest.Length],
            TicketDigest.OfVars([new("a", new string('x', 4096))]));

    private static void Refused(TicketOutcome outcome) => Assert.IsType<TicketOutcome.Refused>(outcome);

    private static TicketSealer Sealer(params TicketKeyOptions[] keys) =>
        new(new TicketKeyRing(Options.Create(new TicketOptions { Keys = [.. keys] })), RandomNumberGenerator.Create());

    private static ActivityContext ATrace() => new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);

    internal static Ticket ATicket() => new()
    {
        UploadId = UploadId.Create(Issued),
        Owner = "alice",
        Profile = "default",
        Location = TicketDigest.OfLocation("demo-bucket", "uploads/x.png"),
        Vars = TicketDigest.OfVars([new("album", "7")]),
        MinBytes = 1,
        MaxBytes = 1000,
        ContentType = "image/png",
        FileName = "cat photo.png",
        IssuedAt = Issued,
        ExpiresAt = Issued.AddMinutes(10),
    };
}
