using System.Globalization;
using System.Text;
using SignGateway.Tickets;
using SignGateway.Uploads;
using SignGateway.Uploads.Quotas;

namespace SignGateway.Storage.Ledger;

/// <summary>The ledger's SQL, in words that SQLite and PostgreSQL share.</summary>
internal static class LedgerStatements
{
    public const string Columns =
        """
        id AS Id, owner AS Owner, profile AS Profile, bucket AS Bucket, object_key AS ObjectKey, state AS State,
        file_name AS FileName, content_type AS ContentType, size AS Size, etag AS ETag, crc64 AS Crc64, image AS Image,
        vars AS Vars, client_vars AS ClientVars, issued_at AS IssuedAt, expires_at AS ExpiresAt, stored_at AS StoredAt,
        recorded_by AS RecordedBy, evidence AS Evidence, answer AS Answer, look_at AS LookAt, deleting AS Deleting, version AS Version, prefix_grant AS PrefixGrant,
        method AS Method, multipart_id AS MultipartId, part_size AS PartSize
        """;

    public const string FindById = $"SELECT {Columns} FROM uploads WHERE id = @Id;";

    /// <summary>What comes before a statement that takes the upload <c>@Id</c>, as it now is, for what was changed.</summary>
    public const string Changed = $"WITH changed AS (SELECT {Columns} FROM uploads WHERE id = @Id) ";

    public const string FindByObject = $"SELECT {Columns} FROM uploads WHERE bucket = @Bucket AND object_key = @ObjectKey;";

    // What the grant fixed stays; what was first said of the recording stays; the object is as it is now.
    private const string RecordSql =
        $"""
        INSERT INTO uploads ({RecordedColumns}) VALUES ({RecordedValues})
        {OnRecorded}
        """;

    // What an erased grant brings is nobody's.
    private const string RecordBelowSql =
        $"""
        INSERT INTO uploads ({RecordedColumns}) SELECT {RecordedValues}
        WHERE NOT EXISTS (SELECT 1 FROM uploads AS grants WHERE grants.id = @PrefixGrant AND grants.owner = '')
        {OnRecorded}
        """;

    private const string RecordedColumns =
        """
        id, owner, profile, bucket, object_key, state, file_name, content_type, size, etag, crc64, image,
        vars, client_vars, issued_at, expires_at, stored_at, recorded_by, evidence, answer, look_at, prefix_grant, method
        """;

    private const string RecordedValues =
        """
        @Id, @Owner, @Profile, @Bucket, @ObjectKey, @State, @FileName, @ContentType, @Size, @ETag, @Crc64, @Image,
        @Vars, @ClientVars, @IssuedAt, @ExpiresAt, @StoredAt, @RecordedBy, @Evidence, @Answer, @LookAt, @PrefixGrant, @Method
        """;

    private const string OnRecorded =
        $"""
        ON CONFLICT (id) DO UPDATE SET
            state = excluded.state,
            content_type = excluded.content_type,
            size = excluded.size,
            etag = excluded.etag,
            crc64 = excluded.crc64,
            image = excluded.image,
            client_vars = excluded.client_vars,
            evidence = excluded.evidence,
            stored_at = COALESCE(uploads.stored_at, excluded.stored_at),
            recorded_by = COALESCE(uploads.recorded_by, excluded.recorded_by),
            answer = COALESCE(uploads.answer, excluded.answer),
            look_at = CASE WHEN uploads.deleting <> 0 THEN uploads.look_at ELSE excluded.look_at END,
            ended_at = NULL,
            version = uploads.version + 1
        WHERE uploads.state IN ('issued', 'expired') OR (uploads.state = 'rejected' AND excluded.evidence = 'object')
        """;

    // Compare and set: nothing else decides who was first.
    private const string ReplaceSql =
        """
        UPDATE uploads SET
            state = @State, content_type = @ContentType, size = @Size, etag = @ETag, crc64 = @Crc64, image = @Image, stored_at = @StoredAt,
            recorded_by = @RecordedBy, evidence = @Evidence, answer = @Answer, look_at = @LookAt, deleting = @Deleting,
            multipart_id = @MultipartId, part_size = @PartSize, version = version + 1,
            ended_at = CASE WHEN @State NOT IN ('expired', 'deleted', 'rejected') THEN NULL WHEN state = @State THEN ended_at ELSE @EndedAt END
        WHERE id = @Id AND version = @Version
        """;

