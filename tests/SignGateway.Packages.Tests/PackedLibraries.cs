using SignGateway.TestServers;
using Xunit;

namespace SignGateway.Packages.Tests;

/// <summary>The three libraries as packages in a folder, packed once from what is built.</summary>
public sealed class PackedLibraries : IAsyncLifetime
{
    public static readonly string[] Names = ["SignGateway.Protocol", "SignGateway", "SignGateway.Storage"];

    private readonly TempFolder _folder = new();

    public string Folder => _folder.FullPath;

    public string Package(string name, string extension = "nupkg") => Assert.Single(
        Directory.GetFiles(Folder, $"{name}.*.{extension}"), path => char.IsAsciiDigit(Path.GetFileName(path)[name.Length + 1]));

    public async ValueTask InitializeAsync()
    {
        foreach (var name in Names)
            await Dotnet.RunAsync(Repository.Root, "pack", $"src/{name}/{name}.csproj", "--no-build", "--configuration", Repository.Configuration, "--output", Folder, "-p:UseSharedCompilation=false");
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
