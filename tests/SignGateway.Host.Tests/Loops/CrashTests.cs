using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using SignGateway.Host.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Host.Tests.Loops;

public sealed class CrashTests
{
    private const int Uploaders = 8;
    private const int AnswersBeforeTheKill = 40;

    [Fact]
    public async Task killing_the_host_in_the_middle_of_uploads_loses_nothing_that_was_answered()
    {
        await using var host = new HostProcess();
        var granted = new ConcurrentBag<string>();
        var stored = new ConcurrentDictionary<string, string>();
        for (var round = 1; round <= 3; round++)
        {
            await host.StartAsync();
            var enough = new TaskCompletionSource();
            var uploads = Task.WhenAll(Enumerable.Range(0, Uploaders).Select(_ => UploadUntilItDiesAsync(host, granted, stored, round * AnswersBeforeTheKill, enough)));
            await enough.Task;
            await host.KillAsync();
            await uploads;
        }

        await host.StartAsync();
        using var alice = await GatewayClient.SignInAsync(host, "alice");
        foreach (var id in granted)
        {
            var (status, upload) = await alice.SendAsync(HttpMethod.Get, $"/v1/uploads/{id}");
            Assert.Equal(200, status);
            if (stored.TryGetValue(id, out var answer))
                Assert.Equal(answer, WithoutEvidence(upload!.AsObject()));
        }

        Assert.True(stored.Count >= 3 * AnswersBeforeTheKill);
    }

    // The sweep adds its own look to what the callback said.
    private static string WithoutEvidence(JsonObject upload)
    {
        upload.Remove("evidence");
        return upload.ToJsonString();
    }

    private static async Task UploadUntilItDiesAsync(
        HostProcess host, ConcurrentBag<string> granted, ConcurrentDictionary<string, string> stored, int goal, TaskCompletionSource enough)
    {
        try
        {
            using var alice = await GatewayClient.SignInAsync(host, "alice");
            while (true)
            {
                var grant = await alice.SignAsync(new JsonObject { ["fileName"] = "a.bin" });
                granted.Add((string)grant["id"]!);
                var (status, body) = await GatewayClient.PostAsync(grant, [1, 2, 3]);
                if (status != 200)
                    continue;
                var recorded = JsonNode.Parse(body)!.AsObject();
                recorded.Remove("duplicate");
                stored[(string)grant["id"]!] = WithoutEvidence(recorded);
                if (stored.Count >= goal)
                    enough.TrySetResult();
            }
        }
        catch (HttpRequestException)
        {
            // Killed, as it should be. What was answered before is what counts.
        }
    }
}
