namespace OssSimulator.Objects;

/// <summary>One line of a list: a key, or what a group of keys has in common up to a delimiter.</summary>
internal readonly record struct ListedName(string Text, bool IsGrouped)
{
    public static ListedName Of(string key, string prefix, string delimiter)
    {
        var end = delimiter.Length == 0 ? -1 : key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
        return end < 0 ? new ListedName(key, false) : new ListedName(key[..(end + delimiter.Length)], true);
    }

    public static bool IsGroup(string name, string prefix, string delimiter) =>
        name.StartsWith(prefix, StringComparison.Ordinal) && Of(name, prefix, delimiter) == new ListedName(name, true);
}
