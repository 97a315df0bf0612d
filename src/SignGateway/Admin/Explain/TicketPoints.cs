using System.Globalization;
using Microsoft.Extensions.Options;
using SignGateway.Objects;
using SignGateway.Profiles;
using SignGateway.Protocol.Callbacks;
using SignGateway.Protocol.Policies;
using SignGateway.Protocol.Values;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Admin.Explain;

/// <summary>Opens tickets with the ring, and holds a form against what they promise.</summary>
internal sealed class TicketPoints(TicketSealer sealer, ProfileCatalog profiles, OwnBuckets buckets, IOptions<TicketOptions> options)
{
    private const int MaxKey = 1023;
    private const string NewGrant = "Ask this gateway for a new grant.";

    /// <summary>A ticket by itself, of whichever purpose; null if it does not open.</summary>
    public Ticket? Write(Report report, string text)
    {
        report.Section("Ticket");
        var head = TicketHead.Read(text);
        var ticket = Open(report, "ticket", text, head?.Purpose ?? TicketPurpose.Callback);
        if (ticket is null)
        {
            report.Info("key id", head?.KeyId, null, "The key that sealed it, as the ticket says of itself.");
            return null;
        }

        report.Info("purpose", Word(head!.Purpose), null, head.Purpose == TicketPurpose.Callback
            ? "It stands in the body of a callback."
            : "It is metadata of an object. A callback that carries it is refused.");
        WriteFacts(report, ticket, null);
        if (head.Purpose == TicketPurpose.Callback)
            WriteGrace(report, ticket);
        return ticket;
    }

    /// <summary>The tickets of a form, and of the callback that it carries; the one of the callback, or null.</summary>
    public Ticket? Write(Report report, IReadOnlyList<TemplateEntry>? body, PastedForm? form, PostPolicy? policy)
    {
        report.Section("Ticket");
        var ticket = body is null ? null : WriteCallbackTicket(report, body);
        if (ticket is not null)
        {
            WriteFacts(report, ticket, form);
            WriteGrace(report, ticket);
            if (form is not null)
                WriteAgreement(report, ticket, body!, form, policy);
        }

        var found = form?.Get(OssClient.TicketMetadata);
        var ofObject = found is null ? null : Open(report, OssClient.TicketMetadata, found, TicketPurpose.Object);
        if (ofObject is not null && ticket is not null && ofObject.UploadId != ticket.UploadId)
        {
            report.Differs("upload id", ofObject.UploadId.ToString(), ticket.UploadId.ToString(), "The object's ticket belongs to another upload than the callback's. Send the fields of one grant together.");
            report.Find(Consequence.Unrecorded, "its two tickets belong to two uploads", "Send the fields of one grant together.");
        }

        return ticket ?? ofObject;
    }

    private Ticket? WriteCallbackTicket(Report report, IReadOnlyList<TemplateEntry> body)
    {
        if (body.FirstOrDefault(entry => entry.Name == CallbackFields.Ticket && !entry.IsVariable) is { } entry)
            return Open(report, CallbackFields.Ticket, entry.Value, TicketPurpose.Callback);
        report.Missing(CallbackFields.Ticket, null, "A callback without a ticket gets 403 ticket_invalid. " + NewGrant);
        report.Find(Consequence.Unrecorded, "its callback carries no ticket", NewGrant);
        return null;
    }

    private Ticket? Open(Report report, string name, string text, TicketPurpose purpose)
    {
        switch (sealer.Open(text, purpose))
        {
            case TicketOutcome.Opened(var ticket):
                report.Met(name, text, null, "This gateway sealed it.");
                return ticket;
            case TicketOutcome.Refused(var reason):
                var other = TicketHead.Read(text)?.Purpose;
                var hint = other is { } wrong && wrong != purpose
                    ? $"It is a ticket of the {Word(wrong)}, and does not count in the place of one of the {Word(purpose)}."
                    : $"It does not open here: {reason}. Either another gateway sealed it, or SignGateway:Tickets:Keys has lost its key, or it was changed on the way.";
                report.Differs(name, text, null, hint);
                report.Find(Consequence.Unrecorded, $"its {Word(purpose)} ticket does not count ({reason})", NewGrant);
                return null;
            default:
                return null;
        }
    }