    private const string NotedColumns =
        "id, owner, profile, bucket, object_key, state, file_name, content_type, size, vars, client_vars, issued_at, expires_at, look_at, method, prefix_grant";

    private const string NotedValues = "@i, @o, @p, @b, @k, @z, @f, @t, @s, @v, @c, @a, @e, @l, @m, @g";

    private const int NotedCount = 16;

    private const string NoteSql = $"INSERT INTO uploads ({NotedColumns}) VALUES ({NotedValues}) ON CONFLICT (id) DO NOTHING;";

    private const string NoteManySql = $"INSERT INTO uploads ({NotedColumns}) SELECT * FROM unnest({NotedValues}) ON CONFLICT (id) DO NOTHING;";

    private const string RecordManySql =
        $"""
        INSERT INTO uploads ({RecordedColumns}) SELECT * FROM unnest({RecordedValues})
        {OnRecorded}
        """;

    private const string ReturningWhole = $" RETURNING {Columns};";

    // Without what is as the caller gives it in any case, and without the answer if it is the caller's: alone it is as long as all the rest.
    private const string ReturningNews =
        """
         RETURNING id AS Id, owner AS Owner, profile AS Profile, bucket AS Bucket, object_key AS ObjectKey, file_name AS FileName, vars AS Vars, issued_at AS IssuedAt,
            expires_at AS ExpiresAt, stored_at AS StoredAt, recorded_by AS RecordedBy, look_at AS LookAt, deleting AS Deleting, version AS Version, prefix_grant AS PrefixGrant,
            method AS Method, multipart_id AS MultipartId, part_size AS PartSize
        """;

    private const string AnswerIfNew = ", CASE WHEN answer = @Answer THEN NULL ELSE answer END AS Answer;";

    private const string AnswersIfNew = ", CASE WHEN answer = ANY (@Answer) THEN NULL ELSE answer END AS Answer;";

    public const string Claim =
        """
        INSERT INTO idempotency (owner, route, idem_key, body_digest, upload_ids, expires_at)
        VALUES (@Owner, @Route, @Key, @BodyDigest, @UploadIds, @ExpiresAt)
        ON CONFLICT (owner, route, idem_key) DO UPDATE SET
            body_digest = excluded.body_digest,
            upload_ids = excluded.upload_ids,
            expires_at = excluded.expires_at
        WHERE idempotency.expires_at <= @Now;
        """;

    public const string FindClaim =
        """
        SELECT body_digest AS BodyDigest, upload_ids AS UploadIds FROM idempotency
        WHERE owner = @Owner AND route = @Route AND idem_key = @Key;
        """;

    public const string FirstDue = "SELECT look_at FROM uploads WHERE look_at IS NOT NULL ORDER BY look_at LIMIT 1;";

    // A row comes and goes in one commit, which proves that there is room and leave to write; the last statement
    // writes nothing and proves that the uploads themselves are there and writable.
    public const string Probe =
        """
        INSERT INTO idempotency (owner, route, idem_key, body_digest, upload_ids, expires_at) VALUES ('', 'probe', @Key, '', '[]', 0);
        DELETE FROM idempotency WHERE owner = '' AND route = 'probe' AND idem_key = @Key;
        UPDATE uploads SET state = state WHERE id = '';
        """;

    /// <summary>Records an upload; its row, or none if its state lets nothing be recorded. What the caller knows is left out; <see cref="UploadRow.OnceRecorded"/> puts it back.</summary>
    public static LedgerStatement Record(UploadRecord stored) => stored.PrefixGrant is null
        ? new LedgerStatement(RecordSql + ReturningNews + AnswerIfNew, Parameters(stored, UploadState.Stored), stored.Id.ToString()) { ManySql = RecordManySql + ReturningNews + AnswersIfNew }
        : new LedgerStatement(RecordBelowSql + ReturningNews + AnswerIfNew, Parameters(stored, UploadState.Stored), stored.Id.ToString());

