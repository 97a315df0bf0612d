namespace SignGateway.Packages.Tests;

/// <summary>Where the sources are, and how these tests were built.</summary>
internal static class Repository
{
#if DEBUG
    public const string Configuration = "Debug";
#else
    public const string Configuration = "Release";
#endif

    public static string Root { get; } = FindRoot();

    public static string File(string path) => Path.Combine(Root, path);

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!System.IO.File.Exists(Path.Combine(folder, "SignGateway.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("SignGateway.sln is not above the tests.");
        return folder;
    }
}
