namespace OssSimulator.Sts;

/// <summary>The parsed <c>ACS3-HMAC-SHA256 Credential=…,SignedHeaders=…,Signature=…</c>.</summary>
internal sealed record Acs3Authorization(string AccessKeyId, IReadOnlyList<string> SignedHeaders, string Signature)
{
    public static Acs3Authorization? Parse(string header)
    {
        if (!header.StartsWith(Acs3Signature.Algorithm + " ", StringComparison.Ordinal)) return null;
        var parts = header[Acs3Signature.Algorithm.Length..].Split(',')
            .Select(part => part.Trim().Split('=', 2))
            .Where(part => part is [_, { Length: > 0 }])
            .ToLookup(part => part[0], part => part[1], StringComparer.Ordinal);
        return parts["Credential"].FirstOrDefault() is { } id && parts["SignedHeaders"].FirstOrDefault() is { } names
            && parts["Signature"].FirstOrDefault() is { } signature
                ? new Acs3Authorization(id, names.Split(';'), signature)
                : null;
    }
}
