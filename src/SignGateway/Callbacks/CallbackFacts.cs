using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using SignGateway.Protocol.Callbacks;
using Values = SignGateway.Protocol.Values;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Callbacks;

/// <summary>What OSS says of the object, once it agrees with the ticket.</summary>
internal sealed record CallbackFacts(
    UploadId UploadId,
    string Bucket,
    string Key,
    string FileName,
    string ContentType,
    long Size,
    string? ETag,
    string? Crc64,
    ImageInfo? Image,
    IReadOnlyDictionary<string, string> Vars,
    IReadOnlyDictionary<string, string> ClientVars)
{
    /// <summary>What <see cref="Agreeing"/> calls a size that was not granted.</summary>
    public const string SizeDifference = "size";

    /// <summary>Holds the body against the ticket; null, and what differs, if they do not agree.</summary>
    public static CallbackFacts? Agreeing(CallbackBody body, Ticket ticket, out string difference)
    {
        difference = "bucket or key";
        if (body.Get(CallbackFields.Bucket) is not { } bucket || AgreeingKey(body, bucket, ticket) is not { } key)
            return null;

        difference = SizeDifference;
        if (!long.TryParse(body.Get(CallbackFields.Size), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || size < ticket.MinBytes || size > ticket.MaxBytes)
            return null;

        difference = "media type";
        if (body.GetKeepingPlus(CallbackFields.MimeType) is not { } type || !(ticket.IsPrefix || Values.ContentType.SameMediaType(type, ticket.ContentType)))
            return null;

        difference = "vars";
        if (AgreeingVars(body, ticket, out var isPlusKept) is not { } vars)
            return null;

        return new CallbackFacts(
            ticket.IsPrefix ? UploadId.Under(ticket.UploadId, key) : ticket.UploadId,
            bucket,
            key,
            ticket.IsPrefix ? PrefixGrants.FileNameOf(key) : ticket.FileName,
            ticket.IsPrefix ? PrefixGrants.ContentTypeOf(type) : ticket.ContentType,
            size,
            Text(body.Get(CallbackFields.ETag)?.Trim('"')),
            Text(body.Get(CallbackFields.Crc64)),
            ReadImage(body),
            vars,
            isPlusKept ? body.GetAllKeepingPlus(CallbackFields.FreeVarPrefix) : body.GetAll(CallbackFields.FreeVarPrefix));
    }

    // How OSS writes a plus sign and a space in a form is not documented; the ticket tells which reading is meant.
    private static string? AgreeingKey(CallbackBody body, string bucket, Ticket ticket)
    {
        var withSpaces = body.Get(CallbackFields.Object);
        if (Agrees(withSpaces))
            return withSpaces;
        var keepingPlus = body.GetKeepingPlus(CallbackFields.Object);
        return keepingPlus != withSpaces && Agrees(keepingPlus) ? keepingPlus : null;

        bool Agrees([NotNullWhen(true)] string? key) => key is not null && (ticket.IsPrefix ? LiesUnder(ticket, bucket, key) : IsAt(ticket, bucket, key));
    }

    private static bool IsAt(Ticket ticket, string bucket, string key) => ticket.Location.Span.SequenceEqual(TicketDigest.OfLocation(bucket, key));

    // The ticket has a digest only, so each directory above the key is tried; a key has 1,023 bytes at most.
    private static bool LiesUnder(Ticket ticket, string bucket, string key)
    {
        for (var end = key.LastIndexOf('/', Math.Max(key.Length - 2, 0)); end > 0; end = key.LastIndexOf('/', end - 1))
        {
            if (IsAt(ticket, bucket, key[..(end + 1)]))
                return true;
        }

        return false;
    }

    private static IReadOnlyDictionary<string, string>? AgreeingVars(CallbackBody body, Ticket ticket, out bool isPlusKept)
    {
        isPlusKept = false;
        var vars = body.GetAll(CallbackFields.VarPrefix);
        if (Agree(ticket, vars))
            return vars;
        isPlusKept = true;
        vars = body.GetAllKeepingPlus(CallbackFields.VarPrefix);
        return Agree(ticket, vars) ? vars : null;
    }

    private static bool Agree(Ticket ticket, IReadOnlyDictionary<string, string> vars) => ticket.Vars.Span.SequenceEqual(TicketDigest.OfVars(vars));

    private static ImageInfo? ReadImage(CallbackBody body) =>
        int.TryParse(body.Get(CallbackFields.ImageWidth), NumberStyles.None, CultureInfo.InvariantCulture, out var width)
        && int.TryParse(body.Get(CallbackFields.ImageHeight), NumberStyles.None, CultureInfo.InvariantCulture, out var height)
        && Text(body.Get(CallbackFields.ImageFormat)) is { } format
            ? new ImageInfo(width, height, format)
            : null;

    private static string? Text(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
