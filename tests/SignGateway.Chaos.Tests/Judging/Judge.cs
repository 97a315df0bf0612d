using OssSimulator.Objects;
using SignGateway.Chaos.Tests.Loads;

namespace SignGateway.Chaos.Tests.Judging;

/// <summary>Compares three accounts of the same uploads: what uploaders were told, what the bucket holds, what the ledger says.</summary>
internal sealed class Judge
{
    private readonly IReadOnlyList<Upload> _uploads;
    private readonly Dictionary<string, Upload> _byKey;
    private readonly IReadOnlyList<StoredObject> _bucket;
    private readonly ILookup<string, LedgerRow> _rowsByKey;
    private readonly Dictionary<string, LedgerRow> _rowsById;
    private readonly HashSet<string> _keys;

    private Judge(IReadOnlyList<Upload> uploads, IReadOnlyList<StoredObject> bucket, IReadOnlyList<LedgerRow> ledger)
    {
        _uploads = [.. uploads.Where(upload => upload.Id is not null)];
        _byKey = _uploads.ToDictionary(upload => upload.Key!);
        _bucket = bucket;
        _keys = [.. bucket.Select(stored => stored.Key)];
        _rowsByKey = ledger.ToLookup(row => row.Key);
        _rowsById = ledger.ToDictionary(row => row.Id);
    }

    public static Verdict Of(IReadOnlyList<Upload> uploads, IReadOnlyList<StoredObject> bucket, IReadOnlyList<LedgerRow> ledger, IEnumerable<string> firstTwice)
    {
        var judge = new Judge(uploads, bucket, ledger);
        return new Verdict(
            Lost: [.. judge.ObjectsWithoutRecord(), .. judge.RecordsWithoutObject(), .. judge.AnswersNotKept()],
            Doubled: [.. judge.ObjectsWithTwoRecords(), .. firstTwice.Select(id => $"{id} was told twice to be recorded for the first time")],
            Foreign: [.. judge.ForeignObjects()],
            Leftovers: [.. judge.ObjectsOfDeleted()]);
    }

    private IEnumerable<string> ObjectsWithoutRecord()
    {
        foreach (var stored in _bucket)
        {
            if (!_byKey.TryGetValue(stored.Key, out var upload))
                yield return $"{Name(stored)} is nobody's";
            else if (stored.Size != upload.File.Count)
                yield return $"{Name(stored)} is not the file of {upload}";
            else if (!upload.IsDeleteAsked && !_rowsByKey[stored.Key].Any(row => Agrees(row, stored)))
                yield return $"{Name(stored)} of {upload} has no record, but {Describe(_rowsByKey[stored.Key])}";
        }
    }

    private IEnumerable<string> RecordsWithoutObject() =>
        from row in _rowsById.Values
        where row.IsStored && !_keys.Contains(row.Key)
        select $"{row} has no object; {_byKey.GetValueOrDefault(row.Key)}";

    private IEnumerable<string> AnswersNotKept()
    {
        foreach (var upload in _uploads)
        {
            var row = _rowsById.GetValueOrDefault(upload.Id!);
            // The grant was answered, so it was committed before.
            if (row is null)
                yield return $"{upload} is not in the ledger";
            else if (upload.IsSeenDeleted && row.State is not ("deleted" or "expired"))
                yield return $"{upload} is not deleted, but {row}";
            else if (upload is { IsSeenStored: true, IsDeleteAsked: false } && !(row.IsStored && row.Size == upload.File.Count && row.ETag == upload.SeenETag))
                yield return $"{upload} is recorded as {row}";
        }
    }

    private IEnumerable<string> ObjectsWithTwoRecords() =>
        from rows in _rowsByKey
        where rows.Count() > 1
        select $"two records of one object: {Describe(rows)}";

    private IEnumerable<string> ForeignObjects() =>
        from upload in _uploads
        from row in _rowsByKey[upload.Key!]
        where row.Owner != upload.User || row.Id != upload.Id
        select $"{upload} is under {row}";

    private IEnumerable<string> ObjectsOfDeleted() =>
        from upload in _uploads
        where upload.IsSeenDeleted && _keys.Contains(upload.Key!)
        select $"the object of {upload} is still there, and the ledger has {Describe(_rowsByKey[upload.Key!])}";

    private static bool Agrees(LedgerRow row, StoredObject stored) =>
        row.IsStored && row.Bucket == stored.Bucket && row.Size == stored.Size && row.ETag == stored.ETag;

    private static string Name(StoredObject stored) => $"the object {stored.Key}, {stored.Size} bytes, ETag {stored.ETag},";

    private static string Describe(IEnumerable<LedgerRow> rows) => string.Join(" and ", rows.Select(row => row.ToString()).DefaultIfEmpty("nothing"));
}
