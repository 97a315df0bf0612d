using OssSimulator.Objects;
using SignGateway.Chaos.Tests.Loads;

namespace SignGateway.Chaos.Tests.Judging;

/// <summary>A judge that finds nothing proves something only if it finds what is wrong.</summary>
public sealed class JudgeTests
{
    private static readonly StoredObject Object = new("bucket", "key", 3, "E", new Dictionary<string, string>());
    private static readonly LedgerRow Row = new("id", "alice", "bucket", "key", "stored", 3, "E");

    private readonly Upload _upload = new(0, "alice", [1, 2, 3], "image/png") { Id = "id", Key = "key", Posted = 200, SeenETag = "E" };

    [Fact]
    public void has_nothing_to_say_when_all_agree() => Assert.Equal((0, 0, 0, 0), Count([Object], [Row]));

    [Theory]
    [InlineData("issued")]
    [InlineData("expired")]
    [InlineData("rejected")]
    [InlineData("deleted")]
    public void an_object_whose_record_is_not_stored_is_lost(string state)
    {
        _upload.SeenETag = null;
        Assert.Equal((1, 0, 0, 0), Count([Object], [Row with { State = state }]));
    }

    [Fact]
    public void an_object_with_another_size_or_etag_than_its_record_is_lost()
    {
        _upload.SeenETag = null;
        Assert.Equal((1, 0, 0, 0), Count([Object], [Row with { Size = 4 }]));
        Assert.Equal((1, 0, 0, 0), Count([Object], [Row with { ETag = "F" }]));
    }

    [Fact]
    public void a_stored_record_without_its_object_is_lost() => Assert.Equal((1, 0, 0, 0), Count([], [Row]));

    [Fact]
    public void an_answer_that_the_ledger_does_not_keep_is_lost()
    {
        Assert.Equal((1, 0, 0, 0), Count([], []));
        Assert.Equal((1, 0, 0, 0), Count([], [Row with { State = "issued" }]));
    }

    [Fact]
    public void an_object_that_nobody_uploaded_is_a_finding() =>
        Assert.Equal((1, 0, 0, 0), Count([Object, new("bucket", "other", 3, "E", new Dictionary<string, string>())], [Row]));

    [Fact]
    public void two_records_of_one_object_are_doubled_and_one_of_them_foreign() =>
        Assert.Equal((0, 1, 1, 0), Count([Object], [Row, Row with { Id = "other" }]));

    [Fact]
    public void two_first_answers_are_doubled() => Assert.Single(Judge.Of([_upload], [Object], [Row], ["id"]).Doubled);

    [Fact]
    public void an_object_under_another_owner_is_foreign() => Assert.Equal((0, 0, 1, 0), Count([Object], [Row with { Owner = "bob" }]));

    [Fact]
    public void a_deleted_upload_may_be_gone_but_not_stored()
    {
        _upload.IsDeleteAsked = _upload.IsSeenDeleted = true;
        Assert.Equal((0, 0, 0, 0), Count([], [Row with { State = "deleted" }]));
        Assert.Equal((0, 0, 0, 1), Count([Object], [Row with { State = "deleted" }]));
        Assert.Equal((1, 0, 0, 1), Count([Object], [Row]));
    }

    private (int Lost, int Doubled, int Foreign, int Leftovers) Count(IReadOnlyList<StoredObject> bucket, IReadOnlyList<LedgerRow> ledger)
    {
        var verdict = Judge.Of([_upload], bucket, ledger, []);
        return (verdict.Lost.Count, verdict.Doubled.Count, verdict.Foreign.Count, verdict.Leftovers.Count);
    }
}
