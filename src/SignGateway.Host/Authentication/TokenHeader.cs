using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace SignGateway.Host.Authentication;

/// <summary>What a token's first part says of its signature. Nothing of it is proven.</summary>
internal sealed record TokenHeader(string Algorithm, string? KeyId)
{
    /// <summary>Reads the first part of a token; null if it cannot be read.</summary>
    public static TokenHeader? Read(string token)
    {
        try
        {
            var bytes = Base64Url.DecodeFromChars(token.AsSpan(0, token.IndexOf('.')));
            using var header = JsonDocument.Parse(bytes);
            return header.RootElement.ValueKind == JsonValueKind.Object && Text(header.RootElement, "alg") is { } algorithm
                ? new TokenHeader(algorithm, Text(header.RootElement, "kid"))
                : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidOperationException or DecoderFallbackException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement header, string name) =>
        header.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
