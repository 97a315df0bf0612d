using SignGateway.Objects;
using SignGateway.Protocol.Callbacks;
using SignGateway.Uploads;

namespace SignGateway.Admin.Explain;

/// <summary>Looks at what OSS would do with a callback: whom it calls, how, and with what body.</summary>
internal sealed class CallbackPoints(PublicUrls urls)
{
    // Without these the callback route cannot hold a body against its ticket.
    private static readonly (string Name, string Variable)[] Needed =
    [
        (CallbackFields.Bucket, "bucket"), (CallbackFields.Object, "object"), (CallbackFields.Size, "size"), (CallbackFields.MimeType, "mimeType"),
    ];

    /// <summary>Says that there is no callback that could be read.</summary>
    public static void WriteUnreadable(Report report, string? value, string fault)
    {
        report.Section("Callback");
        report.Differs("callback", value, null, $"OSS cannot read it: {fault}. Send the callback exactly as the gateway answered it.");
        report.Find(Consequence.Refused, $"its callback cannot be read ({fault})", "Send the callback exactly as the gateway answered it.");
    }

    /// <summary>A callback by itself, or with the form that carries it; the entries of its body.</summary>
    public IReadOnlyList<TemplateEntry> Write(Report report, CallbackDocument callback, PastedForm? form)
    {
        report.Section("Callback");
        foreach (var fault in callback.Faults)
        {
            report.Differs("callback", null, null, $"OSS refuses it: {fault}.");
            report.Find(Consequence.Refused, $"OSS does not take its callback ({fault})", "Send the callback exactly as the gateway answered it.");
        }

        WriteAddress(report, callback);
        return WriteBody(report, callback, form);
    }

    private void WriteAddress(Report report, CallbackDocument callback)
    {
        var (found, own) = (string.Join(';', callback.Urls), string.Join(';', urls.CallbackUrls));
        if (callback.Urls.Any(url => urls.CallbackUrls.Contains(url, StringComparer.Ordinal)))
            report.Check(found == own, "callbackUrl", found, own, "Some of these addresses are not of this gateway's PublicUrl; it may have been another when the grant was signed.");
        else
        {
            report.Differs("callbackUrl", found, own, "OSS calls somebody else, and this gateway hears nothing. Ask this gateway for the grant, or set its PublicUrl to where OSS reaches it.");
            report.Find(Consequence.Unrecorded, "its callback goes to another address than this gateway's PublicUrl", "Ask this gateway for the grant, or set its PublicUrl to where OSS reaches it.");
        }

        if (callback.Host is { } host)
            report.Info("callbackHost", host, null, "OSS sends this as the Host header, whatever callbackUrl says. It is the CallbackHost of the profile.");
        if (callback.Urls.Any(url => url.StartsWith("https:", StringComparison.OrdinalIgnoreCase)))
        {
            const string hint = "Without it OSS names no host in the TLS handshake, and a server that picks its certificate by that name refuses the connection.";
            report.Check(callback.Sni, "callbackSNI", callback.Sni ? "true" : "false", "true", hint);
            if (!callback.Sni)
                report.Find(Consequence.Unrecorded, "its callback does not set callbackSNI for an https address", "Set callbackSNI to true, and sign again.");
        }
        else
        {
            report.Info("callbackSNI", callback.Sni ? "true" : "false");
        }
    }

    private static IReadOnlyList<TemplateEntry> WriteBody(Report report, CallbackDocument callback, PastedForm? form)
    {
        report.Info("callbackBodyType", callback.BodyTypeText, null, callback.BodyTypeText is null ? "OSS takes application/x-www-form-urlencoded." : null);
        report.Info("callbackBody", callback.Body);
        if (callback.Body is null || callback.BodyType is not { } type)
            return [];
        if (CallbackTemplateReader.Read(callback.Body, type) is not { } entries)
        {
            report.Differs("body", null, "a JSON object", "What OSS makes of the template is no JSON object, so the gateway answers 400 callback_malformed. Variables stand without quotes of their own.");
            report.Find(Consequence.Unrecorded, "its callback's body is not readable JSON", "Send the callback exactly as the gateway answered it.");
            return [];
        }

        foreach (var (name, variable) in Needed)
            WriteNeeded(report, entries, name, variable);
        foreach (var entry in entries.Where(entry => entry.IsVariable && FormNames.IsVar(entry.Value)))
            WriteVariable(report, entry, form);
        return entries;
    }

    private static void WriteNeeded(Report report, IReadOnlyList<TemplateEntry> entries, string name, string variable)
    {
        var (row, expected) = ($"body: {name}", $"${{{variable}}}");
        var found = entries.FirstOrDefault(entry => entry.Name == name);
        if (found is { IsVariable: true } && found.Value == variable)
        {
            report.Met(row, expected, expected);
            return;
        }

        const string hint = "The gateway cannot hold the callback against its ticket without it, and answers 403 ticket_mismatch.";
        if (found is null)
            report.Missing(row, expected, hint);
        else
            report.Differs(row, found.Value, expected, hint);
        report.Find(Consequence.Unrecorded, $"its callback's body does not ask for {variable}", "Send the callback exactly as the gateway answered it.");
    }

    private static void WriteVariable(Report report, TemplateEntry entry, PastedForm? form)
    {
        if (form is null || form.Get(entry.Value) is not null)
            report.Info(entry.Value, form?.Get(entry.Value), null, $"The callback says it as {report.Named(entry.Name)}.");
        else if (entry.Name.StartsWith(CallbackFields.FreeVarPrefix, StringComparison.Ordinal))
            report.Info(entry.Value, null, null, "The uploader may add it; the gateway records it as a clientVar, and never trusts it.");
        else
            report.Missing(entry.Value, null, "The callback asks for it, so OSS sends it empty; the ticket says more.");
    }
}
