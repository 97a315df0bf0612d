using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using SignGateway.Tests.Infrastructure;
using SignGateway.Tickets;
using Xunit;

namespace SignGateway.Tests.Tickets;

public sealed class ProbeSealerTests
{
    private static readonly string Secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private readonly SetTime _time = new();
    private readonly ProbeSealer _sealer;

    public ProbeSealerTests() => _sealer = Sealer(Ring(("k1", Secret, "current")));

    [Fact]
    public void an_answer_proves_itself_to_who_asked()
    {
        var (question, mark) = _sealer.Ask();
        Assert.True(_sealer.Proves(_sealer.Reply(question, "told"u8)!, mark, "told"u8));
    }

    [Fact]
    public void an_answer_to_another_question_proves_nothing()
    {
        var (question, _) = _sealer.Ask();
        Assert.False(_sealer.Proves(_sealer.Reply(question, "told"u8)!, _sealer.Ask().Mark, "told"u8));
    }

    [Fact]
    public void what_is_told_cannot_be_changed_on_the_way()
    {
        var (question, mark) = _sealer.Ask();
        Assert.False(_sealer.Proves(_sealer.Reply(question, "told"u8)!, mark, "sold"u8));
    }

    [Fact]
    public void a_question_sent_back_is_no_answer()
    {
        var (question, mark) = _sealer.Ask();
        Assert.False(_sealer.Proves(question, mark, []));
    }

    [Fact]
    public void an_answer_is_no_question()
    {
        var answer = _sealer.Reply(_sealer.Ask().Text, [])!;
        Assert.Null(_sealer.Reply(answer, []));
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(61, false)]
    [InlineData(-60, true)]
    [InlineData(-61, false)]
    public void a_question_counts_for_a_minute_by_either_clock(int seconds, bool counts)
    {
        var question = _sealer.Ask().Text;
        _time.Pass(TimeSpan.FromSeconds(seconds));
        Assert.Equal(counts, _sealer.Reply(question, []) is not null);
    }

    [Fact]
    public void another_ring_does_not_answer()
    {
        var other = Sealer(Ring(("k1", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), "current")));
        Assert.Null(other.Reply(_sealer.Ask().Text, []));
    }

    [Theory]
    [InlineData("accepting", true)]
    [InlineData("archive", false)]
    public void a_key_that_still_accepts_answers_and_an_archived_one_does_not(string use, bool answers)
    {
        var rotated = Sealer(Ring(("k2", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), "current"), ("k1", Secret, use)));
        var (question, mark) = _sealer.Ask();
        Assert.Equal(answers, rotated.Reply(question, []) is { } answer && _sealer.Proves(answer, mark, []));
    }

    [Fact]
    public void a_ticket_of_the_same_key_is_no_question_and_a_question_no_ticket()
    {
        var tickets = new TicketSealer(Ring(("k1", Secret, "current")), RandomNumberGenerator.Create());
        var ticket = tickets.Seal(TicketSealerTests.ATicket(), TicketPurpose.Callback);
        Assert.Null(_sealer.Reply(ticket, []));
        Assert.IsType<TicketOutcome.Refused>(tickets.Open(_sealer.Ask().Text, TicketPurpose.Callback));
    }

    [Fact]
    public void a_question_with_any_single_byte_changed_or_cut_off_anywhere_is_none()
    {
        var question = _sealer.Ask().Text;
        var bytes = Base64Url.DecodeFromChars(question);
        for (var index = 0; index < bytes.Length; index++)
        {
            var altered = bytes.ToArray();
            altered[index] ^= 1;
            Assert.Null(_sealer.Reply(Base64Url.EncodeToString(altered), []));
            Assert.Null(_sealer.Reply(Base64Url.EncodeToString(bytes.AsSpan(0, index)), []));
        }

        Assert.NotNull(_sealer.Reply(question, []));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not Base64!")]
    [InlineData("AQ")]
    [InlineData("Af8")]
    public void what_is_no_question_is_none(string text) => Assert.Null(_sealer.Reply(text, []));

    [Fact]
    public void what_is_far_too_long_is_none() => Assert.Null(_sealer.Reply(new string('A', 4000), []));

    [Fact]
    public void asking_twice_gives_different_questions()
    {
        var (first, second) = (_sealer.Ask(), _sealer.Ask());
        Assert.NotEqual(first.Text, second.Text);
        Assert.NotEqual(first.Mark, second.Mark);
        Assert.DoesNotContain(Convert.ToHexString(first.Mark), Convert.ToHexString(Base64Url.DecodeFromChars(first.Text)), StringComparison.Ordinal);
    }

    private static TicketKeyRing Ring(params (string Id, string Secret, string Use)[] keys)
    {
        var options = new TicketOptions();
        options.Keys.AddRange(keys.Select(key => new TicketKeyOptions { Id = key.Id, Secret = key.Secret, Use = key.Use }));
        return new TicketKeyRing(Options.Create(options));
    }

    private ProbeSealer Sealer(TicketKeyRing ring) => new(ring, RandomNumberGenerator.Create(), _time);
}
