using System.Text.Json.Nodes;
using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Metadata;

public sealed class MetadataTests
{
    private const string TokenPath = "/latest/api/token";
    private const string RolesPath = "/latest/meta-data/ram/security-credentials/";
    private const string Role = "simulator-role";

    [Fact]
    public async Task gives_the_role_and_its_keys_to_the_bearer_of_a_token()
    {
        await using var simulator = await StartAsync();
        var token = await TokenAsync(simulator);
        Assert.Equal((200, Role), await GetAsync(simulator, RolesPath, token));
        var (status, text) = await GetAsync(simulator, RolesPath + Role, token);
        Assert.Equal(200, status);
        var root = JsonNode.Parse(text)!.AsObject();
        Assert.Equal(("Success", "2026-03-14T09:26:53Z", "2026-03-14T15:26:53Z"), (root.Text("Code"), root.Text("LastUpdated"), root.Text("Expiration")));
        using var head = await simulator.SendAsync(Head(root));
        Assert.Equal(404, (int)head.StatusCode);
    }

    [Theory]
    [InlineData(false, 200)]
    [InlineData(true, 403)]
    public async Task answers_without_a_token_if_that_is_not_required(bool isRequired, int status)
    {
        await using var simulator = await StartAsync(isRequired);
        Assert.Equal(status, (await GetAsync(simulator, RolesPath)).Status);
        Assert.Equal(status, (await GetAsync(simulator, RolesPath + Role)).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task refuses_a_token_it_did_not_give(bool isRequired)
    {
        await using var simulator = await StartAsync(isRequired);
        Assert.Equal(403, (await GetAsync(simulator, RolesPath, "another")).Status);
    }

    [Fact]
    public async Task refuses_a_token_past_its_end()
    {
        await using var simulator = await StartAsync();
        var token = await TokenAsync(simulator, "60");
        simulator.Time.Now += TimeSpan.FromSeconds(59);
        Assert.Equal(200, (await GetAsync(simulator, RolesPath, token)).Status);
        simulator.Time.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(403, (await GetAsync(simulator, RolesPath, token)).Status);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("21601")]
    [InlineData("an hour")]
    [InlineData(null)]
    public async Task refuses_a_token_of_another_life_than_six_hours_at_most(string? seconds)
    {
        await using var simulator = await StartAsync();
        using var answer = await PutAsync(simulator, seconds);
        Assert.Equal(400, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("/latest/meta-data/ram/security-credentials", 200)]
    [InlineData("/latest/meta-data/ram/security-credentials/another-role", 404)]
    [InlineData("/latest/meta-data/instance-id", 404)]
    [InlineData("/latest/", 404)]
    [InlineData(TokenPath, 405)]
    public async Task knows_few_paths(string path, int status)
    {
        await using var simulator = await StartAsync();
        Assert.Equal(status, (await GetAsync(simulator, path, await TokenAsync(simulator))).Status);
    }

    [Fact]
    public async Task knows_no_role_on_a_machine_without_one()
    {
        await using var simulator = await RunningSimulator.StartAsync(options => options.InstanceRole = "");
        Assert.Equal(404, (await GetAsync(simulator, RolesPath)).Status);
        Assert.Equal(404, (await GetAsync(simulator, RolesPath + Role)).Status);
    }

    [Fact]
    public async Task gives_the_same_keys_until_half_an_hour_before_their_end()
    {
        await using var simulator = await StartAsync(isRequired: false);
        var first = await KeyIdAsync(simulator);
        simulator.Time.Now += TimeSpan.FromHours(5.5);
        Assert.Equal(first, await KeyIdAsync(simulator));
        simulator.Time.Now += TimeSpan.FromSeconds(1);
        Assert.NotEqual(first, await KeyIdAsync(simulator));
    }

    [Fact]
    public async Task gives_other_keys_once_they_are_revoked()
    {
        await using var simulator = await StartAsync(isRequired: false);
        var first = await KeyIdAsync(simulator);
        simulator.Server.Faults.Credentials.RevokeIssuedKeys();
        Assert.NotEqual(first, await KeyIdAsync(simulator));
    }

    [Fact]
    public async Task notes_every_request()
    {
        await using var simulator = await StartAsync();
        await GetAsync(simulator, RolesPath, await TokenAsync(simulator));
        await GetAsync(simulator, RolesPath + Role);
        Assert.Equal(
            [("PUT", TokenPath, 200), ("GET", RolesPath, 200), ("GET", RolesPath + Role, 403)],
            simulator.Server.MetadataCalls.Select(call => (call.Method, call.Path, call.Status)));
    }

    private static Task<RunningSimulator> StartAsync(bool isRequired = true) =>
        RunningSimulator.StartAsync(options => options.MetadataTokensRequired = isRequired);

    private static async Task<string> TokenAsync(RunningSimulator simulator, string seconds = "21600")
    {
        using var answer = await PutAsync(simulator, seconds);
        Assert.Equal(200, (int)answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static Task<HttpResponseMessage> PutAsync(RunningSimulator simulator, string? seconds)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, new Uri(simulator.Server.Url, TokenPath));
        if (seconds is not null) request.Headers.Add("X-aliyun-ecs-metadata-token-ttl-seconds", seconds);
        return simulator.SendAsync(request);
    }

    private static async Task<(int Status, string Text)> GetAsync(RunningSimulator simulator, string path, string? token = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(simulator.Server.Url, path));
        if (token is not null) request.Headers.Add("X-aliyun-ecs-metadata-token", token);
        using var answer = await simulator.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<string> KeyIdAsync(RunningSimulator simulator) =>
        JsonNode.Parse((await GetAsync(simulator, RolesPath + Role)).Text)!.Text("AccessKeyId");

    private static SignedRequest Head(JsonObject root) => new(HttpMethod.Head, "k")
    {
        KeyId = root.Text("AccessKeyId"),
        Secret = root.Text("AccessKeySecret"),
        Token = root.Text("SecurityToken"),
    };
}
