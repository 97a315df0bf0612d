using System.Globalization;
using SignGateway.Admin.Recorder;
using SignGateway.Protocol.Errors;
using SignGateway.Protocol.Policies;

namespace SignGateway.Admin.Explain;

/// <summary>Looks at what OSS says of a request it refused, or of a callback that failed.</summary>
internal sealed class ErrorPoints(OwnBuckets buckets, FlightRecorder recorder)
{
    // Others may hold anything; these are made to be read.
    private static readonly string[] Shown =
    [
        "BucketName", "Bucket", "Key", "ObjectName", "ArgumentName", "ArgumentValue", "OSSAccessKeyId", "Method", "ResourceType", "Header", "MaxSizeAllowed", "MinSizeAllowed", "ProposedSize",
        "MaxAllowedSkewMilliseconds",
    ];

    private static readonly string[] Known = ["Code", "Message", "EC", "RequestId", "HostId", "StringToSign", "ServerTime", "RequestTime", "RecommendDoc"];

    /// <summary>What it means, in the list's words.</summary>
    public KnownError Write(Report report, OssErrorDocument error, PastedForm? form)
    {
        var known = KnownErrors.Find(error);
        report.Section("Error");
        report.Info("Code", error.Code, null, known.Meaning);
        if (error.Ec.Length > 0)
            report.Info("EC", error.Ec, null, "OSS's number of the exact cause; its documentation has a page for each.");
        report.Info("Message", error.Message);
        WriteCondition(report, error, form);
        WriteRequest(report, error);
        WriteHost(report, error);
        WriteClock(report, error);
        foreach (var (name, value) in error.Elements.Where(element => !Known.Contains(element.Key)))
            report.Info(name, Shown.Contains(name) ? value : $"[not shown, {value.Length} characters]");
        if (!error.IsWhole)
            report.Info("document", null, null, "The XML is cut off or broken; what could be read is here.");
        WriteStringToSign(report, error.Get("StringToSign"), form);
        return known;
    }

    private static void WriteCondition(Report report, OssErrorDocument error, PastedForm? form)
    {
        if (FailedCondition.Of(error.Message) is not { } condition)
            return;
        var (value, expected) = (form?.Get(condition.Field), string.Join(", ", condition.Values));
        const string hint = "This is the condition that failed. Send what was signed for, or ask for a grant with what is to be sent.";
        if (form is null)
            report.Info(condition.Field, null, expected, hint);
        else if (value is null)
            report.Missing(condition.Field, expected, hint);
        else
            report.Check(condition.Holds(value), condition.Field, value, expected, hint);
    }

    private void WriteRequest(Report report, OssErrorDocument error)
    {
        if (error.Get("RequestId") is not { Length: > 0 } id)
            return;
        var attempt = recorder.NewestFirst().FirstOrDefault(attempt => attempt.RequestId == id);
        report.Info("RequestId", id, null, attempt switch
        {
            null when error.Code == "CallbackFailed" => "This replica's flight recorder has no callback of this request: it did not come, came to another replica, or is forgotten.",
            null => "Under this number Alibaba Cloud's support finds the request.",
            _ => $"This replica's flight recorder has its callback, number {attempt.Number.ToString(CultureInfo.InvariantCulture)}: {attempt.Verdict}{(attempt.Code is null ? "" : $", {attempt.Code}")}.",
        });
    }

    private void WriteHost(Report report, OssErrorDocument error)
    {
        if (error.Get("HostId") is not { Length: > 0 } host)
            return;
        report.Info("HostId", host);
        if (buckets.BucketOf(host) is not { } bucket)
            return;
        report.Check(buckets.Find(bucket) is not null, "bucket", bucket, string.Join(", ", buckets.Names), "The configuration names no such bucket: the request was not one for this gateway's.");
    }

    private static void WriteClock(Report report, OssErrorDocument error)
    {
        if (Time(error.Get("ServerTime")) is not { } server || Time(error.Get("RequestTime")) is not { } request)
            return;
        var ahead = request - server;
        report.Info("RequestTime", error.Get("RequestTime"), error.Get("ServerTime"), $"The clock of whoever signed is {ahead.ToWords()} {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} OSS's.");
    }

    // What OSS made of the request, line by line, beside what the form would have had signed: its policy.
    private static void WriteStringToSign(Report report, string? text, PastedForm? form)
    {
        if (string.IsNullOrEmpty(text))
            return;
        report.Section("StringToSign");
        var lines = text.Split('\n');
        if (form?.Get("policy") is not { Length: > 0 } policy)
        {
            for (var index = 0; index < lines.Length; index++)
                report.Info(LineName(lines[index], index), lines[index]);
            return;
        }

        var signed = policy.Split('\n');
        for (var index = 0; index < Math.Max(lines.Length, signed.Length); index++)
        {
            var (theirs, ours) = (lines.ElementAtOrDefault(index), signed.ElementAtOrDefault(index));
            report.Check(theirs == ours, "policy", theirs, ours, Difference(theirs ?? "", ours ?? ""));
        }

        if (text != policy)
            report.Find(Consequence.Refused, "OSS signed another text than the form's policy", "The policy was changed on its way to OSS; send it as the gateway answered it.");
    }

    // A line that names a header is that header.
    private static string LineName(string line, int index) =>
        line.IndexOf(':', StringComparison.Ordinal) is > 0 and < 64 and var colon && line[..colon].All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_')
            ? line[..colon]
            : string.Create(CultureInfo.InvariantCulture, $"line {index + 1}");

    private static string Difference(string theirs, string ours)
    {
        var same = theirs.AsSpan().CommonPrefixLength(ours);
        return string.Create(CultureInfo.InvariantCulture, $"OSS signed {theirs.Length} characters, the form has {ours.Length}; they differ from character {same + 1} on.");
    }

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
}