    private void WriteFacts(Report report, Ticket ticket, PastedForm? form)
    {
        report.Info("upload id", ticket.UploadId.ToString());
        report.Info("user id", ticket.Owner);
        if (profiles.Find(ticket.Profile) is null)
            report.Differs("profile", ticket.Profile, null, "The configuration names this profile no more.");
        else
            report.Info("profile", ticket.Profile);
        report.Info("file name", ticket.IsPrefix ? null : ticket.FileName, null, ticket.IsPrefix ? "A grant for a directory: the page that uploads chooses names and types." : null);
        WriteType(report, ticket, form);
        WriteSize(report, ticket, form);
        report.Info("issued", UploadJson.ToText(ticket.IssuedAt));
        var left = ticket.ExpiresAt - report.Now;
        // A form ends with its policy.
        if (form is null or { IsRequest: true })
            report.EndsAt(ticket.ExpiresAt);
        report.Info("end", UploadJson.ToText(ticket.ExpiresAt), null, left > TimeSpan.Zero ? $"It can be used for {left.ToWords()} more." : $"It ended {left.ToWords()} ago.");
    }

    private static void WriteType(Report report, Ticket ticket, PastedForm? form)
    {
        const string name = "content type";
        if (!ticket.IsPrefix && (form?.Get("x-oss-content-type") ?? form?.Get("Content-Type")) is { } type)
            Agree(report, ContentType.SameMediaType(type, ticket.ContentType), name, type, ticket.ContentType);
        else
            report.Info(name, ticket.IsPrefix ? null : ticket.ContentType);
    }

    private static void WriteSize(Report report, Ticket ticket, PastedForm? form)
    {
        const string name = "size";
        var range = string.Create(CultureInfo.InvariantCulture, $"{ticket.MinBytes} to {ticket.MaxBytes} bytes");
        if (form?.FileSize is { } size)
            Agree(report, size >= ticket.MinBytes && size <= ticket.MaxBytes, name, $"{size.ToString(CultureInfo.InvariantCulture)} bytes", range);
        else
            report.Info(name, range);
    }

    private void WriteGrace(Report report, Ticket ticket)
    {
        var end = ticket.ExpiresAt + options.Value.Grace;
        report.Check(end >= report.Now, "counts until", UploadJson.ToText(end), $"later than {UploadJson.ToText(report.Now)}",
            "A callback gets 403 ticket_expired by now; an object that is there all the same is found by confirm or by the sweep.");
        if (end < report.Now)
            report.Find(Consequence.Unrecorded, "its ticket and SignGateway:Tickets:Grace are over", NewGrant);
    }

    // What the callback route will compare, as far as a form shows it.
    private void WriteAgreement(Report report, Ticket ticket, IReadOnlyList<TemplateEntry> body, PastedForm form, PostPolicy? policy)
    {
        var bucket = buckets.BucketOf(form.PostedTo) ?? form.NamedBucket
            ?? policy?.FieldConditions.FirstOrDefault(condition => condition.Names("bucket") && condition.Operator == PolicyOperator.Equal)?.Values[0];
        if (bucket is not null && (form.Get("key") ?? form.Directory) is { } key)
            Agree(report, IsAt(ticket, bucket, key), "bucket and key", $"{bucket} {key}", "those that the ticket was made for");
        var vars = body.Where(entry => entry.Name.StartsWith(CallbackFields.VarPrefix, StringComparison.Ordinal))
            .DistinctBy(entry => entry.Name)
            .ToDictionary(entry => entry.Name[CallbackFields.VarPrefix.Length..], entry => entry.IsVariable ? form.Get(entry.Value) ?? "" : entry.Value);
        if (vars.Count > 0 || !ticket.Vars.Span.SequenceEqual(TicketDigest.OfVars([])))
            Agree(report, ticket.Vars.Span.SequenceEqual(TicketDigest.OfVars(vars)), "vars", string.Join(", ", vars.Keys.Order(StringComparer.Ordinal)), "names and values that the ticket was made for");
    }

    private static void Agree(Report report, bool agrees, string name, string value, string expected)
    {
        report.Check(agrees, name, value, expected, "The ticket was made for something else, so the callback would get 403 ticket_mismatch. Send the fields of the grant as they stand.");
        if (!agrees)
            report.Find(Consequence.Unrecorded, $"the ticket does not agree with its {name}", "Send the fields of the grant as they stand.");
    }

    // Of a prefix grant the ticket has the directory's digest only, so each directory above the key is tried.
    private static bool IsAt(Ticket ticket, string bucket, string key)
    {
        if (!ticket.IsPrefix || key.Length > MaxKey)
            return Is(key);
        for (var end = key.LastIndexOf('/'); end > 0; end = key.LastIndexOf('/', end - 1))
        {
            if (Is(key[..(end + 1)]))
                return true;
        }

        return false;

        bool Is(string place) => ticket.Location.Span.SequenceEqual(TicketDigest.OfLocation(bucket, place));
    }

    private static string Word(TicketPurpose purpose) => purpose == TicketPurpose.Callback ? "callback" : "object";
}
