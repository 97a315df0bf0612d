using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using SignGateway.Protocol.Values;

namespace SignGateway.Profiles;

/// <summary>Makes object keys. Every key is ASCII, holds the upload id, and never holds the raw file name or user id.</summary>
public sealed partial class KeyTemplate
{
    private const int IdLength = 26;
    private const int OwnerHashLength = 20;
    private const int MaxExtensionLength = 10;

    private readonly List<(string Literal, string Field)> _parts;

    private KeyTemplate(List<(string Literal, string Field)> parts)
    {
        _parts = parts;
        NamesOwner = parts.Exists(part => part.Field == "user");
    }

    /// <summary>Reads a template; null, with the fault, if keys made from it could not be used.</summary>
    public static KeyTemplate? Parse(string text, out string? fault)
    {
        List<(string Literal, string Field)> parts = [];
        var end = 0;
        foreach (Match match in Field().Matches(text))
        {
            parts.Add((text[end..match.Index], match.Groups[1].Value));
            end = match.Index + match.Length;
        }

        parts.Add((text[end..], ""));
        var template = new KeyTemplate(parts);
        fault = template.Fault();
        return fault is null ? template : null;
    }

    /// <summary>Whether keys hold the owner's hash; if not, none need be made.</summary>
    internal bool NamesOwner { get; }

    /// <summary>What every key of a template begins with.</summary>
    public static string ConstantStart(string text) => text.Split('{')[0];

    /// <summary>The object key of one upload. Any of <paramref name="id"/>, <paramref name="ownerHash"/> and the extension must be plain ASCII.</summary>
    public ObjectKey Expand(string id, string ownerHash, DateTimeOffset issuedAt, FileName fileName) =>
        ObjectKey.TryParse(Expand(id, ownerHash, issuedAt, fileName.Extension), out var key)
            ? key
            : throw new InvalidOperationException("A validated template made an unusable key.");

    /// <summary>The directory of one prefix grant: the key that an upload without extension would have, and a slash.</summary>
    public string ExpandDirectory(string id, string ownerHash, DateTimeOffset issuedAt) => Expand(id, ownerHash, issuedAt, "") + "/";

    private string Expand(string id, string ownerHash, DateTimeOffset issuedAt, string extension)
    {
        var time = issuedAt.UtcDateTime;
        var key = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[256]);
        foreach (var (literal, field) in _parts)
        {
            key.AppendFormatted(field == "ext" && literal.EndsWith('.') ? literal.AsSpan(0, literal.Length - 1) : literal);
            switch (field)
            {
                case "":
                    break;
                case "id":
                    key.AppendLiteral(id);
                    break;
                case "user":
                    key.AppendLiteral(ownerHash);
                    break;
                case "ext":
                    key.AppendLiteral(extension.Length == 0 ? "" : ".");
                    key.AppendLiteral(extension);
                    break;
                default:
                    key.AppendFormatted(time, field);
                    break;
            }
        }

        return key.ToStringAndClear();
    }

    private string? Fault()
    {
        if (_parts.All(part => part.Field != "id"))
            return "must contain {id}";
        if (_parts.Any(part => !part.Literal.All(character => char.IsAsciiLetterOrDigit(character) || "-_.~/!()+,;=@".Contains(character, StringComparison.Ordinal))))
            return "may hold only ASCII letters, digits, - _ . ~ / ! ( ) + , ; = @ and the fields {id} {user} {yyyy} {MM} {dd} {ext}";

        var longest = Expand(new string('0', IdLength), new string('0', OwnerHashLength), DateTimeOffset.UnixEpoch, new string('x', MaxExtensionLength));
        return ObjectKey.TryParse(longest, out _) ? null : "makes keys that OSS does not take (1 to 1023 bytes, no leading slash, no '.' or '..' segments)";
    }

    [GeneratedRegex(@"\{(id|user|yyyy|MM|dd|ext)\}")]
    private static partial Regex Field();
}
