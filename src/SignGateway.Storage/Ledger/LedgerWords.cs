using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Storage.Ledger;

/// <summary>The words the tables hold for states and the like; they outlive any renaming in code.</summary>
internal static class LedgerWords
{
    private static readonly Dictionary<UploadState, string> States = new()
    {
        [UploadState.Issued] = "issued",
        [UploadState.Stored] = "stored",
        [UploadState.Expired] = "expired",
        [UploadState.Deleted] = "deleted",
        [UploadState.Rejected] = "rejected",
        [UploadState.Prefix] = "prefix",
    };

    private static readonly Dictionary<RecordedBy, string> Roads = new()
    {
        [RecordedBy.Callback] = "callback",
        [RecordedBy.Confirm] = "confirm",
        [RecordedBy.Reconcile] = "reconcile",
    };

    private static readonly Dictionary<Evidence, string> Evidences = new()
    {
        [Evidence.Callback] = "callback",
        [Evidence.Object] = "object",
    };

    // A form is the rule, and most rows are older than the other ways: nothing is written for it.
    private static readonly Dictionary<UploadMethod, string> Methods = new()
    {
        [UploadMethod.Put] = "put",
        [UploadMethod.Multipart] = "multipart",
        [UploadMethod.Sdk] = "sdk",
    };

    public static string Of(UploadState state) => States[state];

    public static string? Of(RecordedBy? road) => road is { } known ? Roads[known] : null;

    public static string? Of(Evidence? evidence) => evidence is { } known ? Evidences[known] : null;

    public static string? Of(UploadMethod method) => method == UploadMethod.Post ? null : Methods[method];

    public static UploadState State(string word) => Read(States, word);

    public static RecordedBy? Road(string? word) => word is null ? null : Read(Roads, word);

    public static Evidence? Proof(string? word) => word is null ? null : Read(Evidences, word);

    public static UploadMethod Way(string? word) => word is null ? UploadMethod.Post : Read(Methods, word);

    private static T Read<T>(Dictionary<T, string> words, string word)
        where T : struct, Enum
    {
        foreach (var (value, known) in words)
        {
            if (known == word)
                return value;
        }

        throw new InvalidDataException($"The ledger holds '{word}', which this version does not know as {typeof(T).Name}.");
    }
}
