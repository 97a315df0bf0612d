using SignGateway.Protocol.Errors;
using SignGateway.Tickets;

namespace SignGateway.Admin.Explain;

/// <summary>Says an explanation in a few sentences: what it is, whether it would work now, what to change.</summary>
internal static class Summary
{
    public const string OfUnknown =
        "Nothing that this gateway can read. Paste a grant, a form (JSON, \"name: value\" lines, multipart/form-data or URL-encoded), a policy, a callback, a ticket, or the XML of an error of OSS.";

    private const int MostFaults = 3;
    private const int MostFixes = 2;

    public static string OfForm(Report report, PastedForm form)
    {
        var noun = form.Kind == ExplainedKind.Grant ? "grant" : "form";
        return Trouble(report, $"OSS will refuse this {noun}", $"OSS will take this {noun}, but the upload is not recorded as it should be")
            ?? $"OSS will take this {noun}{Left(report)}{Doubt(report)}. The points below say field by field what was compared.";
    }

    public static string OfPolicy(Report report) =>
        Trouble(report, "OSS will refuse any form with this policy", "OSS will take a form with this policy, but not as it should be")
            ?? $"A policy that can be read, and counts{Left(report)}. Paste the whole form, and each condition is compared with its field.";

    public static string OfCallback(Report report) =>
        Trouble(report, "OSS will refuse an upload with this callback", "OSS will take an upload with this callback, but the gateway does not record it as it should")
            ?? $"OSS calls this gateway, and the ticket in the body is ours{(report.End > report.Now ? Left(report) : "; the form that carries it has ended")}. Paste the whole form to have the rest compared.";

    public static string OfTicket(Report report, Ticket? ticket) => ticket switch
    {
        null => $"A ticket that does not count here. {Fixes(report.Findings)}",
        _ when report.Findings.Count > 0 => $"A ticket of this gateway, but {Faults(report.Findings)}. {Fixes(report.Findings)}",
        _ when ticket.ExpiresAt <= report.Now => "A ticket of this gateway. Its form has ended; what was uploaded with it in time still counts.",
        _ => $"A ticket of this gateway; its form can be posted{Left(report)}.",
    };

    public static string OfError(Report report, OssErrorDocument error, KnownError known, PastedForm? form)
    {
        var name = error.Code.Length == 0 ? "An error of OSS" : $"{report.Named(error.Code)} of OSS";
        var beside = (form, report.Findings) switch
        {
            (null, _) => "",
            (_, { Count: 0 }) => " Nothing else is wrong with the form that was pasted along with it, as far as can be seen here.",
            (_, var findings) => $" Of the form that was pasted along with it: {Faults(findings)}. {Fixes(findings)}",
        };
        return $"{name}: {known.Meaning} {known.Fix}{beside}";
    }

    private static string? Trouble(Report report, string refused, string unrecorded)
    {
        if (report.Findings is not [var worst, ..])
            return null;
        var same = report.Findings.Where(finding => finding.Consequence == worst.Consequence).ToList();
        var others = report.Findings.Where(finding => finding.Consequence != worst.Consequence).ToList();
        var besides = others.Count == 0 ? "" : $" Besides, {Faults(others)}.";
        return $"{(worst.Consequence == Consequence.Refused ? refused : unrecorded)}: {Faults(same)}.{besides} {Fixes(same)}";
    }

    private static string Faults(IReadOnlyList<Finding> findings)
    {
        var all = findings.Select(finding => finding.What).Distinct().ToList();
        return string.Join("; ", all.Take(MostFaults)) + (all.Count > MostFaults ? $"; and {all.Count - MostFaults} more" : "");
    }

    private static string Fixes(IReadOnlyList<Finding> findings) => string.Join(' ', findings.Select(finding => finding.Fix).Distinct().Take(MostFixes));

    private static string Left(Report report) => report.End is { } end ? $" for {(end - report.Now).ToWords()} more" : "";

    private static string Doubt(Report report) => report.Signature == SignatureCheck.Unknown ? ", if its signature is right, which cannot be told here" : "";
}
