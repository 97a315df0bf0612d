using System.Globalization;
using System.Text;

namespace SignGateway.Fuzz.Tests.Wire;

/// <summary>A request as bytes on the wire, right or wrong.</summary>
internal sealed class WireRequest
{
    public string Method { get; set; } = "POST";

    public string Target { get; set; } = "/";

    public List<KeyValuePair<string, string>> Headers { get; } = [];

    public byte[] Body { get; set; } = [];

    /// <summary>Whether HTTP itself may be broken; then the server may answer without a problem, or hang up.</summary>
    public bool MayBreakHttp { get; set; }

    public string? this[string name]
    {
        get => Headers.Find(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
        set
        {
            Headers.RemoveAll(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (value is not null)
                Headers.Add(new(name, value));
        }
    }

    public byte[] ToBytes()
    {
        var head = new StringBuilder($"{Method} {Target} HTTP/1.1\r\nHost: gateway.example.com\r\n");
        foreach (var (name, value) in Headers)
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        if (this["Content-Length"] is null && this["Transfer-Encoding"] is null && (Body.Length > 0 || Method != "GET"))
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {Body.Length}\r\n");
        return [.. Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()), .. Body];
    }

    public override string ToString() => $"{Method} {Target} {string.Join(" | ", Headers)} | {Encoding.UTF8.GetString(Body)}";
}
