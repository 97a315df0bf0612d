using System.Diagnostics;
using SignGateway.TestServers;
using Xunit;

namespace SignGateway.Host.Tests.Start;

/// <summary>What deploy/Dockerfile puts into the image, in a folder: published by its own commands, owned by root, with nothing that may be written but the data folder.</summary>
public sealed class ContainerTree : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    internal ImageStage Image { get; } = ImageStage.Read(Dockerfile, "gateway");

    /// <summary>The image's user, if we may become somebody else.</summary>
    internal UserAccount? User => Environment.IsPrivilegedProcess ? new UserAccount(Image.User[0], Image.User[1]) : null;

    private static string Dockerfile => Path.Combine(HostProcess.RepositoryRoot, "deploy/Dockerfile");

    /// <summary>Where a path of the image lies here.</summary>
    public string At(string path) => Path.Combine(_folder.FullPath, path.TrimStart('/'));

    public async ValueTask InitializeAsync()
    {
        BuildContext.CopyTo(HostProcess.RepositoryRoot, At("/source"));
        foreach (var publish in ImageStage.Read(Dockerfile, "build").Publishes)
            await RunAsync([.. publish.Select(word => word.StartsWith('/') ? At(word) : word), "--nologo", "-p:UseSharedCompilation=false"]);
        Directory.Delete(At("/source"), recursive: true);
        Directory.CreateDirectory(At("/data"));
        await RunAsync("chmod", "a+rx", _folder.FullPath);
        await RunAsync("chmod", "-R", "a-w,a+rX", At("/app"), At("/health-check"));
        if (User is { } user)
            await RunAsync("chown", $"{user.Uid}:{user.Gid}", At("/data"));
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("chmod", "-R", "u+w", _folder.FullPath);
        _folder.Dispose();
    }

    private async Task RunAsync(params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, WorkingDirectory = Directory.Exists(At("/source")) ? At("/source") : _folder.FullPath };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output);
    }
}
