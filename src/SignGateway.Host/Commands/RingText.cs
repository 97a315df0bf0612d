using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SignGateway.Tickets;

namespace SignGateway.Host.Commands;

/// <summary>A ring of ticket keys as configuration.</summary>
internal static class RingText
{
    // Base64 has a plus sign, and it is no HTML page.
    private static readonly JsonSerializerOptions Plain = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One line for each environment variable.</summary>
    public static string Environment(IEnumerable<TicketKeyOptions> keys, string indent = "")
    {
        var text = new StringBuilder();
        foreach (var (index, key) in keys.Index())
        {
            var prefix = $"{indent}{TicketOptions.Section.Replace(":", "__", StringComparison.Ordinal)}__{nameof(TicketOptions.Keys)}__{index}__";
            text.Append(prefix).Append(nameof(key.Id)).Append('=').Append(key.Id).Append('\n')
                .Append(prefix).Append(nameof(key.Secret)).Append('=').Append(key.Secret).Append('\n')
                .Append(prefix).Append(nameof(key.Use)).Append('=').Append(key.Use).Append('\n');
        }

        return text.ToString().TrimEnd('\n');
    }

    /// <summary>For <c>appsettings.json</c>.</summary>
    public static string Json(IEnumerable<TicketKeyOptions> keys) =>
        JsonSerializer.Serialize(new { SignGateway = new { Tickets = new { Keys = keys } } }, Plain);
}
