using System.Text.RegularExpressions;
using SignGateway.Protocol.Policies;

namespace SignGateway.Admin.Explain;

/// <summary>Reads a form that is no JSON: as it is sent, as a browser's tools show it, or as an URL's query.</summary>
internal static partial class FormText
{
    private const int MaxFields = 200;

    // Base64 has no spaces; where one stands, a plus sign was read as a form's space.
    private static readonly HashSet<string> Base64Fields = new(StringComparer.OrdinalIgnoreCase) { "policy", "callback", "Signature" };

    public static Pasted.Form? Read(string text)
    {
        var lines = text.Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        var fields = ReadParts(lines) ?? ReadQuery(text) ?? ReadLines(lines);
        return FormNames.AnyKnown(fields) ? new Pasted.Form(new PastedForm(ExplainedKind.Form, fields) { PostedTo = HostOf(lines) }) : null;
    }

    // multipart/form-data
    private static List<FormField>? ReadParts(List<string> lines)
    {
        var first = lines.FindIndex(line => line.StartsWith("--", StringComparison.Ordinal));
        if (first < 0 || first + 1 == lines.Count || !PartName().IsMatch(lines[first + 1]))
            return null;

        var boundary = lines[first].TrimEnd();
        List<FormField> fields = [];
        for (var index = first; index < lines.Count && fields.Count < MaxFields;)
        {
            var end = lines.FindIndex(index + 1, line => line.StartsWith(boundary, StringComparison.Ordinal));
            end = end < 0 ? lines.Count : end;
            if (ReadPart(lines.GetRange(index + 1, end - index - 1)) is { } field)
                fields.Add(field);
            index = end;
        }

        return fields;
    }

    private static FormField? ReadPart(List<string> lines)
    {
        var blank = lines.FindIndex(string.IsNullOrWhiteSpace);
        var name = lines.Take(blank < 0 ? lines.Count : blank).Select(line => PartName().Match(line)).FirstOrDefault(match => match.Success);
        // Of the file's content a paste tells nothing that could be counted.
        return name is null ? null : new FormField(name.Groups[1].Value, blank < 0 || IsFile(name) ? "" : string.Join('\n', lines.Skip(blank + 1)));
    }

    private static bool IsFile(Match name) => name.Groups[1].Value.Equals("file", StringComparison.OrdinalIgnoreCase);

    private static List<FormField>? ReadQuery(string text) =>
        text.Contains('\n', StringComparison.Ordinal) || !text.Contains('&', StringComparison.Ordinal) || !text.Contains('=', StringComparison.Ordinal)
            ? null
            : [.. text.Split('&', StringSplitOptions.RemoveEmptyEntries).Take(MaxFields).Select(ReadPair)];

    private static FormField ReadPair(string pair)
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        var name = Decode(equals < 0 ? pair : pair[..equals]);
        var value = Decode(equals < 0 ? "" : pair[(equals + 1)..]);
        return new FormField(name, Base64Fields.Contains(name) ? value.Replace(' ', '+') : value);
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static List<FormField> ReadLines(List<string> lines) =>
        [.. lines.Select(line => Line().Match(line)).Where(match => match.Success).Take(MaxFields).Select(match => new FormField(match.Groups[1].Value, match.Groups[2].Value.Trim()))];

    private static string? HostOf(List<string> lines) =>
        lines.Select(line => HostLine().Match(line)).FirstOrDefault(match => match.Success)?.Groups[1].Value;

    [GeneratedRegex("""\AContent-Disposition:\s*form-data\s*;(?:.*;)?\s*name="?([^";]*)"?""", RegexOptions.IgnoreCase)]
    private static partial Regex PartName();

    [GeneratedRegex("""\A\s*["']?((?:x:)?[^\s:="']+)["']?\s*[:=\t]\s*(.*)\z""", RegexOptions.IgnoreCase)]
    private static partial Regex Line();

    [GeneratedRegex(@"\A\s*:?(?:host|authority|url|request url)\s*:\s*(\S+)\s*\z", RegexOptions.IgnoreCase)]
    private static partial Regex HostLine();
}
