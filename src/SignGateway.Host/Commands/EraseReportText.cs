using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using SignGateway.Privacy;
using SignGateway.Uploads;

namespace SignGateway.Host.Commands;

/// <summary>The report of an erasure in words, or as JSON. Neither says whom it is about.</summary>
internal static class EraseReportText
{
    public static string Lines(ErasureReport report, bool dryRun)
    {
        var text = new StringBuilder();
        Line($"{(dryRun ? "dry run: " : "")}uploads {report.Uploads}, grants revoked {report.GrantsRevoked}, failed {report.Failed}, remaining {(report.Remaining is { } remaining ? remaining : "unknown")}");
        Line($"objects deleted {report.ObjectsDeleted}, already gone {report.ObjectsGone}, not ours {report.ObjectsForeign}");
        Line($"events {report.Events}, history {report.History}, application answers {report.Answers}, idempotency keys {report.Keys}, quota sums {report.Sums}, audit entries {report.Audit}");
        if (report is { Waiting: > 0, ForgottenAfter: { } end })
            Line($"{report.Waiting} ids are kept, with nothing but the id, until nothing can come of their grants: {UploadJson.ToText(end)}");
        if (report.IsGuardUnavailable)
            Line($"answers to repeated callbacks could not be taken out of the replay guard; they end there within a day");
        return text.ToString().TrimEnd('\n');

        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    public static string Json(ErasureReport report, bool dryRun)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteBoolean("dryRun", dryRun);
            writer.WriteBoolean("complete", report.IsComplete);
            writer.WriteString("stoppedBecause", report.StoppedBecause);
            writer.WriteNumber("uploads", report.Uploads);
            writer.WriteNumber("grantsRevoked", report.GrantsRevoked);
            writer.WriteNumber("failed", report.Failed);
            if (report.Remaining is { } remaining)
                writer.WriteNumber("remaining", remaining);
            else
                writer.WriteNull("remaining");
            writer.WriteNumber("objectsDeleted", report.ObjectsDeleted);
            writer.WriteNumber("objectsGone", report.ObjectsGone);
            writer.WriteNumber("objectsForeign", report.ObjectsForeign);
            writer.WriteNumber("events", report.Events);
            writer.WriteNumber("history", report.History);
            writer.WriteNumber("answers", report.Answers);
            writer.WriteNumber("idempotencyKeys", report.Keys);
            writer.WriteNumber("quotaSums", report.Sums);
            writer.WriteNumber("auditEntries", report.Audit);
            writer.WriteNumber("waiting", report.Waiting);
            writer.WriteString("forgottenAfter", report.ForgottenAfter is { } end ? UploadJson.ToText(end) : null);
            writer.WriteBoolean("guardUnavailable", report.IsGuardUnavailable);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