    /// <summary>The same, and answers with the whole row.</summary>
    public static LedgerStatement RecordWhole(UploadRecord stored) => stored.PrefixGrant is null
        ? new LedgerStatement(RecordSql + ReturningWhole, Parameters(stored, UploadState.Stored), stored.Id.ToString())
        : new LedgerStatement(RecordBelowSql + ReturningWhole, Parameters(stored, UploadState.Stored), stored.Id.ToString());

    /// <summary>Replaces the row that was seen; its id, or none if it has changed since.</summary>
    public static LedgerStatement Replace(UploadRecord becomes, DateTimeOffset endedAt) =>
        new($"{ReplaceSql} RETURNING id AS Id;", Parameters(becomes, becomes.State, endedAt), becomes.Id.ToString());

    /// <summary>The same, and answers with the whole row.</summary>
    public static LedgerStatement ReplaceWhole(UploadRecord becomes, DateTimeOffset endedAt) =>
        new(ReplaceSql + ReturningWhole, Parameters(becomes, becomes.State, endedAt), becomes.Id.ToString());

    /// <summary>One statement for many notes: a round trip and a commit for the whole batch.</summary>
    public static LedgerStatement Note(IReadOnlyList<UploadRecord> uploads)
    {
        if (uploads is [var only])
            return new LedgerStatement(NoteSql, AddNote(new LedgerParameters(NotedCount), null, only), only.Id.ToString()) { ManySql = NoteManySql, IsSilent = true };
        // In the order in which every statement locks.
        var grants = uploads.OrderBy(upload => upload.Id).ToList();
        var note = NoteRows([.. grants.Select(grant => (grant, (Reservation?)null))]);
        return new LedgerStatement(
            $"INSERT INTO uploads ({note.Columns}) VALUES\n{note.Rows}\nON CONFLICT (id) DO NOTHING;", note.Parameters, grants[0].Id.ToString()) { IsSilent = true };
    }

    /// <summary>The rows of notes, for a statement that inserts them.</summary>
    public static (string Columns, string Rows, LedgerParameters Parameters) NoteRows(IReadOnlyList<(UploadRecord Grant, Reservation? Reservation)> grants)
    {
        const string columns = $"{NotedColumns}, reserved_count, reserved_bytes";
        var rows = new StringBuilder();
        var parameters = new LedgerParameters();
        for (var index = 0; index < grants.Count; index++)
        {
            var (grant, reservation) = grants[index];
            rows.Append(index == 0 ? "" : ",").Append(
                CultureInfo.InvariantCulture,
                $"(@i{index}, @o{index}, @p{index}, @b{index}, @k{index}, @z{index}, @f{index}, @t{index}, @s{index}, @v{index}, @c{index}, @a{index}, @e{index}, @l{index}, @m{index}, @g{index}, @rc{index}, @rb{index})");
            AddNote(parameters, index, grant);
            parameters.Number($"@rc{index}", reservation?.Count).Number($"@rb{index}", reservation?.Bytes);
        }

        return (columns, rows.ToString(), parameters);
    }

    /// <summary>Finds several; the databases word the condition differently.</summary>
    public static string FindAll(string condition) => $"SELECT {Columns} FROM uploads WHERE {condition};";

    /// <summary>Takes what is due; <paramref name="dueIds"/> is the database's own way of choosing without waiting for others who choose.</summary>
    public static LedgerStatement TakeDue(string dueIds, DateTimeOffset now, DateTimeOffset until, int limit) => new(
        $"UPDATE uploads SET look_at = @Until, version = version + 1 WHERE {dueIds} RETURNING {Columns};",
        new LedgerParameters()
            .Number("@Now", now.ToUnixTimeMilliseconds())
            .Number("@Until", until.ToUnixTimeMilliseconds())
            .Number("@Limit", limit),
        LedgerStatement.Last);

