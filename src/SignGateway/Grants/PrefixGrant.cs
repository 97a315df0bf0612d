using System.Text.Json;

namespace SignGateway.Grants;

/// <summary>A signed policy for one directory, as the pages that choose the last part of the key themselves expect it (contract 3.1).</summary>
/// <param name="Host">Where forms are posted, without a slash at its end.</param>
/// <param name="Directory">What every key must begin with.</param>
/// <param name="Callback">The callback, Base64.</param>
/// <param name="ExpiresAt">When the policy ends.</param>
/// <param name="Signature">The fields of the policy and its signature.</param>
internal sealed record PrefixGrant(string Host, string Directory, string Callback, DateTimeOffset ExpiresAt, IReadOnlyList<GrantField> Signature)
{
    // No variables: what such a page sends along is its own.
    private const string NoVars = "e30=";

    /// <summary>The answer of the official V1 sample servers.</summary>
    public void WriteV1(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var name in (string[])["accessid", "accessId", "OSSAccessKeyId"])
            writer.WriteString(name, Value("OSSAccessKeyId"));
        WriteCommon(writer);
        writer.WriteString("signature", Value("Signature"));
        writer.WriteString("callback-var", NoVars);
        writer.WriteEndObject();
    }

    /// <summary>The answer of the official V4 sample servers, whichever language they are in.</summary>
    public void WriteV4(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var name in (string[])["version", "x_oss_signature_version"])
            writer.WriteString(name, Value("x-oss-signature-version"));
        writer.WriteString("x_oss_credential", Value("x-oss-credential"));
        writer.WriteString("x_oss_date", Value("x-oss-date"));
        writer.WriteString("signature", Value("x-oss-signature"));
        writer.WriteString("security_token", Value("x-oss-security-token"));
        WriteCommon(writer);
        writer.WriteEndObject();
    }

    private void WriteCommon(Utf8JsonWriter writer)
    {
        writer.WriteString("policy", Value("policy"));
        writer.WriteString("host", Host);
        writer.WriteString("dir", Directory);
        writer.WriteString("callback", Callback);
        writer.WriteNumber("expire", ExpiresAt.ToUnixTimeSeconds());
    }

    private string Value(string field) => Signature.Where(found => found.Name == field).Select(found => found.Value).FirstOrDefault("");
}
