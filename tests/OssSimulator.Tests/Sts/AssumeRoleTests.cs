using System.Xml.Linq;
using OssSimulator.Sts;
using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Sts;

public sealed class AssumeRoleTests
{
    private const string Policy = """{"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:PutObject","Resource":"acs:oss:*:*:demo-bucket/*"}]}""";

    [Theory]
    [InlineData("POST", false)]
    [InlineData("POST", true)]
    [InlineData("GET", false)]
    public async Task lends_a_role(string method, bool inForm)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.SendAsync(new SignedCall { Method = new HttpMethod(method), InForm = inForm });
        var root = await StsAnswer.ReadAsync(answer, 200);
        Assert.Equal(SimulatorOptions.DefaultRoleArn + "/gateway", root["AssumedRoleUser"]!.Text("Arn"));
        Assert.EndsWith(":gateway", root["AssumedRoleUser"]!.Text("AssumedRoleId"), StringComparison.Ordinal);
        Assert.Matches(@"^STS\.[A-Za-z0-9]{25}$", root["Credentials"]!.Text("AccessKeyId"));
        Assert.Matches("^[A-Za-z0-9]{44}$", root["Credentials"]!.Text("AccessKeySecret"));
        Assert.Matches("^CAIS[A-Za-z0-9+/]{818}==$", root["Credentials"]!.Text("SecurityToken"));
        Assert.Equal("2026-03-14T10:26:53Z", root["Credentials"]!.Text("Expiration"));
    }

    [Fact]
    public async Task issues_another_key_each_time()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var (one, other) = (await simulator.AssumeAsync(), await simulator.AssumeAsync());
        Assert.NotEqual(one.Id, other.Id);
        Assert.NotEqual(one.SecurityToken, other.SecurityToken);
    }

    [Fact]
    public async Task makes_tokens_as_long_as_is_wanted()
    {
        await using var simulator = await RunningSimulator.StartAsync(options => options.SecurityTokenLength = 3072);
        Assert.Equal(3072, (await simulator.AssumeAsync()).SecurityToken!.Length);
    }

    [Theory]
    [InlineData("Accept", "application/xml")]
    [InlineData("Format", "XML")]
    public async Task answers_in_xml_if_asked_to(string where, string what)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.SendAsync(Asking(new SignedCall()));
        var root = XElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("AssumeRoleResponse", root.Name);
        Assert.Equal(answer.Headers.GetValues("x-acs-request-id").Single(), root.Element("RequestId")!.Value);
        Assert.StartsWith("STS.", root.Element("Credentials")!.Element("AccessKeyId")!.Value, StringComparison.Ordinal);

        using var refusal = await simulator.SendAsync(Asking(new SignedCall { Secret = "another" }));
        var error = XElement.Parse(await refusal.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(("Error", "SignatureDoesNotMatch"), (error.Name, error.Element("Code")!.Value));

        HttpRequestMessage Asking(SignedCall call)
        {
            if (where == "Format") call.Parameters[where] = what;
            var request = call.Build(simulator.Server.Url);
            if (where == "Accept") request.Headers.TryAddWithoutValidation(where, what);
            return request;
        }
    }

    [Theory]
    [InlineData("RoleArn", "MissingRoleArn")]
    [InlineData("RoleSessionName", "MissingRoleSessionName")]
    public async Task needs_its_parameters(string name, string code)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var call = new SignedCall();
        call.Parameters.Remove(name);
        await simulator.RefusedAsync(call, 400, code);
    }

    [Theory]
    [InlineData("RoleArn", "simulator-role", 400, "InvalidParameter.RoleArn")]
    [InlineData("RoleArn", "acs:ram::1000000000000000:user/simulator-role", 400, "InvalidParameter.RoleArn")]
    [InlineData("RoleArn", "acs:ram::1000000000000000:role/nobody", 404, "EntityNotExist.Role")]
    [InlineData("RoleSessionName", "g", 400, "InvalidParameter.RoleSessionName")]
    [InlineData("RoleSessionName", "two words", 400, "InvalidParameter.RoleSessionName")]
    [InlineData("RoleSessionName", "user/1001", 400, "InvalidParameter.RoleSessionName")]
    [InlineData("RoleSessionName", "gateway\n", 400, "InvalidParameter.RoleSessionName")]
    [InlineData("DurationSeconds", "899", 400, "InvalidParameter.DurationSeconds")]
    [InlineData("DurationSeconds", "3601", 400, "InvalidParameter.DurationSeconds")]
    [InlineData("DurationSeconds", "an hour", 400, "InvalidParameter.DurationSeconds")]
    [InlineData("ExternalId", "x", 400, "InvalidParameter.ExternalId")]
    [InlineData("ExternalId", "a b", 400, "InvalidParameter.ExternalId")]
    [InlineData("Policy", "not JSON", 400, "InvalidParameter.PolicyGrammar")]
    [InlineData("Policy", "{}", 400, "InvalidParameter.PolicyGrammar")]
    public async Task refuses_a_parameter_it_cannot_use(string name, string value, int status, string code)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.RefusedAsync(new SignedCall().With(name, value), status, code);
    }

    [Fact]
    public async Task takes_parameters_up_to_their_limits()
    {
        await using var simulator = await RunningSimulator.StartAsync(options =>
            options.Roles = [new(SimulatorOptions.DefaultRoleArn) { MaxSessionSeconds = 43_200 }]);
        var longest = Policy.Replace("demo-bucket/", "demo-bucket/" + new string('a', 2048 - Policy.Length), StringComparison.Ordinal);
        var call = new SignedCall { InForm = true }
            .With("RoleSessionName", "a.b@c-d_" + new string('e', 56))
            .With("DurationSeconds", "43200")
            .With("ExternalId", "ext=1,2@a:b/c-d_e+" + new string('f', 1206))
            .With("Policy", longest);
        var key = await simulator.AssumeAsync(call);
        Assert.Equal(RunningSimulator.Start.AddHours(12), key.Expiration);

        await simulator.RefusedAsync(new SignedCall().With("RoleSessionName", new string('e', 65)), 400, "InvalidParameter.RoleSessionName");
        await simulator.RefusedAsync(new SignedCall().With("ExternalId", new string('f', 1225)), 400, "InvalidParameter.ExternalId");
        await simulator.RefusedAsync(new SignedCall().With("Policy", longest + " "), 400, "InvalidParameter.PolicySize");
    }

    [Fact]
    public async Task refuses_a_caller_the_role_does_not_trust()
    {
        await using var simulator = await RunningSimulator.StartAsync(options =>
        {
            options.AccessKeys.Add(new("stranger", "stranger-secret"));
            options.Roles = [new(SimulatorOptions.DefaultRoleArn) { TrustedKeys = [SimulatorOptions.DefaultAccessKeyId] }];
        });
        await simulator.AssumeAsync(new SignedCall());
        var message = await simulator.RefusedAsync(new SignedCall { KeyId = "stranger", Secret = "stranger-secret" }, 403, "NoPermission");
        Assert.Equal("You are not authorized to do this action. You should be authorized by RAM.", message);
    }

    [Fact]
    public async Task refuses_a_caller_without_the_external_id_of_the_role()
    {
        await using var simulator = await RunningSimulator.StartAsync(options =>
            options.Roles = [new(SimulatorOptions.DefaultRoleArn) { ExternalId = "the-one" }]);
        await simulator.AssumeAsync(new SignedCall().With("ExternalId", "the-one"));
        await simulator.RefusedAsync(new SignedCall().With("ExternalId", "another"), 403, "NoPermission");
        await simulator.RefusedAsync(new SignedCall(), 403, "NoPermission");
    }

    [Fact]
    public async Task notes_every_call()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var key = await simulator.AssumeAsync();
        await simulator.RefusedAsync(new SignedCall { Secret = "another" }, 400, "SignatureDoesNotMatch");
        var good = new StsCall(RunningSimulator.Start, "AssumeRole", SimulatorOptions.DefaultRoleArn, "gateway", 200, null, key.Id);
        Assert.Equal([good, good with { Status = 400, Code = "SignatureDoesNotMatch", IssuedKeyId = null }], simulator.Server.StsCalls);
    }

    [Fact]
    public async Task leaves_the_root_to_oss_where_no_action_is_named()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.PostAsync(new SignedForm().Build(), "");
        await Refusal.ReadAsync(answer, 404, "NoSuchBucket");
        Assert.Empty(simulator.Server.StsCalls);
    }
}
