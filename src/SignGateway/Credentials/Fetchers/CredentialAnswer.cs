using System.Globalization;
using System.Text.Json;
using SignGateway.Protocol.Values;

namespace SignGateway.Credentials.Fetchers;

/// <summary>Reads the credentials that a service answers with, which look alike everywhere.</summary>
internal static class CredentialAnswer
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>The answer's JSON object, or null. It is the caller's to dispose.</summary>
    public static JsonDocument? Parse(string body)
    {
        try
        {
            var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document;
            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>An answer that is the credentials and nothing else.</summary>
    public static FetchOutcome Read(HttpOutcome.Answered answered, string service, DateTimeOffset now)
    {
        using var document = Parse(answered.Body);
        return Read(document?.RootElement ?? default, service, answered.Date, now);
    }

    public static FetchOutcome Read(JsonElement answer, string service, DateTimeOffset? date, DateTimeOffset now)
    {
        if ((Text(answer, "AccessKeyId"), Text(answer, "AccessKeySecret"), Text(answer, "SecurityToken")) is not ({ } id, { } secret, { } token))
            return new FetchOutcome.Failed($"{service} answers without usable credentials");
        if (!DateTimeOffset.TryParseExact(Text(answer, "Expiration"), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end))
            return new FetchOutcome.Failed($"{service} answers without a usable Expiration");
        return end > now
            ? new FetchOutcome.Fetched(new OssCredentials(id, secret, token), end)
            : new FetchOutcome.Failed($"the credentials from {service} ended at {end:u} already{ClockDifference.Describe(date, now)}");
    }

    /// <summary>A service's own word for what is wrong or which request it was, if it is fit to be repeated.</summary>
    public static string? Word(JsonElement answer, string name) =>
        Text(answer, name) is { Length: <= 64 } text && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_') ? text : null;

    /// <summary>A text that can stand in a header, which must not hold anything that ends one; null if it is anything else.</summary>
    public static string? Text(JsonElement answer, string name) =>
        answer.ValueKind == JsonValueKind.Object
        && answer.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
        && text.All(character => character is > ' ' and <= '~')
            ? text
            : null;
}
