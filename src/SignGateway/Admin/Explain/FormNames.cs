using SignGateway.Protocol.Policies;

namespace SignGateway.Admin.Explain;

/// <summary>What the names of a form's fields mean.</summary>
internal static class FormNames
{
    // What a form of ours pins, and OSS acts on; a policy that leaves one out leaves it to whoever holds the form.
    public static readonly IReadOnlyList<string> Pinned =
    [
        "key", "callback", "x-oss-content-type", "x-oss-object-acl", "x-oss-storage-class", "x-oss-forbid-overwrite", "Content-Disposition", "Cache-Control", "success_action_status",
    ];

    private static readonly HashSet<string> Others = new(StringComparer.OrdinalIgnoreCase)
    {
        "Content-Type", "Content-Encoding", "Expires", "success_action_redirect", "x-oss-server-side-encryption", "x-oss-server-side-encryption-key-id",
    };

    private static readonly HashSet<string> Signing = new(StringComparer.OrdinalIgnoreCase)
    {
        "policy", "OSSAccessKeyId", "Signature", "x-oss-signature-version", "x-oss-credential", "x-oss-date", "x-oss-signature", "x-oss-security-token",
    };

    /// <summary>Whether OSS acts on a field of that name.</summary>
    public static bool ActedOn(string name) =>
        Pinned.Contains(name, StringComparer.OrdinalIgnoreCase) || Others.Contains(name) || IsVar(name) || name.StartsWith("x-oss-meta-", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the field carries the policy or its signature.</summary>
    public static bool IsSigning(string name) => Signing.Contains(name);

    /// <summary>Whether the name is that of a custom variable.</summary>
    public static bool IsVar(string name) => name.StartsWith("x:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether one of the fields shows that these are a form's.</summary>
    public static bool AnyKnown(IEnumerable<FormField> fields) =>
        fields.Any(field => Signing.Contains(field.Name) || field.Name.Equals("key", StringComparison.OrdinalIgnoreCase) || field.Name.Equals("callback", StringComparison.OrdinalIgnoreCase)
            || field.Name.StartsWith("x-oss-", StringComparison.OrdinalIgnoreCase));
}
