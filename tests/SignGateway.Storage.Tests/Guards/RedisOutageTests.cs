using SignGateway.TestServers;
using SignGateway.Uploads;

namespace SignGateway.Storage.Tests.Guards;

/// <summary>What callers see while Redis is away; every server here is the test's own.</summary>
public sealed class RedisOutageTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    // Only ends a test that would hang; the guard's own limit is far below.
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_killed_server_is_unavailable_and_used_again_once_it_is_back()
    {
        using var server = await RedisServer.StartAsync();
        await using var storage = StorageUnderTest.OnRedis(server.ConnectionString);
        await storage.Guard.ClaimAsync("before", Lease, Token);

        await server.KillAsync();
        await Assert.ThrowsAsync<GuardUnavailableException>(() => storage.Guard.ClaimAsync("during", Lease, Token).WaitAsync(Hang, Token));
        await Assert.ThrowsAsync<GuardUnavailableException>(() => storage.Guard.ProbeAsync(Token).WaitAsync(Hang, Token));

        await server.StartAgainAsync();
        await UntilAvailableAsync(storage.Guard);
        // Nothing was kept, scripts included.
        Assert.IsType<GuardClaim.Held>(await storage.Guard.ClaimAsync("before", Lease, Token));
    }

    [Fact]
    public async Task a_server_that_comes_after_the_first_call_is_used()
    {
        using var server = RedisServer.NotStarted();
        await using var storage = StorageUnderTest.OnRedis(server.ConnectionString);
        await Assert.ThrowsAsync<GuardUnavailableException>(() => storage.Guard.ClaimAsync("key", Lease, Token).WaitAsync(Hang, Token));

        await server.StartAgainAsync();

        await UntilAvailableAsync(storage.Guard);
    }

    [Fact]
    public async Task a_silent_server_is_unavailable_and_used_again_once_it_speaks()
    {
        using var server = await RedisServer.StartAsync();
        await using var storage = StorageUnderTest.OnRedis(server.ConnectionString);
        await storage.Guard.ProbeAsync(Token);

        await server.FreezeAsync();
        await Assert.ThrowsAsync<GuardUnavailableException>(() => storage.Guard.ClaimAsync("key", Lease, Token).WaitAsync(Hang, Token));

        await server.ThawAsync();
        await UntilAvailableAsync(storage.Guard);
    }

    [Fact]
    public async Task callers_do_not_pile_up_before_a_silent_server()
    {
        using var server = await RedisServer.StartAsync();
        await using var storage = StorageUnderTest.OnRedis(server.ConnectionString);
        await storage.Guard.ProbeAsync(Token);
        await server.FreezeAsync();

        var calls = Enumerable.Range(0, 5_000).Select(async _ => await Assert.ThrowsAsync<GuardUnavailableException>(
            () => storage.Guard.ProbeAsync(Token)));
        var refusals = await Task.WhenAll(calls).WaitAsync(Hang, Token);

        Assert.Contains(refusals, refusal => refusal.InnerException!.Message == "Too many calls are waiting for Redis.");
    }

    [Fact]
    public async Task an_outage_repeats_no_password()
    {
        using var server = RedisServer.NotStarted();
        await using var storage = StorageUnderTest.OnRedis($"{server.ConnectionString},password=hunter2");

        var exception = await Assert.ThrowsAsync<GuardUnavailableException>(() => storage.Guard.ProbeAsync(Token));

        Assert.DoesNotContain("hunter2", exception.ToString(), StringComparison.Ordinal);
    }

    private static Task UntilAvailableAsync(IReplayGuard guard) => Patience.UntilAsync("the guard to work again", async () =>
    {
        try
        {
            await guard.ProbeAsync(Token);
            return true;
        }
        catch (GuardUnavailableException)
        {
            return false;
        }
    });
}
