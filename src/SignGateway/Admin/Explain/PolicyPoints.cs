using System.Globalization;
using SignGateway.Protocol.Policies;
using SignGateway.Uploads;

namespace SignGateway.Admin.Explain;

/// <summary>Holds a form against its policy, condition by condition.</summary>
internal sealed class PolicyPoints(OwnBuckets buckets)
{
    private const string Bucket = "bucket";
    private const string SizeRange = "content-length-range";
    private const string AsTheyStand = "Send the fields of the grant as they stand, in front of the file.";

    private static readonly string[] V4Conditions = ["x-oss-signature-version", "x-oss-credential", "x-oss-date"];

    /// <summary>A policy by itself, or with the form that carries it.</summary>
    public void Write(Report report, PostPolicy policy, PastedForm? form)
    {
        report.Learn(policy);
        report.Section("Policy");
        WriteEnd(report, policy);
        foreach (var condition in policy.Conditions)
        {
            switch (condition)
            {
                case PolicyCondition.OfField named when named.Names(Bucket):
                    WriteBucket(report, named, form);
                    break;
                case PolicyCondition.OfField named:
                    WriteField(report, named, form);
                    break;
                case PolicyCondition.OfSize size:
                    WriteSize(report, size, form);
                    break;
                case PolicyCondition.Unreadable(var text, var fault):
                    report.Differs("condition", text, null, $"OSS refuses the whole policy: {fault}.");
                    report.Find(Consequence.Refused, $"one of its policy's conditions cannot be read ({fault})", "Write the condition as OSS's reference has it, and sign again.");
                    break;
            }
        }

        WriteRequired(report, policy, form);
        WriteUnpinned(report, policy, form);
    }

    /// <summary>Says that there is no policy that could be read.</summary>
    public static void WriteUnreadable(Report report, string? value, string fault)
    {
        report.Section("Policy");
        report.Differs("policy", value, null, $"OSS cannot read it: {fault}. Send the policy exactly as the gateway answered it.");
        report.Find(Consequence.Refused, $"its policy cannot be read ({fault})", "Send the policy exactly as the gateway answered it.");
    }

    private static void WriteEnd(Report report, PostPolicy policy)
    {
        const string name = "expiration";
        if (policy.Expiration is not { } end)
        {
            report.Differs(name, policy.ExpirationText, null, "Write the end in UTC, such as 2026-01-31T12:00:00.000Z.");
            report.Find(Consequence.Refused, "its policy has no end that OSS can read", "Write the policy's expiration in UTC, such as 2026-01-31T12:00:00.000Z, and sign again.");
            return;
        }

        report.EndsAt(end);
        var left = end - report.Now;
        if (left > TimeSpan.Zero)
        {
            report.Met(name, policy.ExpirationText, $"later than {UploadJson.ToText(report.Now)}", $"{left.ToWords()} are left; an upload has to begin by then.");
            return;
        }

        report.Differs(name, policy.ExpirationText, $"later than {UploadJson.ToText(report.Now)}", "Ask for a new grant, and only just before the upload begins.");
        report.Find(Consequence.Refused, $"it ended {left.ToWords()} ago", "Ask for a new grant, and only just before the upload begins.");
    }

    private void WriteBucket(Report report, PolicyCondition.OfField condition, PastedForm? form)
    {
        var expected = Expected(condition);
        var unknown = condition.Values is [var only] && buckets.Find(only) is null ? " The gateway's configuration names no such bucket." : "";
        if ((buckets.BucketOf(form?.PostedTo) ?? form?.NamedBucket) is not { } actual)
        {
            report.Info(Bucket, null, expected, $"OSS compares it with the host that the form is posted to.{unknown}");
            return;
        }

        report.Check(condition.Holds(actual), Bucket, actual, expected, $"Post the form to the url of its grant.{unknown}");
        if (!condition.Holds(actual))
            report.Find(Consequence.Refused, "it is posted to another bucket than the one its policy names", "Post the form to the url of its grant.");
    }

    private static void WriteField(Report report, PolicyCondition.OfField condition, PastedForm? form)
    {
        var (name, expected) = (condition.Field, Expected(condition));
        if (form is null)
        {
            report.Info(name, null, expected);
            return;
        }

        if (form.Get(name) is not { } actual)
        {
            WriteAbsent(report, condition, form);
            return;
        }

        var hint = $"{Reading(condition, actual)}Send what was signed for, or ask for a grant with what is to be sent.";
        report.Check(condition.Holds(actual), name, actual, expected, hint);
        if (!condition.Holds(actual))
            report.Find(Consequence.Refused, $"its {report.Named(name)} is not what the policy asks for", AsTheyStand);
    }

