using System.Text;
using System.Text.RegularExpressions;

namespace SignGateway.Packages.Tests.Documents;

/// <summary>As much of Markdown as links are made of, by GitHub's rules.</summary>
internal static partial class Markdown
{
    /// <summary>Where the links, pictures and references of a text lead, as they are written; what stands in code is none.</summary>
    public static IEnumerable<string> Links(string text)
    {
        var prose = Span.Replace(string.Join('\n', Prose(text)), "");
        return Inline.Matches(prose).Concat(Reference.Matches(prose)).Concat(Attribute.Matches(prose)).Select(match => match.Groups[1].Value);
    }

    /// <summary>The anchors of a text: one for each heading, and those that HTML sets.</summary>
    public static IReadOnlySet<string> Anchors(string text)
    {
        HashSet<string> anchors = [];
        Dictionary<string, int> seen = [];
        foreach (var line in Prose(text))
        {
            anchors.UnionWith(Id.Matches(line).Select(match => match.Groups[1].Value));
            if (Heading.Match(line) is not { Success: true } heading)
                continue;
            var slug = Slug(heading.Groups[1].Value);
            var times = seen[slug] = seen.TryGetValue(slug, out var before) ? before + 1 : 0;
            anchors.Add(times == 0 ? slug : $"{slug}-{times}");
        }

        return anchors;
    }

    /// <summary>Code between fences that name this language, in order.</summary>
    public static IEnumerable<string> Code(string text, string language)
    {
        StringBuilder? code = null;
        var fence = "";
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (fence.Length == 0 && Fence.Match(line) is { Success: true } opening)
            {
                fence = opening.Groups[1].Value;
                code = opening.Groups[2].Value == language ? new StringBuilder() : null;
            }
            else if (fence.Length > 0 && Closes(line, fence))
            {
                if (code is not null)
                    yield return code.ToString();
                (fence, code) = ("", null);
            }
            else
            {
                code?.Append(line).Append('\n');
            }
        }
    }

    private static string Slug(string heading)
    {
        var words = HeadingLink.Replace(heading, "$1").ToLowerInvariant();
        return string.Concat(words.Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_')).Replace(' ', '-');
    }

    private static IEnumerable<string> Prose(string text)
    {
        var fence = "";
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (fence.Length > 0)
                fence = Closes(line, fence) ? "" : fence;
            else if (Fence.Match(line) is { Success: true } opening)
                fence = opening.Groups[1].Value;
            else
                yield return line;
        }
    }

    private static bool Closes(string line, string fence) => line.Trim() is var end && end.StartsWith(fence, StringComparison.Ordinal) && end.Trim(fence[0]).Length == 0;

    [GeneratedRegex(@"^ *(`{3,}|~{3,}) *(\w*)")]
    private static partial Regex Fence { get; }

    [GeneratedRegex(@"^#{1,6} +(.+?)(?: +#+)? *$")]
    private static partial Regex Heading { get; }

    [GeneratedRegex(@"!?\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex HeadingLink { get; }

    [GeneratedRegex(@"(`+)(?!`).+?(?<!`)\1(?!`)")]
    private static partial Regex Span { get; }

    [GeneratedRegex(@"\]\(<?([^()\s<>]+)>?(?: +""[^""]*"")?\)")]
    private static partial Regex Inline { get; }

    [GeneratedRegex(@"^ {0,3}\[[^\]]+\]: +(\S+)", RegexOptions.Multiline)]
    private static partial Regex Reference { get; }

    [GeneratedRegex(@"<\w[^>]* (?:href|src)=""([^""]+)""")]
    private static partial Regex Attribute { get; }

    [GeneratedRegex(@"<\w[^>]* (?:id|name)=""([^""]+)""")]
    private static partial Regex Id { get; }
}
