namespace SignGateway.Packages.Tests.Documents;

/// <summary>A Markdown file of the repository.</summary>
/// <param name="Name">Its path below the root.</param>
internal sealed record Page(string Name)
{
    private static readonly string[] Folders = ["docs", "deploy", "src", "bench", ".github"];
    private static readonly string[] Built = ["bin", "obj", "node_modules"];

    /// <summary>All that people read.</summary>
    public static IReadOnlyList<Page> All { get; } =
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.md")
            .Concat(Folders.Select(Repository.File).Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "*.md", SearchOption.AllDirectories)))
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Intersect(Built).Any())
            .Order(StringComparer.Ordinal)
            .Select(file => new Page(file)),
    ];

    public string Text => File.ReadAllText(Repository.File(Name));

    /// <summary>The links that lead nowhere, with what is wrong with them.</summary>
    public IEnumerable<string> DeadLinks() => Markdown.Links(Text).Select(FaultOf).OfType<string>();

    /// <summary>The files of the repository that it links to, from the root.</summary>
    public IEnumerable<string> LinkedFiles() => Markdown.Links(Text).Where(link => !IsElsewhere(link)).Select(link => Path.GetRelativePath(Repository.Root, Target(link.Split('#')[0])));

    /// <summary>What is wrong with a link of this page; null if nothing is.</summary>
    public string? FaultOf(string link)
    {
        if (IsElsewhere(link))
            return null;
        if (link.StartsWith('/'))
            return $"{link}: begin with . or a name; what begins with a slash leads elsewhere in a copy";

        var parts = link.Split('#', 2);
        var file = Target(parts[0]);
        if (!File.Exists(file) && !Directory.Exists(file))
            return $"{link}: there is no such file";
        if (parts.Length == 1)
            return null;
        return !file.EndsWith(".md", StringComparison.Ordinal) ? $"{link}: only a page has headings"
            : Markdown.Anchors(File.ReadAllText(file)).Contains(parts[1]) ? null : $"{link}: there is no such heading";
    }

    private string Target(string path) =>
        path.Length == 0 ? Repository.File(Name) : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Repository.File(Name))!, Uri.UnescapeDataString(path)));

    private static bool IsElsewhere(string link) => Uri.TryCreate(link, UriKind.Absolute, out var absolute) && !absolute.IsFile;
}
