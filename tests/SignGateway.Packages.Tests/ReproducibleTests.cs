using System.IO.Compression;
using System.Security.Cryptography;
using SignGateway.TestServers;
using Xunit;

namespace SignGateway.Packages.Tests;

/// <summary>Anybody who builds a release gets what was released. Not so yet where the framework's logging generator writes: it orders its classes at random (dotnet/runtime issue 119587), so those assemblies are left out here.</summary>
[Trait("Form", "deploy")]
public sealed class ReproducibleTests
{
    private static readonly string[] Names = ["SignGateway.Protocol"];

    [Fact]
    public async Task packing_in_another_folder_and_as_the_release_does_gives_the_same_assemblies_and_symbols()
    {
        using var folder = new TempFolder();
        var here = await PackAsync(folder.File("a"), []);
        var there = await PackAsync(folder.File("a/deeper/b"), new() { ["GITHUB_ACTIONS"] = "true" });
        Assert.Equal(Names.SelectMany(name => new[] { $"{name}.dll", $"{name}.pdb", $"{name}.xml" }).Order(StringComparer.Ordinal), here.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(here.OrderBy(file => file.Key, StringComparer.Ordinal), there.OrderBy(file => file.Key, StringComparer.Ordinal));
    }

    private static async Task<Dictionary<string, string>> PackAsync(string folder, Dictionary<string, string> environment)
    {
        var (repository, packages) = (Path.Combine(folder, "repository"), Path.Combine(folder, "packages"));
        BuildContext.CopyTo(Repository.Root, repository);
        await Dotnet.RunAsync(repository, environment, "build", "src/SignGateway.Protocol", "--configuration", "Release", "-p:UseSharedCompilation=false", "-p:RestoreLockedMode=true");
        foreach (var name in Names)
            await Dotnet.RunAsync(repository, environment, "pack", $"src/{name}", "--no-build", "--configuration", "Release", "--output", packages);

        Dictionary<string, string> hashes = [];
        foreach (var package in Directory.GetFiles(packages))
        {
            using var zip = ZipFile.OpenRead(package);
            foreach (var entry in zip.Entries.Where(entry => entry.FullName.StartsWith("lib/", StringComparison.Ordinal)))
            {
                using var stream = entry.Open();
                hashes[entry.Name] = Convert.ToHexString(SHA256.HashData(stream));
            }
        }

        return hashes;
    }
}
