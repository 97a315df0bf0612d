using System.Globalization;
using System.Text;

namespace SignGateway.Credentials.Fetchers;

/// <summary>What the two calls to STS have in common.</summary>
internal static class StsForm
{
    public const string Version = "2015-04-01";
    public const string ContentType = "application/x-www-form-urlencoded";

    /// <summary>The parameters that have a value, as a form's body.</summary>
    public static byte[] Encode(IEnumerable<(string Name, string? Value)> parameters) => Encoding.ASCII.GetBytes(string.Join('&', parameters
        .Where(parameter => !string.IsNullOrEmpty(parameter.Value))
        .Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}")));

    public static string Timestamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
