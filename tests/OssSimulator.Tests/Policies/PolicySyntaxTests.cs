using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Policies;

public sealed class PolicySyntaxTests
{
    private const string End = "\"expiration\":\"2026-03-14T10:00:00.000Z\"";

    [Theory]
    [InlineData("not json", "0006-00000201")]
    [InlineData("[]", "0006-00000201")]
    [InlineData("{}", "0006-00000209")]
    [InlineData("{" + End + "}", "0006-00000207")]
    [InlineData("{\"conditions\":[{\"key\":\"a\"}]}", "0006-00000209")]
    [InlineData("{\"expiration\":\"tomorrow\",\"conditions\":[{\"key\":\"a\"}]}", "0006-00000201")]
    [InlineData("{\"expiration\":\"2026-03-14T10:00:00+08:00\",\"conditions\":[{\"key\":\"a\"}]}", "0006-00000201")]
    [InlineData("{" + End + ",\"conditions\":{}}", "0006-00000214")]
    [InlineData("{" + End + ",\"conditions\":[]}", "0006-00000215")]
    [InlineData("{" + End + ",\"conditions\":[[]]}", "0006-00000216")]
    [InlineData("{" + End + ",\"conditions\":[[1,\"$key\",\"a\"]]}", "0006-00000216")]
    [InlineData("{" + End + ",\"conditions\":[[\"like\",\"$key\",\"a\"]]}", "0006-00000216")]
    [InlineData("{" + End + ",\"conditions\":[[\"starts-with\",\"$key\",\"a\",\"b\"]]}", "0006-00000218")]
    [InlineData("{" + End + ",\"conditions\":[[\"eq\",\"$key\"]]}", "0006-00000218")]
    [InlineData("{" + End + ",\"conditions\":[\"key\"]}", "0006-00000222")]
    [InlineData("{" + End + ",\"conditions\":[{}]}", "0006-00000222")]
    [InlineData("{" + End + ",\"conditions\":[{\"key\":\"a\",\"bucket\":\"b\"}]}", "0006-00000222")]
    [InlineData("{" + End + ",\"conditions\":[{\"key\":1}]}", "0006-00000224")]
    [InlineData("{" + End + ",\"conditions\":[[\"in\",\"$key\",\"a\"]]}", "0006-00000224")]
    [InlineData("{" + End + ",\"conditions\":[[\"not-in\",\"$key\",[1]]]}", "0006-00000224")]
    [InlineData("{" + End + ",\"conditions\":[[\"eq\",\"$key\",[\"a\"]]]}", "0006-00000224")]
    [InlineData("{" + End + ",\"conditions\":[[\"content-length-range\",\"1\",\"2\"]]}", "0006-00000224")]
    [InlineData("{" + End + ",\"conditions\":[[\"content-length-range\",1.5,2]]}", "0006-00000224")]
    [InlineData("{" + End + ",\"conditions\":[[\"content-length-range\",3,2]]}", "0006-00000224")]
    [InlineData("{" + End + ",\"conditions\":[{\"key\":\"\\ud800\"}]}", "0006-00000201")]
    [InlineData("{" + End + ",\"conditions\":[{\"key\":\"\\\\$\\q\"}]}", "0006-00000201")]
    [InlineData("{" + End + ",\"conditions\":[{\"key\":\"a\"}],}", "0006-00000201")]
    public async Task refuses_a_malformed_policy(string policy, string ec)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var error = await simulator.RefusedAsync(new SignedForm { PolicyJson = policy }, 400, "InvalidPolicyDocument");
        Assert.StartsWith("Invalid Policy: ", error.Element("Message")!.Value, StringComparison.Ordinal);
        Assert.Equal(ec, error.Element("EC")!.Value);
    }

    [Fact]
    public async Task names_a_simple_condition_of_two_properties_as_the_service_does()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var form = new SignedForm().Condition("""{"key":"a","x":"b"}""");
        var error = await simulator.RefusedAsync(form, 400, "InvalidPolicyDocument");
        Assert.Equal(
            "Invalid Policy: Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.", error.Element("Message")!.Value);
    }

    [Fact]
    public async Task takes_an_expiration_without_milliseconds()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var form = new SignedForm { PolicyJson = """{"expiration":"2026-03-14T10:00:00Z","conditions":[["starts-with","$key",""]]}""" };
        using var answer = await simulator.PostAsync(form.BuildV1());
        Assert.Equal(200, (int)answer.StatusCode);
    }
}
