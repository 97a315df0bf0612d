using System.Collections.ObjectModel;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SignGateway.Storage.Ledger;

/// <summary>How the JSON columns are written. Nobody but the ledger reads them, so text of any script stays as short as it is.</summary>
internal static class LedgerJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    // Most uploads have none.
    private const string EmptyMap = "{}";

    public static string WriteMap(IReadOnlyDictionary<string, string> map) => map.Count == 0 ? EmptyMap : Write(map);

    public static IReadOnlyDictionary<string, string> ReadMap(string text) =>
        text == EmptyMap ? ReadOnlyDictionary<string, string>.Empty : Read<Dictionary<string, string>>(text);

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Options)
        ?? throw new InvalidDataException("The ledger holds a JSON null where a value belongs.");
}
