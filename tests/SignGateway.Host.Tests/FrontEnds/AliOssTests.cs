using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using SignGateway.Host.Tests.Infrastructure;
using SignGateway.TestServers;
using Xunit;

namespace SignGateway.Host.Tests.FrontEnds;

/// <summary>ali-oss, unmodified, in Node, with grants of the method <c>sdk</c>.</summary>
public sealed class AliOssTests(SdkLoop shared) : IClassFixture<SdkLoop>
{
    [Theory]
    [InlineData("default")]
    [InlineData("json")]
    public async Task puts_and_uploads_in_parts_with_the_callback_and_stays_within_its_grant(string profile)
    {
        var results = await RunAsync(profile);

        foreach (var (name, fileName, size) in new[] { ("put", "put.jpg", 5), ("parts", "parts.jpg", (5 * 102_400) + 7), ("resumed", "resumed.jpg", 6 * 102_400) })
        {
            var recorded = results[name]!;
            Assert.Equal(
                (fileName, "stored", (long)size, "callback", "image/jpeg", "7 ü"),
                ((string)recorded["fileName"]!, (string)recorded["state"]!, (long)recorded["size"]!, (string)recorded["recordedBy"]!, (string)recorded["contentType"]!, (string)recorded["vars"]!["album"]!));
        }

        Assert.Equal("cancel", (string)results["cancelled"]!);
        Assert.True((bool)results["sameUpload"]!);
        Assert.InRange((int)results["renewals"]!, 1, 10);
        foreach (var refused in (string[])["anotherKey", "anotherKeyInParts", "reading"])
            Assert.Equal(("AccessDenied", 403), ((string)results[refused]!["code"]!, (int)results[refused]!["status"]!));
        Assert.Equal(("CallbackFailed", 203), ((string)results["alteredVars"]!["code"]!, (int)results["alteredVars"]!["status"]!));
        Assert.Contains("ticket_mismatch", shared.Loop.Storage.Callbacks[^1].Answer, StringComparison.Ordinal);
    }

    private async Task<JsonNode> RunAsync(string profile)
    {
        var source = Path.Combine(HostProcess.RepositoryRoot, "tests", "front-ends");
        Assert.True(File.Exists(Path.Combine(source, "node_modules", ".package-lock.json")), "The front ends are missing; npm ci --prefix tests/front-ends.");
        var task = new JsonObject { ["gateway"] = shared.Loop.Host.Url.AbsoluteUri, ["token"] = shared.Loop.Tokens.For($"alice-{profile}"), ["profile"] = profile };
        using var node = new Process { StartInfo = ChildStarter.Command("node", Path.Combine(source, "ali-oss", "sdk-grant.mjs"), task.ToJsonString()) };
        var (output, errors) = (new StringBuilder(), new StringBuilder());
        node.OutputDataReceived += (_, line) => output.AppendLine(line.Data);
        node.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        await ChildStarter.StartAsync(node);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, errors.ToString());
        return JsonNode.Parse(output.ToString())!;
    }
}
