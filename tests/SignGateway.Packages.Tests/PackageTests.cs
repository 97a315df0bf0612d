using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Xml.Linq;
using SignGateway.TestServers;
using Xunit;

namespace SignGateway.Packages.Tests;

/// <summary>What somebody gets who takes the libraries from NuGet.</summary>
public sealed class PackageTests(PackedLibraries packed) : IClassFixture<PackedLibraries>
{
    public static TheoryData<string> Names => [.. PackedLibraries.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void a_package_holds_the_library_its_documentation_and_a_readme(string name)
    {
        using var package = ZipFile.OpenRead(packed.Package(name));
        var files = package.Entries.Select(entry => entry.FullName).Where(file => !file.StartsWith('_') && !file.StartsWith('[') && !file.StartsWith("package/", StringComparison.Ordinal));
        Assert.Equal([$"{name}.nuspec", "README.md", $"lib/net10.0/{name}.dll", $"lib/net10.0/{name}.xml"], files);

        var metadata = Metadata(package, name);
        Assert.Equal(
            (name, "Apache-2.0", "README.md"),
            (metadata("id")!.Value, metadata("license")!.Value, metadata("readme")!.Value));
        Assert.NotEmpty(metadata("description")!.Value);
    }

    [Theory]
    [InlineData("SignGateway.Protocol", "Portable.BouncyCastle")]
    [InlineData("SignGateway", "Polly.Core", "SignGateway.Protocol")]
    [InlineData("SignGateway.Storage", "Dapper", "Microsoft.Data.Sqlite.Core", "Npgsql", "SQLitePCLRaw.bundle_e_sqlite3", "SignGateway", "StackExchange.Redis")]
    public void a_package_depends_on_what_the_library_uses_and_on_what_that_pins(string name, params string[] expected)
    {
        using var package = ZipFile.OpenRead(packed.Package(name));
        var group = Assert.Single(Metadata(package, name)("dependencies")!.Elements());
        Assert.Equal("net10.0", group.Attribute("targetFramework")!.Value);
        var dependencies = group.Elements().Select(dependency => dependency.Attribute("id")!.Value).ToList();
        Assert.Superset(expected.ToHashSet(), dependencies.ToHashSet());
        // Central package management also names what comes along with those, so that a consumer gets the versions that are tested.
        string[] along = ["Polly.Core", "Portable.BouncyCastle", "SQLitePCLRaw.core", "SQLitePCLRaw.lib.e_sqlite3", "SQLitePCLRaw.provider.e_sqlite3"];
        Assert.Subset(expected.Concat(along).ToHashSet(), dependencies.ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void the_symbols_are_apart_and_belong_to_the_library(string name)
    {
        using var package = ZipFile.OpenRead(packed.Package(name));
        using var symbols = ZipFile.OpenRead(packed.Package(name, "snupkg"));
        using var library = new PEReader(new MemoryStream(Read(package, $"lib/net10.0/{name}.dll")));
        using var debug = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(Read(symbols, $"lib/net10.0/{name}.pdb")));

        var entries = library.ReadDebugDirectory();
        var codeView = library.ReadCodeViewDebugDirectoryData(entries.Single(entry => entry.Type == DebugDirectoryEntryType.CodeView));
        Assert.Equal(codeView.Guid, new BlobContentId(debug.GetMetadataReader().DebugMetadataHeader!.Id).Guid);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void the_library_is_the_same_wherever_it_is_built(string name)
    {
        using var package = ZipFile.OpenRead(packed.Package(name));
        var bytes = Read(package, $"lib/net10.0/{name}.dll");
        using var library = new PEReader(new MemoryStream(bytes));
        Assert.Contains(library.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.Reproducible);
        // No path of the machine in it, and so none in a stack trace of a consumer.
        foreach (var encoding in new[] { Encoding.UTF8, Encoding.Unicode })
            Assert.Equal(-1, bytes.AsSpan().IndexOf(encoding.GetBytes(Repository.Root)));
    }

    [Fact]
    public async Task a_fresh_project_compiles_the_readmes_embedding_from_the_packages_alone()
    {
        var readme = await File.ReadAllTextAsync(Repository.File("README.md"), TestContext.Current.CancellationToken);
        var code = readme.Split("## Embed it")[1].Split("```csharp")[1].Split("```")[0];
        Assert.Contains("MapSignGateway(", code, StringComparison.Ordinal);

        using var project = new TempFolder();
        // Nothing above the folder, and no source but the packages and what these tests have restored, has a say.
        await WriteAsync("Directory.Build.props", "<Project />");
        await WriteAsync("Directory.Build.targets", "<Project />");
        await WriteAsync("Directory.Packages.props", Versions());
        await WriteAsync("NuGet.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{project.File("packages")}" /></config>
              <packageSources><clear /><add key="packed" value="{packed.Folder}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="restored" value="{RestoredPackages()}" /></fallbackPackageFolders>
            </configuration>
            """);
        await WriteAsync("Fresh.csproj", """
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <UseAppHost>false</UseAppHost>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Microsoft.AspNetCore.Authentication.JwtBearer" />
                <PackageReference Include="SignGateway" />
                <PackageReference Include="SignGateway.Storage" />
              </ItemGroup>
            </Project>
            """);
        await WriteAsync("Program.cs", code);
        await Dotnet.RunAsync(project.FullPath, "build", "--nologo", "-p:UseSharedCompilation=false");

        Assert.True(Directory.Exists(project.File("packages/signgateway.storage")));
        foreach (var name in PackedLibraries.Names)
            Assert.Single(Directory.GetFiles(project.File("bin"), $"{name}.dll", SearchOption.AllDirectories));

        Task WriteAsync(string name, string text) => File.WriteAllTextAsync(project.File(name), text);
    }

    // The consumer pins what is pinned here, since only that is at hand without a network.
    private string Versions()
    {
        var versions = XDocument.Load(Repository.File("Directory.Packages.props"));
        versions.Root!.Add(new XElement("ItemGroup", PackedLibraries.Names.Select(name =>
            new XElement("PackageVersion", new XAttribute("Include", name), new XAttribute("Version", Path.GetFileNameWithoutExtension(packed.Package(name))[(name.Length + 1)..])))));
        return versions.ToString();
    }

    private static string RestoredPackages()
    {
        var assets = File.ReadAllText(Repository.File("tests/SignGateway.Packages.Tests/obj/project.assets.json"));
        using var json = System.Text.Json.JsonDocument.Parse(assets);
        return json.RootElement.GetProperty("packageFolders").EnumerateObject().First().Name;
    }

    private static Func<string, XElement?> Metadata(ZipArchive package, string name)
    {
        var root = XDocument.Load(new MemoryStream(Read(package, $"{name}.nuspec"))).Root!;
        return element => root.Elements().Single().Elements().FirstOrDefault(child => child.Name.LocalName == element);
    }

    private static byte[] Read(ZipArchive package, string file)
    {
        using var stream = package.GetEntry(file)!.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
