using System.Globalization;
using SignGateway.Protocol.Policies;

namespace SignGateway.Admin.Explain;

/// <summary>The fields of a form, and what else is known of where it goes.</summary>
internal sealed class PastedForm
{
    private const string File = "file";
    private const string Size = "size";

    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes the fields as they came; what stands after the file is no field to OSS.</summary>
    public PastedForm(ExplainedKind kind, IEnumerable<FormField> fields)
    {
        Kind = kind;
        List<FormField> before = [], after = [];
        var passed = false;
        foreach (var field in fields)
        {
            if (field.Name.Equals(File, StringComparison.OrdinalIgnoreCase))
            {
                passed = true;
                FileSize ??= Number(field.Value);
            }
            else if (field.Name.Equals(Size, StringComparison.OrdinalIgnoreCase) && Number(field.Value) is { } size)
            {
                FileSize = size;
            }
            else
            {
                (passed ? after : before).Add(field);
                if (!passed)
                    _values.TryAdd(field.Name, field.Value);
            }
        }

        Fields = before;
        AfterFile = after;
    }

    /// <summary>A grant or a form.</summary>
    public ExplainedKind Kind { get; }

    /// <summary>What OSS reads.</summary>
    public IReadOnlyList<FormField> Fields { get; }

    /// <summary>What OSS does not read.</summary>
    public IReadOnlyList<FormField> AfterFile { get; }

    /// <summary>The file's size, if somebody says it.</summary>
    public long? FileSize { get; }

    /// <summary>Where the form is posted, as a URL or a host; null if nobody says it.</summary>
    public string? PostedTo { get; init; }

    /// <summary>The bucket that the grant names; null if none does.</summary>
    public string? NamedBucket { get; init; }

    /// <summary>The key that the grant names beside its fields; null if none does.</summary>
    public string? NamedKey { get; init; }

    /// <summary>Whether it is no form, but a request's headers and query; these have no policy.</summary>
    public bool IsRequest { get; init; }

    /// <summary>When the credentials end that a grant lends; null if it lends none.</summary>
    public DateTimeOffset? CredentialsEnd { get; init; }

    /// <summary>The directory of a prefix grant, whose page chooses the rest of the key; null for a form of its own.</summary>
    public string? Directory { get; init; }

    public string? Get(string name) => _values.GetValueOrDefault(name);

    private static long? Number(string text) =>
        long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
