using System.Text.RegularExpressions;
using Xunit;

namespace SignGateway.Tests.Architecture;

/// <summary>Holds who may know whom. It reads using lines, which is why the projects have no global usings of their own.</summary>
public sealed partial class ArrowTests
{
    // Each row may know the rows above it, and within a row only what is named beside a slice.
    private static readonly string[][] Slices =
    [
        ["Problems", "Telemetry"],
        ["Tickets", "Credentials", "Webhooks", "Limits", "Content"],
        ["Profiles"],
        ["Objects"],
        ["Uploads"],
        ["Forwarding"],
        ["Grants", "Callbacks", "Recovery", "Privacy", "Events", "Admin", "Health"],
        ["Multipart", "Doctor"],
    ];

    private static readonly Dictionary<string, string[]> Projects = new()
    {
        ["SignGateway.Protocol"] = [],
        ["SignGateway"] = ["SignGateway.Protocol"],
        ["SignGateway.Storage"] = ["SignGateway.Protocol", "SignGateway"],
        ["SignGateway.Host"] = ["SignGateway.Protocol", "SignGateway", "SignGateway.Storage", "OssSimulator"],
        ["OssSimulator"] = [],
    };

    private static readonly string Source = Path.Combine(RepositoryRoot(), "src");

    [Fact]
    public void every_folder_of_the_library_has_a_place_in_the_rows()
    {
        var known = Slices.SelectMany(row => row).ToArray();
        var folders = Directory.GetDirectories(Path.Combine(Source, "SignGateway")).Select(folder => new DirectoryInfo(folder).Name).Where(name => name is not ("bin" or "obj"));
        Assert.All(folders, folder => Assert.Contains(folder, known));
    }

    [Fact]
    public void a_slice_knows_only_the_slices_below_it()
    {
        var faults = new List<string>();
        for (var row = 0; row < Slices.Length; row++)
        {
            var allowed = Slices.Take(row).SelectMany(slices => slices).ToHashSet();
            foreach (var slice in Slices[row])
                faults.AddRange(Uses(Path.Combine(Source, "SignGateway", slice)).Where(use => use.Slice != slice && !allowed.Contains(use.Slice)).Select(use => $"{use.File} uses {use.Slice}"));
        }

        Assert.Empty(faults);
    }

    [Fact]
    public void the_slices_use_one_another_at_all()
    {
        // Guards the tests above: if the reading of using lines broke, they would pass on anything.
        Assert.Contains(Uses(Path.Combine(Source, "SignGateway", "Grants")), use => use.Slice == "Uploads");
    }

    [Fact]
    public void a_project_references_only_what_stands_below_it()
    {
        foreach (var (project, allowed) in Projects)
        {
            var text = File.ReadAllText(Path.Combine(Source, project, $"{project}.csproj"));
            var references = ProjectReference().Matches(text).Select(match => match.Groups[1].Value);
            Assert.All(references, reference => Assert.Contains(reference, allowed));
        }
    }

    [Fact]
    public void no_project_has_global_usings_of_its_own()
    {
        var files = Directory.GetFiles(Source, "*.cs", SearchOption.AllDirectories).Where(IsSource);
        Assert.DoesNotContain(files, file => File.ReadLines(file).Any(line => line.StartsWith("global using", StringComparison.Ordinal)));
    }

    [Fact]
    public void the_simulator_shares_no_code_with_the_gateway()
    {
        var files = Directory.GetFiles(Path.Combine(Source, "OssSimulator"), "*.cs", SearchOption.AllDirectories).Where(IsSource);
        Assert.DoesNotContain(files, file => File.ReadAllText(file).Contains("SignGateway", StringComparison.Ordinal));
    }

    private static IEnumerable<(string File, string Slice)> Uses(string folder) =>
        Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
                .SelectMany(file => Use().Matches(File.ReadAllText(file)).Select(match => (Path.GetRelativePath(Source, file), match.Groups[1].Value)))
                .Where(use => use.Value is not ("Protocol"))
            : [];

    private static bool IsSource(string path) =>
        !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        && !path.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "SignGateway.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("SignGateway.sln is not above the tests.");
        return folder;
    }

    [GeneratedRegex(@"^using (?:static )?SignGateway\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex Use();

    [GeneratedRegex(@"ProjectReference Include=""[^""]*?([\w.]+)\.csproj""")]
    private static partial Regex ProjectReference();
}
