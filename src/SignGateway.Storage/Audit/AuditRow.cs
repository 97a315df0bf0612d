using SignGateway.Storage.Ledger;
using SignGateway.Uploads.Audit;

namespace SignGateway.Storage.Audit;

/// <summary>One row of the table <c>audit</c>.</summary>
internal sealed class AuditRow
{
    public string Id { get; set; } = "";

    public long At { get; set; }

    public string Who { get; set; } = "";

    public string Action { get; set; } = "";

    public string? Target { get; set; }

    public string? Before { get; set; }

    public string? After { get; set; }

    public static AuditRow From(AuditEntry entry) => new()
    {
        Id = entry.Id.ToString(),
        At = entry.At.ToUnixTimeMilliseconds(),
        Who = entry.Who,
        Action = entry.Action,
        Target = entry.Target,
        Before = Write(entry.Before),
        After = Write(entry.After),
    };

    public static string? Write(IReadOnlyDictionary<string, string>? values) => values is null ? null : LedgerJson.Write(values);

    public AuditEntry ToEntry() => new(
        AuditId.TryParse(Id, out var id) ? id : throw new InvalidDataException("The audit log holds an entry without an id."),
        DateTimeOffset.FromUnixTimeMilliseconds(At),
        Who,
        Action,
        Target,
        Read(Before),
        Read(After));

    private static Dictionary<string, string>? Read(string? text) => text is null ? null : LedgerJson.Read<Dictionary<string, string>>(text);
}
