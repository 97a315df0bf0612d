using System.Diagnostics;
using System.Text;
using SignGateway.TestServers;

namespace SignGateway.Host.Tests.Documents;

/// <summary>The commands of a page, as a reader would run them: every <c>```bash</c> block in order, in one shell that stops at the first that fails.</summary>
internal static class PageScript
{
    // What a page leaves in the background ends with the shell, wherever that stops.
    private const string Head = "set -euo pipefail\nexec 2>&1\ntrap 'jobs -p | xargs -r kill; wait' EXIT\n";

    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>The page's commands, from its text.</summary>
    public static string Read(string page)
    {
        var script = new StringBuilder(Head);
        var code = false;
        foreach (var line in File.ReadLines(Path.Combine(HostProcess.RepositoryRoot, page)))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                code = line == "```bash";
            else if (code)
                script.Append(line).Append('\n');
        }

        return script.ToString();
    }

    /// <summary>Runs a script in the repository and answers what it printed; it has what is built, so that nothing is built twice.</summary>
    public static async Task<string> RunAsync(string script, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        using var folder = new TempFolder();
        var file = folder.File("page.sh");
        await File.WriteAllTextAsync(file, script, cancellationToken);

        var start = ChildStarter.Command("bash", file);
        start.WorkingDirectory = HostProcess.RepositoryRoot;
        start.Environment["Configuration"] = Configuration;
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["TMPDIR"] = folder.FullPath;
        foreach (var (key, value) in environment)
            start.Environment[key] = value;

        var output = new StringBuilder();
        using var shell = new Process { StartInfo = start };
        shell.OutputDataReceived += (_, line) => output.AppendLine(line.Data);
        try
        {
            await ChildStarter.StartAsync(shell);
            await shell.WaitForExitAsync(cancellationToken);
        }
        finally
        {
            if (!shell.HasExited)
                shell.Kill(entireProcessTree: true);
        }

        if (shell.ExitCode == 0)
            return output.ToString();
        // What the page sends to a file of its own says why.
        foreach (var log in Directory.GetFiles(folder.FullPath, "tmp.*"))
            output.AppendLine(await File.ReadAllTextAsync(log, cancellationToken));
        throw new InvalidOperationException($"The commands ended with {shell.ExitCode}:\n{output}");
    }
}
