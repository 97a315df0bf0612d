using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace SignGateway.Forwarding;

/// <summary>Reads what the application answered: one JSON value in UTF-8, whatever it calls it.</summary>
internal static class ApplicationAnswer
{
    public const int MaxBytes = 16 * 1024;

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    public static async Task<ForwardedAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        // Before the body: an error's page may be of any size.
        if ((int)response.StatusCode is >= 300 and < 400)
            return ForwardedAnswer.Without(ForwardErrors.Redirect);
        if (!response.IsSuccessStatusCode)
            return ForwardedAnswer.Without(ForwardErrors.OfStatus(response.StatusCode));
        if (response.StatusCode == HttpStatusCode.NoContent)
            return new ForwardedAnswer(null, null);

        await response.Content.LoadIntoBufferAsync(MaxBytes, cancellationToken);
        return Read(await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    private static ForwardedAnswer Read(ReadOnlySpan<byte> body)
    {
        // OSS refuses a callback's answer that begins with one; here, many frameworks write it without being asked.
        if (body.StartsWith(ByteOrderMark))
            body = body[ByteOrderMark.Length..];
        return Utf8.IsValid(body) && IsOneValue(body)
            ? new ForwardedAnswer(Encoding.UTF8.GetString(body).Trim(), null)
            : ForwardedAnswer.Without(ForwardErrors.NotJson);
    }

    private static bool IsOneValue(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
