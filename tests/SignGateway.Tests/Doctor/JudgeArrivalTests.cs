using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using SignGateway.Callbacks;
using SignGateway.Doctor;
using SignGateway.Doctor.Reach;
using SignGateway.Tests.Infrastructure;
using SignGateway.Tickets;
using Xunit;

namespace SignGateway.Tests.Doctor;

public sealed class JudgeArrivalTests
{
    private const string Url = "https://www.example.com/uploads/v1/callbacks/oss";

    private static readonly SentProbe Sent = new(Url, new ProbeSealer(
        new TicketKeyRing(Options.Create(new TicketOptions { Keys = { new TicketKeyOptions { Id = "k1", Secret = Convert.ToBase64String(new byte[32]) } } })),
        RandomNumberGenerator.Create(), new SetTime()));

    private static readonly ProbeArrival Unchanged = new(
        "/uploads/v1/callbacks/oss", SentProbe.Query, "", ["/uploads/v1/callbacks/oss"], ProbeHeader.AsSent, KeyUrl: true, Sent.BodyDigest, "HTTP/1.1");

    [Fact]
    public void what_arrives_as_it_was_sent_needs_no_word() => Assert.Empty(JudgeArrival.Of(Url, Sent, Unchanged));

    [Fact]
    public void a_prefix_that_is_taken_off_and_told_is_as_it_should_be()
    {
        var finding = Assert.Single(JudgeArrival.Of(Url, Sent, Unchanged with { Path = "/v1/callbacks/oss", PathBase = "/uploads" }));
        Assert.Equal(("callback_path_changed", FindingLevel.Ok), (finding.Code, finding.Level));
    }

    [Fact]
    public void another_prefix_than_the_one_that_is_told_is_warned_of() =>
        Assert.Equal(FindingLevel.Warning, Assert.Single(JudgeArrival.Of(Url, Sent, Unchanged with { Path = "/v1/callbacks/oss", PathBase = "/up" })).Level);
}
