using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SignGateway.Credentials;
using SignGateway.Protocol.Policies;
using SignGateway.Protocol.Values;
using SignGateway.Uploads;

namespace SignGateway.Admin.Explain;

/// <summary>Looks at who signed a form, for when, and whether the signature is right where the key is ours. It never says what would be right.</summary>
internal sealed class SignaturePoints(OwnBuckets buckets)
{
    private const string Token = "x-oss-security-token";
    private const string NewUrl = "Ask for a new grant, and use its URL as it stands.";
    private const string NewGrant = "Ask for a new grant, and send its fields as they stand.";

    public void Write(Report report, PastedForm form, PostPolicy? policy, IReadOnlyList<CredentialsOutcome.Available> keys)
    {
        report.Section("Signature");
        var isV4 = form.Fields.Any(field => field.Name.StartsWith("x-oss-", StringComparison.OrdinalIgnoreCase) && FormNames.IsSigning(field.Name) && !IsToken(field.Name));
        var isV1 = form.Get("OSSAccessKeyId") is not null || form.Get("Signature") is not null;
        if (isV4)
            WriteV4(report, form, policy, keys);
        else if (isV1)
            WriteV1(report, form, keys);
        else
            WriteUnsigned(report, form);
    }

    /// <summary>The signature of a presigned URL, or the end of credentials with which requests are yet to be signed. It covers headers that nobody sees here, so it is not compared.</summary>
    public static void WriteRequest(Report report, PastedForm form, IReadOnlyList<CredentialsOutcome.Available> keys)
    {
        report.Section("Signature");
        if (form.CredentialsEnd is { } lent)
            WriteEnd(report, "credentials", lent, "the temporary credentials have ended");
        if (form.Get("x-oss-credential") is not { } text)
            return;
        var credential = CredentialV4.Parse(text);
        Required(report, "x-oss-credential", text, "id/day/region/oss/aliyun_v4_request", credential is not null, NewUrl);
        if (credential is not null)
            WriteKey(report, credential.AccessKeyId, form, keys);
        WriteDate(report, form.Get("x-oss-date"), credential);
        if (PostSignatureV4.ParseDate(form.Get("x-oss-date")) is { } date && int.TryParse(form.Get("x-oss-expires"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= PostSignatureV4.MaxLife.TotalSeconds)
            WriteEnd(report, "x-oss-expires", date + TimeSpan.FromSeconds(seconds), "its URL has ended");
        else
            Required(report, "x-oss-expires", form.Get("x-oss-expires"), "seconds, at most seven days of them", false, NewUrl);
        report.Info("x-oss-signature", form.Get("x-oss-signature"), null, "It covers method, key, query and every header of the grant: one that is left out, changed or added makes it wrong.");
    }

    private static void WriteEnd(Report report, string name, DateTimeOffset end, string fault)
    {
        report.EndsAt(end);
        report.Check(end > report.Now, name, UploadJson.ToText(end), $"later than {UploadJson.ToText(report.Now)}", "Ask for a new grant.");
        if (end <= report.Now)
            report.Find(Consequence.Refused, fault, "Ask for a new grant.");
    }

    private void WriteV4(Report report, PastedForm form, PostPolicy? policy, IReadOnlyList<CredentialsOutcome.Available> keys)
    {
        var version = form.Get("x-oss-signature-version");
        Required(report, "x-oss-signature-version", version, PostSignatureV4.Algorithm, version == PostSignatureV4.Algorithm, NewGrant);
        var credential = CredentialV4.Parse(form.Get("x-oss-credential"));
        Required(report, "x-oss-credential", form.Get("x-oss-credential"), "id/day/region/oss/aliyun_v4_request", credential is not null, NewGrant);
        if (credential is not null)
            WriteRegion(report, credential, policy);
        WriteDate(report, form.Get("x-oss-date"), credential);
        var key = credential is null ? null : WriteKey(report, credential.AccessKeyId, form, keys);

        const string name = "x-oss-signature";
        var (signature, signed) = (form.Get(name), form.Get("policy"));
        if (signature is null || signed is null)
        {
            Required(report, name, signature, null, signature is not null, NewGrant);
            if (signed is null)
                Required(report, "policy", null, null, false, NewGrant);
            return;
        }

        if (key is null)
        {
            report.Info(name, signature, null, NotCompared(keys));
            return;
        }

        string Sign(string text, DateTimeOffset day) => PostSignatureV4.Sign(SigningKeyV4.Derive(key.AccessKeySecret, day, credential!.Region), text);
        WriteComparison(report, name, signature, Same(signature, Sign(signed, credential!.Time)), () => Same(signature.ToLowerInvariant(), Sign(signed, credential.Time))
            ? "It is written in capitals, and OSS compares letter by letter: send it in lower case."
            : PostSignatureV4.ParseDate(form.Get("x-oss-date")) is { } date && Same(signature, Sign(signed, date))
                ? "It was made for the day of x-oss-date, while x-oss-credential names another."
                : Mended(signed, text => Same(signature, Sign(text, credential.Time))));
    }

    private static void WriteV1(Report report, PastedForm form, IReadOnlyList<CredentialsOutcome.Available> keys)
    {
        var (id, signed, signature) = (form.Get("OSSAccessKeyId"), form.Get("policy"), form.Get("Signature"));
        foreach (var (name, value) in new[] { ("OSSAccessKeyId", id), ("policy", signed), ("Signature", signature) })
        {
            if (value is null)
                Required(report, name, null, null, false, "OSSAccessKeyId, policy and Signature go together; send all three.");
        }

        var key = id is null ? null : WriteKey(report, id, form, keys);
        if (signed is null || signature is null)
            return;
        if (key is null)
        {
            report.Info("Signature", signature, null, NotCompared(keys));
            return;
        }

        string Sign(string text) => PostSignatureV1.Sign(key.AccessKeySecret, text);
        WriteComparison(report, "Signature", signature, Same(signature, Sign(signed)), () => Same(signature.Replace(' ', '+'), Sign(signed))
            ? "It lost its plus signs on the way: somebody decoded it as part of a URL."
            : Mended(signed, text => Same(signature, Sign(text))));
    }

    private static void WriteUnsigned(Report report, PastedForm form)
    {
        report.Missing("signature", null, "A form without a signature is an anonymous upload, which no private bucket takes.");
        if (form.Get("policy") is null)
            report.Missing("policy", null, "Send the policy of the grant.");
        report.Find(Consequence.Refused, "it is not signed", "Send all fields of a grant, in front of the file.");
    }

    private void WriteRegion(Report report, CredentialV4 credential, PostPolicy? policy)
    {
        var bucket = policy?.FieldConditions.FirstOrDefault(condition => condition.Names("bucket") && condition.Operator == PolicyOperator.Equal)?.Values[0];
        if (buckets.Find(bucket) is not { } own)
        {
            report.Info("region", credential.Region, null, "It must be the region of the bucket.");
            return;
        }

        report.Check(credential.Region == own.Region, "region", credential.Region, own.Region, "Sign for the region of the bucket: SignGateway:Oss:Region.");
        if (credential.Region != own.Region)
            report.Find(Consequence.Refused, "it is signed for another region than the bucket's", "Sign for the region of the bucket: SignGateway:Oss:Region.");
    }

    private static void WriteDate(Report report, string? text, CredentialV4? credential)
    {
        const string name = "x-oss-date";
        if (PostSignatureV4.ParseDate(text) is not { } date)
        {
            Required(report, name, text, "yyyyMMddTHHmmssZ", false, NewGrant);
            return;
        }

        report.EndsAt(date + PostSignatureV4.MaxLife);
        if (credential is not null && DateOnly.FromDateTime(date.UtcDateTime) != credential.Day)
            Required(report, name, text, $"a time of {credential.Day.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}, the day in x-oss-credential", false, NewGrant);
        else if (date + PostSignatureV4.MaxLife <= report.Now)
            Required(report, name, text, "at most seven days ago", false, "Ask for a new grant: OSS takes no form that was signed over seven days ago.");
        else if (date - PostSignatureV4.MaxSkew > report.Now)
            Required(report, name, text, $"at most 15 minutes after {UploadJson.ToText(report.Now)}", false, "Set the clock of whoever signed right.");
        else
            report.Met(name, text);
    }

    // The key with which the signature can be compared; null if it is not ours.
    private static OssCredentials? WriteKey(Report report, string id, PastedForm form, IReadOnlyList<CredentialsOutcome.Available> keys)
    {
        const string name = "access key id";
        if (keys.FirstOrDefault(key => key.Credentials.AccessKeyId == id) is not { } own)
        {
            report.Info(name, id, null, NotCompared(keys));
            return null;
        }

        report.Met(name, id, null, "It is the gateway's.");
        if (own.ExpiresAt is { } end)
        {
            report.EndsAt(end);
            report.Check(end > report.Now, "credentials", UploadJson.ToText(end), $"later than {UploadJson.ToText(report.Now)}", $"The temporary credentials have ended. {NewGrant}");
            if (end <= report.Now)
                report.Find(Consequence.Refused, "the temporary credentials that signed it have ended", NewGrant);
        }

        var token = form.Get(Token);
        if (token != own.Credentials.SecurityToken)
            Required(report, Token, token, own.Credentials.SecurityToken is null ? "none" : "the token of this access key", false, "Send x-oss-security-token exactly as the gateway answered it.");
        else if (token is not null)
            report.Met(Token, token);
        return own.Credentials;
    }

    private static void WriteComparison(Report report, string name, string signature, bool same, Func<string> diagnose)
    {
        report.Signature = same ? SignatureCheck.Match : SignatureCheck.Mismatch;
        if (same)
        {
            report.Met(name, signature, null, "The gateway's own key gives the same signature over this policy.");
            return;
        }

        var diagnosis = diagnose();
        report.Differs(name, signature, null, diagnosis);
        report.Find(Consequence.Refused, "its signature is not that of its policy", diagnosis);
    }

    private static string Mended(string policy, Func<string, bool> isRight)
    {
        if (isRight(policy.Replace(' ', '+')))
            return "The policy lost its plus signs on the way: somebody decoded it as part of a URL. Send it as the gateway answered it.";
        var plain = string.Concat(policy.Where(character => !char.IsWhiteSpace(character)));
        return plain != policy && isRight(plain)
            ? "The policy gained spaces or line breaks on the way. Send it as the gateway answered it."
            : "Policy or signature was changed after signing, or the access key's secret is another one by now. Send both as the gateway answered them.";
    }

    private static void Required(Report report, string name, string? value, string? expected, bool met, string fix)
    {
        if (met)
        {
            report.Met(name, value, expected);
            return;
        }

        if (value is null)
            report.Missing(name, expected, fix);
        else
            report.Differs(name, value, expected, fix);
        report.Find(Consequence.Refused, value is null ? $"it has no {name}" : $"its {name} is not one that OSS takes", fix);
    }

    private static string NotCompared(IReadOnlyList<CredentialsOutcome.Available> keys) => keys.Count == 0
        ? "The gateway has no credentials at the moment, so it cannot be compared."
        : "It was made with an access key that is not the gateway's, or not any more, so it cannot be compared.";

    private static bool IsToken(string name) => name.Equals(Token, StringComparison.OrdinalIgnoreCase);

    private static bool Same(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
