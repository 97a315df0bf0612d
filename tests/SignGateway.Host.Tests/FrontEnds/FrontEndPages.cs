using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;
using SignGateway.TestServers;
using Xunit;

namespace SignGateway.Host.Tests.FrontEnds;

/// <summary>Pages on an origin of their own.</summary>
public sealed class FrontEndPages : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sign-gateway-pages");
    private readonly WebApplication _server;

    private FrontEndPages()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(_folder.FullName) });
    }

    public Uri Url => new(_server.Urls.First());

    public static async Task<FrontEndPages> StartAsync()
    {
        var pages = new FrontEndPages();
        await pages._server.StartAsync();
        return pages;
    }

    /// <summary>Serves a page as it stands.</summary>
    public async Task<Uri> AddAsync(string name, string html)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, name), html);
        return new Uri(Url, name);
    }

    /// <summary>Makes the bundles of <c>tests/front-ends</c>, with the real libraries inside.</summary>
    public async Task BundleAsync()
    {
        var source = Path.Combine(HostProcess.RepositoryRoot, "tests", "front-ends");
        Assert.True(File.Exists(Path.Combine(source, "node_modules", ".package-lock.json")), "The front ends are missing; npm ci --prefix tests/front-ends.");
        using var bundler = new Process { StartInfo = ChildStarter.Command("node", Path.Combine(source, "bundle.mjs"), _folder.FullName) };
        List<string?> output = [];
        bundler.OutputDataReceived += (_, line) => output.Add(line.Data);
        bundler.ErrorDataReceived += (_, line) => output.Add(line.Data);
        await ChildStarter.StartAsync(bundler);
        await bundler.WaitForExitAsync();
        Assert.True(bundler.ExitCode == 0, string.Join('\n', output));
    }

    /// <summary>A page that runs a bundle.</summary>
    public Task<Uri> PageOfAsync(string bundle) =>
        AddAsync($"{bundle}.html", $"<!doctype html><meta charset=utf-8><title>{bundle}</title><link rel=icon href=data:,><body><script type=module src={bundle}.js></script>");

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