    private static void WriteAbsent(Report report, PolicyCondition.OfField condition, PastedForm form)
    {
        var name = condition.Field;
        if (form.Directory is not null && !FormNames.IsSigning(name) && name is not "callback")
        {
            report.Info(name, null, Expected(condition), "The page that uploads chooses it.");
            return;
        }

        var late = form.AfterFile.Any(field => condition.Names(field.Name));
        report.Missing(name, Expected(condition), late ? "It stands after the file, where OSS does not read it; move it in front." : "Add the field to the form, in front of the file.");
        report.Find(Consequence.Refused, $"it has no field {report.Named(name)}, which the policy names", AsTheyStand);
    }

    private static void WriteSize(Report report, PolicyCondition.OfSize condition, PastedForm? form)
    {
        var expected = $"{Number(condition.Min)} to {Number(condition.Max)} bytes";
        if (form?.FileSize is not { } size)
        {
            report.Info(SizeRange, null, expected, form is null ? null : "Add a line \"size: BYTES\" to what is pasted, and the file's size is compared too.");
            return;
        }

        report.Check(condition.Holds(size), SizeRange, $"{Number(size)} bytes", expected, "Ask for a grant with this size; the profile's MinBytes and MaxBytes are the limits.");
        if (!condition.Holds(size))
            report.Find(Consequence.Refused, $"its file is too {(size > condition.Max ? "large" : "small")}", "Ask for a grant with the file's real size; the profile's MinBytes and MaxBytes are the limits.");
    }

    private static void WriteRequired(Report report, PostPolicy policy, PastedForm? form)
    {
        if (form?.Get("x-oss-signature-version") is null && form?.Get("x-oss-signature") is null)
            return;
        var required = form.Get("x-oss-security-token") is null ? V4Conditions : [.. V4Conditions, "x-oss-security-token"];
        foreach (var name in required.Where(name => !policy.Names(name)))
        {
            report.Missing($"condition on {name}", form.Get(name), "OSS takes no V4 form whose policy lacks it; add the condition and sign again.");
            report.Find(Consequence.Refused, $"its policy has no condition on {name}", "Add the condition to the policy, and sign again.");
        }
    }

    private static void WriteUnpinned(Report report, PostPolicy policy, PastedForm? form)
    {
        report.Section("Not pinned by the policy");
        foreach (var (name, value) in (form?.Fields ?? []).Where(field => FormNames.ActedOn(field.Name) && !policy.Names(field.Name)))
        {
            if (name.Equals("Content-Encoding", StringComparison.OrdinalIgnoreCase))
            {
                report.Differs(name, value, null, "The gateway rejects an object that carries an encoding: no grant has one. Take the field out.");
                report.Find(Consequence.Unrecorded, "it adds a Content-Encoding, for which the gateway rejects the object", "Take the field Content-Encoding out.");
                continue;
            }

            report.Info(name, value, null, FormNames.IsVar(name)
                ? "No condition names it; if the ticket does not bind it either, whoever holds the form can change it."
                : "OSS acts on it and no condition names it: whoever holds the form can change it.");
        }

        foreach (var name in FormNames.Pinned.Where(name => !policy.Names(name) && form?.Get(name) is null))
            report.Info(name, null, null, "No condition names it: whoever holds the form can add it.");
        if (policy.Size is null)
            report.Info(SizeRange, null, null, "No condition limits the size: up to 5 GB are taken.");
    }

    private static string Expected(PolicyCondition.OfField condition) => condition.Operator switch
    {
        PolicyOperator.Equal => condition.Values[0],
        PolicyOperator.StartsWith => condition.Values[0].Length == 0 ? "anything" : $"begins with {condition.Values[0]}",
        PolicyOperator.In => $"one of {string.Join(", ", condition.Values)}",
        _ => $"none of {string.Join(", ", condition.Values)}",
    };

    // The differences that one does not see.
    private static string Reading(PolicyCondition.OfField condition, string actual) => condition.Operator != PolicyOperator.Equal ? "" :
        condition.Values[0].Equals(actual, StringComparison.OrdinalIgnoreCase) ? "Only capitals differ. " :
        condition.Values[0].Trim() == actual.Trim() ? "Only spaces at an end differ. " :
        condition.Values[0].Replace('+', ' ') == actual ? "A plus sign was read as a space on the way. " : "";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
