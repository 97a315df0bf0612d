using System.Diagnostics;
using System.Text.Json.Nodes;
using SignGateway.TestServers;
using Xunit;

namespace SignGateway.Host.Tests.Start;

/// <summary>The published program as its container runs it: as somebody without privileges, from a tree that nobody may write.</summary>
[Collection(Documents.Publishing.Name)]
public sealed class PublishedTests
{
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    [Fact]
    public async Task runs_as_another_user_and_writes_nothing_outside_its_data_folder()
    {
        using var folder = new TempFolder();
        var tree = Directory.CreateDirectory(Path.Combine(folder.FullPath, "app")).FullName;
        await RunAsync("dotnet", "publish", Path.Combine(HostProcess.RepositoryRoot, "src/SignGateway.Host"), "--no-build", "--configuration", Configuration, "--output", tree, "--nologo");
        var data = Directory.CreateDirectory(Path.Combine(folder.FullPath, "data")).FullName;
        var nobody = UserAccount.Nobody;
        if (nobody is not null)
            await RunAsync("chown", $"{nobody.Uid}:{nobody.Gid}", data);
        await RunAsync("chmod", "-R", "a-w,a+rX", tree);
        await RunAsync("chmod", "a+rx", folder.FullPath);
        var before = Entries(tree);
        try
        {
            var program = new HostProgram(Path.Combine(tree, "SignGateway.Host.dll"), tree, "/health/ready") { Through = nobody?.Through ?? [] };
            await using (var host = new HostProcess(Environment(tree, data), program: program))
            {
                await host.StartAsync();
                using var alice = await GatewayClient.SignInAsync(host, "alice");
                var grant = await alice.SignAsync(new JsonObject { ["fileName"] = "a.bin" });
                Assert.Equal(200, (await GatewayClient.PostAsync(grant, [1, 2, 3])).Status);
                Assert.Equal("stored", (string)(await alice.ReadAsync(grant))["state"]!);
            }

            Assert.Equal(before, Entries(tree));
            Assert.NotEmpty(Directory.GetFiles(data));
        }
        finally
        {
            await RunAsync("chmod", "-R", "u+w", tree);
        }
    }

    // No place for temporary files either: in the container there is none.
    private static Dictionary<string, string> Environment(string tree, string data) => new()
    {
        ["SignGateway__DataFolder"] = data,
        ["TMPDIR"] = tree,
        ["HOME"] = tree,
        ["DOTNET_EnableDiagnostics"] = "0",
    };

    private static List<string> Entries(string tree) =>
        [.. new DirectoryInfo(tree).EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Select(entry => $"{entry.FullName} {entry.LastWriteTimeUtc:O}").Order(StringComparer.Ordinal)];

    private static async Task RunAsync(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output);
    }
}
