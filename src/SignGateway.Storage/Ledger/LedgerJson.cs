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

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Options)
        ?? throw new InvalidDataException("The ledger holds a JSON null where a value belongs.");
}
