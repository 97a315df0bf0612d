using System.Data.Common;
using System.Text.RegularExpressions;
using Dapper;
using SignGateway.Storage.Ledger;
using SignGateway.Storage.Quotas;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Storage.Tests.Ledger;

/// <summary>What both SQL ledgers promise beyond the port, seen with a connection beside theirs.</summary>
public abstract class SqlLedgerContract
{
    protected abstract IUploadLedger Ledger { get; }

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task an_expired_upload_can_still_be_recorded()
    {
        var granted = Uploads.Granted();
        await Ledger.NoteAsync([granted], null, Token);
        await SetStateAsync(granted.Id, "expired");

        var outcome = await Ledger.RecordAsync(granted.AsStored(), Token);

        Assert.True(outcome.First);
        SameUpload.Check(granted.AsStored(), outcome.Upload);
    }

    [Fact]
    public async Task an_upload_that_is_right_after_all_keeps_its_first_answer()
    {
        var first = Uploads.Granted().AsStored();
        await Ledger.RecordAsync(first, Token);
        await SetStateAsync(first.Id, "rejected");
        var second = first with
        {
            Answer = "{}",
            ETag = "other",
            Evidence = Evidence.Object,
            RecordedBy = RecordedBy.Reconcile,
            StoredAt = first.StoredAt!.Value.AddDays(1),
        };

        var outcome = await Ledger.RecordAsync(second, Token);

        Assert.True(outcome.First);
        SameUpload.Check(first with { ETag = "other", Evidence = Evidence.Object }, outcome.Upload);
    }

    [Fact]
    public async Task every_state_can_be_read_back()
    {
        foreach (var state in Enum.GetValues<UploadState>())
        {
            var granted = Uploads.Granted();
            await Ledger.NoteAsync([granted], null, Token);
            await SetStateAsync(granted.Id, state.ToString().ToLowerInvariant());

            Assert.Equal(state, (await Ledger.FindAsync(granted.Id, Token))!.State);
        }
    }

    [Theory]
    [InlineData(0x0000)]
    [InlineData(0xD83D)]
    [InlineData(0xDE00)]
    public async Task text_that_a_database_cannot_hold_is_the_callers_fault(int codeUnit)
    {
        // An attribute cannot hold half a character itself.
        var text = $"a{(char)codeUnit}b";
        var granted = Uploads.Granted();
        UploadRecord[] bad =
        [
            granted with { FileName = text },
            granted with { Owner = text },
            granted with { Answer = text },
            granted with { Vars = new Dictionary<string, string> { ["album"] = text } },
        ];

        foreach (var record in bad)
        {
            await Assert.ThrowsAsync<ArgumentException>(() => Ledger.NoteAsync([record], null, Token));
            await Assert.ThrowsAsync<ArgumentException>(() => Ledger.RecordAsync(record, Token));
        }

        await Assert.ThrowsAsync<ArgumentException>(() => Ledger.ListAsync(new UploadQuery(text, 1), Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Ledger.NoteAsync([granted], Uploads.Note(text), Token));
    }

    [Theory]
    [InlineData("", "uploads_owner ")]
    [InlineData("AND state = 'stored'", "uploads_owner_state ")]
    [InlineData("AND profile = 'avatars'", "uploads_owner_profile ")]
    public async Task a_list_is_read_from_an_index_of_its_own(string filter, string index)
    {
        await using var connection = await ConnectAsync();

        var plan = await ExplainAsync(connection, $"SELECT etag FROM uploads WHERE owner = 'o' AND id < 'i' {filter} ORDER BY id DESC LIMIT 10");

        Assert.Contains(index, plan, StringComparison.Ordinal);
        Assert.DoesNotContain("SORT", plan, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("B-TREE", plan, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("uploads_rare_state")]
    [InlineData("uploads_owner")]
    [InlineData("uploads_pkey", "sqlite_autoindex_uploads_1")]
    public async Task a_search_walks_one_index(string index, string? sameOnSqlite = null)
    {
        await using var connection = await ConnectAsync();
        var search = index switch
        {
            "uploads_rare_state" => new UploadSearch(50) { State = UploadState.Rejected, ContentType = "image/*", From = Uploads.Now },
            "uploads_owner" => new UploadSearch(50) { Owner = "o", MinSize = 1, To = Uploads.Now },
            _ => new UploadSearch(50) { State = UploadState.Stored, Profile = "p", Evidence = Evidence.Object },
        };

        var statements = new SearchStatements(search);
        foreach (var sql in new[] { statements.Floor, statements.Page })
        {
            var plan = await ExplainAsync(connection, WithValues(sql));

            Assert.True(plan.Contains(index, StringComparison.Ordinal) || (sameOnSqlite is not null && plan.Contains(sameOnSqlite, StringComparison.Ordinal)), plan);
            Assert.DoesNotContain("SORT", plan, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("B-TREE", plan, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task a_search_by_the_beginning_of_a_key_reads_the_keys_index()
    {
        await using var connection = await ConnectAsync();

        var plan = await ExplainAsync(connection, WithValues(SearchStatements.CountKeys));

        Assert.Contains("uploads_object", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("SCAN uploads\n", plan + "\n", StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task counting_for_a_quota_reads_only_what_it_counts()
    {
        await using var connection = await ConnectAsync();

        var plan = await ExplainAsync(connection, WithValues(QuotaStatements.Use));

        Assert.Contains("uploads_pending", plan, StringComparison.Ordinal);
        Assert.Contains("uploads_uncounted", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("SCAN uploads\n", plan + "\n", StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ended_claims_are_cleared_away_by_later_ones()
    {
        var owner = Uploads.NewOwner();
        var note = Uploads.Note(owner) with { Now = Uploads.Now.AddYears(-10), ExpiresAt = Uploads.Now.AddYears(-9) };
        await Ledger.NoteAsync([Uploads.Granted(owner)], note, Token);
        await using var connection = await ConnectAsync();

        await Ledger.NoteAsync([Uploads.Granted(owner)], Uploads.Note(owner, key: "key-2"), Token);

        Assert.Equal(["key-2"], await connection.QueryAsync<string>("SELECT idem_key FROM idempotency WHERE owner = @owner", new { owner }));
    }

    [Fact]
    public async Task a_probe_leaves_nothing_behind()
    {
        await Ledger.ProbeAsync(Token);

        await using var connection = await ConnectAsync();
        Assert.Equal(0, await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM idempotency WHERE owner = ''"));
    }

    protected abstract Task<DbConnection> ConnectAsync();

    protected abstract Task<string> ExplainAsync(DbConnection connection, string sql);

    private static string WithValues(string sql) => Regex.Replace(
        sql,
        @"@(\w+)",
        name => name.Groups[1].Value switch
        {
            "QuotaNow" or "UnknownBytes" or "Scan" or "Limit" or "KeyLimit" or "MinSize" or "MaxSize" => "100",
            // All there are: a range of nothing is found in any index.
            "From" or "Floor" => "''",
            "Before" => "'~'",
            _ => "'a'",
        });

    private async Task SetStateAsync(UploadId id, string state)
    {
        await using var connection = await ConnectAsync();
        await connection.ExecuteAsync("UPDATE uploads SET state = @state WHERE id = @id", new { state, id = id.ToString() });
    }
}
