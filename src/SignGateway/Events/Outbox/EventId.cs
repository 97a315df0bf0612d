using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using SignGateway.Tickets;

namespace SignGateway.Events.Outbox;

/// <summary>
/// The name of an event, the same at every attempt and endpoint: the upload, what it became, and the number of the change of its record.
/// </summary>
/// <param name="Upload">The upload.</param>
/// <param name="Type">What it became; one of <see cref="EventTypes"/>.</param>
/// <param name="Number">The record's <see cref="Uploads.UploadRecord.Version"/> since the change.</param>
public readonly record struct EventId(UploadId Upload, string Type, long Number)
{
    private const string TypePrefix = "upload.";

    /// <summary>The word of the state that the upload went into.</summary>
    public string State => Type[TypePrefix.Length..];

    /// <summary>Reads the text form.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out EventId id)
    {
        id = default;
        if (text?.Split('-') is not [var upload, var word, var number]
            || !UploadId.TryParse(upload, out var uploadId)
            || !EventTypes.All.Contains(TypePrefix + word)
            || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed))
            return false;

        id = new EventId(uploadId, TypePrefix + word, parsed);
        return true;
    }

    /// <summary>The text form; it has no full stop, at which a signed text is taken apart.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Upload}-{State}-{Number}");
}
