using SQLitePCL;

namespace SignGateway.Storage.Ledger;

/// <summary>How a column of an answer comes into the row.</summary>
internal sealed class SqliteColumn
{
    private static readonly Dictionary<string, SqliteColumn> All = new(StringComparer.Ordinal)
    {
        [nameof(UploadRow.Id)] = Text((row, text) => row.Id = text),
        [nameof(UploadRow.Owner)] = Text((row, text) => row.Owner = text),
        [nameof(UploadRow.Profile)] = Text((row, text) => row.Profile = text),
        [nameof(UploadRow.Bucket)] = Text((row, text) => row.Bucket = text),
        [nameof(UploadRow.ObjectKey)] = Text((row, text) => row.ObjectKey = text),
        [nameof(UploadRow.State)] = Text((row, text) => row.State = text),
        [nameof(UploadRow.FileName)] = Text((row, text) => row.FileName = text),
        [nameof(UploadRow.ContentType)] = Text((row, text) => row.ContentType = text),
        [nameof(UploadRow.Size)] = Number((row, number) => row.Size = number),
        [nameof(UploadRow.ETag)] = Text((row, text) => row.ETag = text),
        [nameof(UploadRow.Crc64)] = Text((row, text) => row.Crc64 = text),
        [nameof(UploadRow.Image)] = Text((row, text) => row.Image = text),
        [nameof(UploadRow.Vars)] = Text((row, text) => row.Vars = text),
        [nameof(UploadRow.ClientVars)] = Text((row, text) => row.ClientVars = text),
        [nameof(UploadRow.IssuedAt)] = Number((row, number) => row.IssuedAt = number),
        [nameof(UploadRow.ExpiresAt)] = Number((row, number) => row.ExpiresAt = number),
        [nameof(UploadRow.StoredAt)] = Number((row, number) => row.StoredAt = number),
        [nameof(UploadRow.RecordedBy)] = Text((row, text) => row.RecordedBy = text),
        [nameof(UploadRow.Evidence)] = Text((row, text) => row.Evidence = text),
        [nameof(UploadRow.Answer)] = Text((row, text) => row.Answer = text),
        [nameof(UploadRow.LookAt)] = Number((row, number) => row.LookAt = number),
        [nameof(UploadRow.Deleting)] = Number((row, number) => row.Deleting = number),
        [nameof(UploadRow.Version)] = Number((row, number) => row.Version = number),
        [nameof(UploadRow.PrefixGrant)] = Text((row, text) => row.PrefixGrant = text),
        [nameof(UploadRow.Method)] = Text((row, text) => row.Method = text),
        [nameof(UploadRow.MultipartId)] = Text((row, text) => row.MultipartId = text),
        [nameof(UploadRow.PartSize)] = Number((row, number) => row.PartSize = number),
    };

    private readonly Action<UploadRow, string>? _text;
    private readonly Action<UploadRow, long>? _number;

    private SqliteColumn(Action<UploadRow, string>? text, Action<UploadRow, long>? number) => (_text, _number) = (text, number);

    public static SqliteColumn Named(string name) => All[name];

    /// <summary>Puts the value of the statement's present row into ours; what is NULL stays as it is there.</summary>
    public void Read(sqlite3_stmt statement, int index, UploadRow row)
    {
        if (raw.sqlite3_column_type(statement, index) == raw.SQLITE_NULL)
            return;
        _text?.Invoke(row, raw.sqlite3_column_text(statement, index).utf8_to_string());
        _number?.Invoke(row, raw.sqlite3_column_int64(statement, index));
    }

    private static SqliteColumn Text(Action<UploadRow, string> set) => new(set, null);

    private static SqliteColumn Number(Action<UploadRow, long> set) => new(null, set);
}
