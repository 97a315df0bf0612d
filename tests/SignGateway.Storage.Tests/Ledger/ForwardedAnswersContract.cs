using SignGateway.Forwarding;
using SignGateway.Tickets;

namespace SignGateway.Storage.Tests.Ledger;

/// <summary>What every store of applications' answers promises.</summary>
public abstract class ForwardedAnswersContract
{
    private const string Content = "0123456789abcdef";

    private readonly UploadId _id = UploadId.Create(Uploads.Now);

    protected abstract IForwardedAnswers Answers { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("{\"next\":\"/猫 😀\",\"a\":\"\\u0000\\ud800\"}", null)]
    [InlineData(null, "timeout")]
    [InlineData(null, null)]
    public async Task what_is_kept_is_found_as_it_was(string? app, string? error)
    {
        var answer = new ForwardedAnswer(app, error);

        Assert.Equal(answer, await Answers.KeepAsync(_id, Content, answer, Token));

        Assert.Equal(answer, await Answers.FindAsync(_id, Content, Token));
    }

    [Fact]
    public async Task whoever_comes_second_gets_the_first()
    {
        var first = new ForwardedAnswer("1", null);
        await Answers.KeepAsync(_id, Content, first, Token);

        Assert.Equal(first, await Answers.KeepAsync(_id, Content, new ForwardedAnswer("2", null), Token));
        Assert.Equal(first, await Answers.FindAsync(_id, Content, Token));
    }

    [Fact]
    public async Task of_twenty_at_once_all_get_the_same()
    {
        var kept = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Answers.KeepAsync(_id, Content, new ForwardedAnswer($"{number}", null), Token)));

        Assert.Single(kept.Distinct());
        Assert.Equal(kept[0], await Answers.FindAsync(_id, Content, Token));
    }

    [Fact]
    public async Task nothing_is_found_of_another_upload_or_other_content()
    {
        await Answers.KeepAsync(_id, Content, new ForwardedAnswer("1", null), Token);

        Assert.Null(await Answers.FindAsync(UploadId.Create(Uploads.Now), Content, Token));
        Assert.Null(await Answers.FindAsync(_id, "fedcba9876543210", Token));
    }

    [Fact]
    public async Task other_content_has_an_answer_of_its_own()
    {
        await Answers.KeepAsync(_id, Content, new ForwardedAnswer("1", null), Token);
        await Answers.KeepAsync(_id, "fedcba9876543210", new ForwardedAnswer("2", null), Token);

        Assert.Equal("1", (await Answers.FindAsync(_id, Content, Token))!.App);
        Assert.Equal("2", (await Answers.FindAsync(_id, "fedcba9876543210", Token))!.App);
    }

    [Fact]
    public async Task keeps_as_much_as_an_application_may_say()
    {
        var answer = new ForwardedAnswer($"\"{new string('界', 5460)}\"", null);
        await Answers.KeepAsync(_id, Content, answer, Token);
        Assert.Equal(answer, await Answers.FindAsync(_id, Content, Token));
    }
}
