namespace SignGateway.Packages.Tests.Threats;

/// <summary>The repository's C# files, without what is built from them.</summary>
internal static class Sources
{
    public static IEnumerable<string> Below(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));
}
