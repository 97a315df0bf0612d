using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Faults;

public sealed class CredentialFaultTests
{
    [Fact]
    public async Task drops_as_many_sts_calls_as_it_is_told()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.AssumeAsync();
        simulator.Server.Faults.Credentials.StsDrop = 1;
        await Assert.ThrowsAsync<HttpRequestException>(() => simulator.SendAsync(new SignedCall()));
        await simulator.AssumeAsync();
        Assert.Equal([200, null, 200], simulator.Server.StsCalls.Select(call => call.Status));
        Assert.All(simulator.Server.StsCalls, call => Assert.Equal("AssumeRole", call.Action));
    }

    [Fact]
    public async Task refuses_as_many_sts_calls_as_it_is_told()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        simulator.Server.Faults.Credentials.StsRefuse = 1;
        await simulator.RefusedAsync(new SignedCall(), 503, "ServiceUnavailable");
        await simulator.AssumeAsync();
    }

    [Fact]
    public async Task throttles_as_many_sts_calls_as_it_is_told()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        simulator.Server.Faults.Credentials.StsThrottle = 2;
        await simulator.RefusedAsync(new SignedCall(), 400, "Throttling.User");
        await simulator.RefusedAsync(new SignedCall(), 400, "Throttling.User");
        await simulator.AssumeAsync();
        Assert.Equal(["Throttling.User", "Throttling.User", null], simulator.Server.StsCalls.Select(call => call.Code));
    }

    [Fact]
    public async Task keeps_sts_away_until_it_is_told_otherwise()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var off = await simulator.PutFaultsAsync(new { credentials = new { stsRefuse = -1 } });
        for (var i = 0; i < 3; i++) await simulator.RefusedAsync(new SignedCall(), 503, "ServiceUnavailable");
        using var on = await simulator.PutFaultsAsync(new { credentials = new { stsRefuse = 0 } });
        await simulator.AssumeAsync();
    }

    [Fact]
    public async Task leaves_oss_alone_while_sts_is_away()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var key = await simulator.AssumeAsync();
        (simulator.Server.Faults.Credentials.StsDrop, simulator.Server.Faults.Credentials.StsRefuse) = (-1, -1);
        using var answer = await simulator.SendAsync(Get(key));
        await Refusal.ReadAsync(answer, 404, "NoSuchKey");
    }

    [Theory]
    [InlineData("PUT", "oss:PutObject")]
    [InlineData("HEAD", "oss:GetObject")]
    [InlineData("DELETE", "oss:DeleteObject")]
    public async Task lets_nobody_do_what_is_denied_until_it_is_told_otherwise(string method, string action)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        simulator.Server.Faults.Credentials.DeniedActions = [action];
        using var denied = await simulator.SendAsync(Request(method));
        Assert.Equal(403, (int)denied.StatusCode);
        simulator.Server.Faults.Credentials.DeniedActions = [];
        using var done = await simulator.SendAsync(Request(method));
        Assert.NotEqual(403, (int)done.StatusCode);
    }

    [Fact]
    public async Task lets_no_form_in_where_putting_is_denied()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        simulator.Server.Faults.Credentials.DeniedActions = ["oss:PutObject"];
        await simulator.RefusedAsync(new SignedForm(), 403, "AccessDenied");
        Assert.Empty(simulator.Server.Objects);
    }

    [Fact]
    public async Task hangs_as_many_metadata_requests_as_it_is_told()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        simulator.Server.Faults.HangTime = TimeSpan.FromDays(1);
        simulator.Server.Faults.Credentials.HangMetadata = 1;
        using var impatient = new CancellationTokenSource();
        var hanging = simulator.Client.GetAsync(Metadata(simulator), impatient.Token);
        while (simulator.Server.Faults.Credentials.HangMetadata > 0) await Task.Delay(5, TestContext.Current.CancellationToken);
        using var next = await simulator.Client.GetAsync(Metadata(simulator), TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)next.StatusCode);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
        Assert.Single(simulator.Server.MetadataCalls);
    }

    [Fact]
    public async Task revokes_the_keys_issued_so_far()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var old = await simulator.AssumeAsync();
        using var revoked = await simulator.PutFaultsAsync(new { credentials = new { revokeIssuedKeys = true } });
        using var refused = await simulator.SendAsync(Get(old));
        await Refusal.ReadAsync(refused, 403, "InvalidAccessKeyId");
        await simulator.RefusedAsync(new SignedForm { KeyId = old.Id, Secret = old.Secret, Token = old.SecurityToken }, 403, "InvalidAccessKeyId");
        await simulator.RefusedAsync(
            new SignedCall { KeyId = old.Id, Secret = old.Secret, Token = old.SecurityToken }, 404, "InvalidAccessKeyId.NotFound");

        using var taken = await simulator.SendAsync(Get(await simulator.AssumeAsync()));
        await Refusal.ReadAsync(taken, 404, "NoSuchKey");
    }

    [Fact]
    public async Task knows_no_revoked_role_nor_its_keys_until_it_is_back()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var key = await simulator.AssumeAsync();
        simulator.Server.Faults.Credentials.RevokedRoles = [SimulatorOptions.DefaultRoleArn];
        await simulator.RefusedAsync(new SignedCall(), 404, "EntityNotExist.Role");
        using var refused = await simulator.SendAsync(Get(key));
        await Refusal.ReadAsync(refused, 403, "InvalidAccessKeyId");
        using var metadata = await simulator.Client.GetAsync(Metadata(simulator), TestContext.Current.CancellationToken);
        Assert.Equal(404, (int)metadata.StatusCode);

        simulator.Server.Faults.Credentials.RevokedRoles = [];
        await simulator.AssumeAsync();
        using var taken = await simulator.SendAsync(Get(key));
        await Refusal.ReadAsync(taken, 404, "NoSuchKey");
    }

    [Fact]
    public async Task takes_no_disabled_key_until_it_is_enabled()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        simulator.Server.Faults.Credentials.DisabledKeys = [SimulatorOptions.DefaultAccessKeyId];
        await simulator.RefusedAsync(new SignedCall(), 404, "InvalidAccessKeyId.Inactive");
        await simulator.RefusedAsync(new SignedForm(), 403, "InvalidAccessKeyId");
        simulator.Server.Faults.Credentials.DisabledKeys = [];
        await simulator.AssumeAsync();
    }

    private static Uri Metadata(RunningSimulator simulator) => new(simulator.Server.Url, "/latest/meta-data/ram/security-credentials/");

    private static SignedRequest Get(AccessKey key) => new(HttpMethod.Get, "k") { KeyId = key.Id, Secret = key.Secret, Token = key.SecurityToken };

    private static SignedRequest Request(string method) => new(new HttpMethod(method), "k") { Body = method == "PUT" ? [1] : null };
}
