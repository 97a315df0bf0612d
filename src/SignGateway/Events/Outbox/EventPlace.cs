using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using SignGateway.Tickets;

namespace SignGateway.Events.Outbox;

/// <summary>An event's place in a list: by upload, number of the change and endpoint, each from the greatest to the least.</summary>
public sealed record EventPlace(UploadId Upload, long Number, string Endpoint)
{
    private const char Separator = '.';

    /// <summary>The place of an event.</summary>
    public static EventPlace Of(OutboxEvent found) => new(found.Upload.Id, found.Upload.Version, found.Endpoint);

    /// <summary>Reads the text form.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out EventPlace? place)
    {
        place = text.Split(Separator) is [var upload, var number, var endpoint]
            && UploadId.TryParse(upload, out var id)
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed)
                ? new EventPlace(id, parsed, endpoint)
                : null;
        return place is not null;
    }

    /// <summary>The text form.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Upload}{Separator}{Number}{Separator}{Endpoint}");
}