    public static string List(UploadQuery query)
    {
        var sql = new StringBuilder($"SELECT {Columns} FROM uploads WHERE owner = @Owner");
        if (query.Before is not null)
            sql.Append(" AND id < @Before");
        sql.Append(query.State is null ? " AND state <> 'prefix'" : " AND state = @State");
        if (query.Profile is not null)
            sql.Append(" AND profile = @Profile");
        return sql.Append(" ORDER BY id DESC LIMIT @Limit;").ToString();
    }

    public static string ListStored(StoredRange range) =>
        $"""
        SELECT {Columns} FROM uploads WHERE bucket = @Bucket AND object_key >= @From AND object_key > @After{(range.UpTo is null ? "" : " AND object_key <= @UpTo")}
            AND state = 'stored' ORDER BY object_key LIMIT @Limit;
        """;

    /// <summary>Every column of an upload's row, for what writes it; the end is what is written down if it comes to one now.</summary>
    public static LedgerParameters Parameters(UploadRecord upload, UploadState state, DateTimeOffset? endedAt = null) => new LedgerParameters()
        .Text("@Id", upload.Id.ToString())
        .Text("@Owner", upload.Owner)
        .Text("@Profile", upload.Profile)
        .Text("@Bucket", upload.Bucket)
        .Text("@ObjectKey", upload.Key)
        .Text("@State", LedgerWords.Of(state))
        .Text("@FileName", upload.FileName)
        .Text("@ContentType", upload.ContentType)
        .Number("@Size", upload.Size)
        .Text("@ETag", upload.ETag)
        .Text("@Crc64", upload.Crc64)
        .Text("@Image", upload.Image is null ? null : LedgerJson.Write(upload.Image))
        .Text("@Vars", LedgerJson.WriteMap(upload.Vars))
        .Text("@ClientVars", LedgerJson.WriteMap(upload.ClientVars))
        .Number("@IssuedAt", upload.IssuedAt.ToUnixTimeMilliseconds())
        .Number("@ExpiresAt", upload.ExpiresAt.ToUnixTimeMilliseconds())
        .Number("@StoredAt", upload.StoredAt?.ToUnixTimeMilliseconds())
        .Text("@RecordedBy", LedgerWords.Of(upload.RecordedBy))
        .Text("@Evidence", LedgerWords.Of(upload.Evidence))
        .Text("@Answer", upload.Answer)
        .Number("@LookAt", upload.LookAt?.ToUnixTimeMilliseconds())
        .Number("@Deleting", upload.Deleting ? 1 : 0)
        .Number("@Version", upload.Version)
        .Text("@PrefixGrant", upload.PrefixGrant?.ToString())
        .Text("@Method", LedgerWords.Of(upload.Method))
        .Text("@MultipartId", upload.Parts?.OssId)
        .Number("@PartSize", upload.Parts?.PartSize)
        .Number("@EndedAt", endedAt?.ToUnixTimeMilliseconds());

    private static LedgerParameters AddNote(LedgerParameters parameters, int? index, UploadRecord grant)
    {
        return parameters
            .Text(Name("@i"), grant.Id.ToString())
            .Text(Name("@o"), grant.Owner)
            .Text(Name("@p"), grant.Profile)
            .Text(Name("@b"), grant.Bucket)
            .Text(Name("@k"), grant.Key)
            .Text(Name("@z"), LedgerWords.Of(grant.State == UploadState.Prefix ? UploadState.Prefix : UploadState.Issued))
            .Text(Name("@f"), grant.FileName)
            .Text(Name("@t"), grant.ContentType)
            .Number(Name("@s"), grant.Size)
            .Text(Name("@v"), LedgerJson.WriteMap(grant.Vars))
            .Text(Name("@c"), LedgerJson.WriteMap(grant.ClientVars))
            .Number(Name("@a"), grant.IssuedAt.ToUnixTimeMilliseconds())
            .Number(Name("@e"), grant.ExpiresAt.ToUnixTimeMilliseconds())
            .Number(Name("@l"), grant.LookAt?.ToUnixTimeMilliseconds())
            .Text(Name("@m"), LedgerWords.Of(grant.Method))
            .Text(Name("@g"), grant.PrefixGrant?.ToString());

        string Name(string letter) => index is { } number ? string.Create(CultureInfo.InvariantCulture, $"{letter}{number}") : letter;
    }
}
