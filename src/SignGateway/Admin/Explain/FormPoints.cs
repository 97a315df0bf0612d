using SignGateway.Credentials;
using SignGateway.Protocol.Callbacks;
using SignGateway.Protocol.Policies;
using SignGateway.Tickets;

namespace SignGateway.Admin.Explain;

/// <summary>All there is to look at in a form, and in what can be pasted of it by itself.</summary>
internal sealed class FormPoints(PolicyPoints policies, SignaturePoints signatures, CallbackPoints callbacks, TicketPoints tickets, UploadPoints uploads)
{
    public async Task WriteAsync(Report report, PastedForm form, IReadOnlyList<CredentialsOutcome.Available> keys, CancellationToken cancellationToken)
    {
        WriteGrant(report, form);
        var policy = WritePolicy(report, form);
        if (form.IsRequest)
            SignaturePoints.WriteRequest(report, form, keys);
        else
            signatures.Write(report, form, policy, keys);
        WriteAfterFile(report, form);
        var body = WriteCallback(report, form);
        await WriteUploadAsync(report, tickets.Write(report, body, form, policy), cancellationToken);
    }

    public void Write(Report report, Pasted.Policy pasted)
    {
        if (pasted.Value is { } policy)
            policies.Write(report, policy, null);
        else
            PolicyPoints.WriteUnreadable(report, null, pasted.Fault);
    }

    public async Task WriteAsync(Report report, Pasted.Callback pasted, CancellationToken cancellationToken)
    {
        if (pasted.Value is { } callback)
            await WriteUploadAsync(report, tickets.Write(report, callbacks.Write(report, callback, null), null, null), cancellationToken);
        else
            CallbackPoints.WriteUnreadable(report, null, pasted.Fault);
    }

    public async Task<Ticket?> WriteAsync(Report report, Pasted.Ticket pasted, CancellationToken cancellationToken)
    {
        var ticket = tickets.Write(report, pasted.Text);
        await WriteUploadAsync(report, ticket, cancellationToken);
        return ticket;
    }

    private static void WriteGrant(Report report, PastedForm form)
    {
        report.Section("Grant");
        if (form.PostedTo is { } url)
            report.Info("url", url);
        if (form.Directory is { } directory)
            report.Info("dir", directory, null, "A grant for a directory: the page that uploads chooses the rest of the key, and more.");
        if (form.NamedKey is { } named && form.Get("key") is { } key)
            report.Check(named == key, "key", key, named, "The grant names another key than its form; send its fields as they stand.");
    }

    private PostPolicy? WritePolicy(Report report, PastedForm form)
    {
        if (form.Get("policy") is not { } encoded)
            return null;
        if (PostPolicy.FromBase64(encoded, out var fault) is not { } policy)
        {
            PolicyPoints.WriteUnreadable(report, encoded, fault);
            return null;
        }

        policies.Write(report, policy, form);
        return policy;
    }

    private IReadOnlyList<TemplateEntry>? WriteCallback(Report report, PastedForm form)
    {
        if (form.Get("callback") is not { } encoded)
            return null;
        if (CallbackDocument.FromBase64(encoded, out var fault) is { } callback)
            return callbacks.Write(report, callback, form);
        CallbackPoints.WriteUnreadable(report, encoded, fault);
        return null;
    }

    private static void WriteAfterFile(Report report, PastedForm form)
    {
        report.Section("After the file");
        foreach (var (name, value) in form.AfterFile.Where(field => FormNames.ActedOn(field.Name) || FormNames.IsSigning(field.Name)))
            report.Differs(name, value, null, "OSS does not read what stands after the file; move it in front.");
    }

    private async Task WriteUploadAsync(Report report, Ticket? ticket, CancellationToken cancellationToken)
    {
        if (ticket is not null)
            await uploads.WriteAsync(report, ticket, cancellationToken);
    }
}
