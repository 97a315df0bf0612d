using OssSimulator.Sts;
using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Sts;

public sealed class AssumeRoleWithOidcTests
{
    private const string Provider = "acs:ram::1000000000000000:oidc-provider/cluster";
    private const string Token = "eyJhbGciOiJSUzI1NiJ9.e30.AAAA";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task lends_a_role_to_an_unsigned_call(bool inHeaders)
    {
        await using var simulator = await StartAsync();
        using var answer = await SendAsync(simulator, Valid(), inHeaders);
        var key = await StsAnswer.IssuedAsync(answer);
        Assert.Equal(RunningSimulator.Start.AddHours(1), key.Expiration);
        var call = Assert.Single(simulator.Server.StsCalls);
        Assert.Equal(("AssumeRoleWithOIDC", "pod", key.Id), (call.Action, call.RoleSessionName, call.IssuedKeyId));

        using var head = await simulator.SendAsync(
            new SignedRequest(HttpMethod.Get, "k") { KeyId = key.Id, Secret = key.Secret, Token = key.SecurityToken });
        await Refusal.ReadAsync(head, 404, "NoSuchKey");
    }

    [Theory]
    [InlineData("OIDCProviderArn", "MissingOIDCProviderArn")]
    [InlineData("OIDCToken", "MissingOIDCToken")]
    [InlineData("RoleArn", "MissingRoleArn")]
    [InlineData("RoleSessionName", "MissingRoleSessionName")]
    public async Task needs_its_parameters(string name, string code)
    {
        await using var simulator = await StartAsync();
        var form = Valid();
        form.Remove(name);
        await RefusedAsync(simulator, form, 400, code);
    }

    [Theory]
    [InlineData("OIDCProviderArn", Provider + "2", 403, "AuthenticationFail.NoPermission")]
    [InlineData("OIDCToken", "eyJ", 400, "InvalidParameter.OIDCToken")]
    [InlineData("OIDCToken", "another", 400, "AuthenticationFail.OIDCToken.Invalid")]
    [InlineData("RoleArn", "acs:ram::1000000000000000:role/nobody", 404, "EntityNotExist.Role")]
    [InlineData("RoleSessionName", "two words", 400, "InvalidParameter.RoleSessionName")]
    [InlineData("DurationSeconds", "3601", 400, "InvalidParameter.DurationSeconds")]
    [InlineData("Policy", "{}", 400, "InvalidParameter.PolicyGrammar")]
    public async Task refuses_a_parameter_it_cannot_use(string name, string value, int status, string code)
    {
        await using var simulator = await StartAsync();
        var form = Valid();
        form[name] = value;
        await RefusedAsync(simulator, form, status, code);
    }

    [Fact]
    public async Task takes_a_token_of_20_000_characters_and_no_more()
    {
        var longest = new string('e', 20_000);
        await using var simulator = await StartAsync(tokens: [new(longest)]);
        var form = Valid();
        form["OIDCToken"] = longest;
        using var answer = await SendAsync(simulator, form);
        await StsAnswer.IssuedAsync(answer);
        form["OIDCToken"] += "e";
        await RefusedAsync(simulator, form, 400, "InvalidParameter.OIDCToken");
    }

    [Fact]
    public async Task refuses_a_token_past_its_end()
    {
        await using var simulator = await StartAsync(tokens:
            [new(Token, RunningSimulator.Start.AddHours(1)), new("the next one", RunningSimulator.Start.AddHours(2))]);
        simulator.Time.Now += TimeSpan.FromHours(1);
        await RefusedAsync(simulator, Valid(), 400, "AuthenticationFail.OIDCToken.Expired");
        var form = Valid();
        form["OIDCToken"] = "the next one";
        using var answer = await SendAsync(simulator, form);
        await StsAnswer.IssuedAsync(answer);
    }

    [Fact]
    public async Task refuses_a_provider_the_role_does_not_trust()
    {
        await using var simulator = await StartAsync(trusted: [Provider + "2"]);
        await RefusedAsync(simulator, Valid(), 403, "AuthenticationFail.NoPermission");
    }

    private static Task<RunningSimulator> StartAsync(IReadOnlyList<OidcToken>? tokens = null, IReadOnlyList<string>? trusted = null) =>
        RunningSimulator.StartAsync(options =>
        {
            options.OidcProviders = [new(Provider, tokens ?? [new(Token)])];
            options.Roles = [new(SimulatorOptions.DefaultRoleArn) { TrustedProviders = trusted }];
        });

    private static Dictionary<string, string> Valid() => new()
    {
        ["RoleArn"] = SimulatorOptions.DefaultRoleArn,
        ["OIDCProviderArn"] = Provider,
        ["OIDCToken"] = Token,
        ["RoleSessionName"] = "pod",
    };

    private static Task<HttpResponseMessage> SendAsync(RunningSimulator simulator, Dictionary<string, string> form, bool inHeaders = false)
    {
        var query = inHeaders ? "" : "?Action=AssumeRoleWithOIDC&Version=2015-04-01&Format=JSON&Timestamp=2026-03-14T09%3A26%3A53Z";
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(simulator.Server.Url, "/" + query)) { Content = new FormUrlEncodedContent(form) };
        if (inHeaders)
        {
            request.Headers.Add("x-acs-action", "AssumeRoleWithOIDC");
            request.Headers.Add("x-acs-version", "2015-04-01");
        }

        return simulator.SendAsync(request);
    }

    private static async Task RefusedAsync(RunningSimulator simulator, Dictionary<string, string> form, int status, string code)
    {
        using var answer = await SendAsync(simulator, form);
        await StsAnswer.RefusedAsync(answer, status, code);
        Assert.Equal((status, code), (simulator.Server.StsCalls[^1].Status, simulator.Server.StsCalls[^1].Code));
    }
}
