using System.Text.Json.Nodes;
using Xunit;

namespace SignGateway.Host.Tests.Doctor;

public sealed class CommandTests
{
    [Fact]
    public async Task ends_with_0_where_nothing_is_wrong()
    {
        await using var host = new HostProcess();
        Assert.Equal(0, await host.RunToEndAsync("doctor"));
        Assert.Contains("[ ok ] upload (default): ", host.Output, StringComparison.Ordinal);
        Assert.Contains("\n0 wrong, ", host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("[FAIL]", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ends_with_1_where_something_is_wrong_and_says_what_to_do()
    {
        await using var host = new HostProcess(new Dictionary<string, string> { ["SignGateway__Credentials__AccessKeySecret"] = DoctorLoop.WrongSecret });
        Assert.Equal(1, await host.RunToEndAsync("doctor", "--profile", "default"));
        Assert.Contains("[FAIL] credentials secret_wrong (default): ", host.Output, StringComparison.Ordinal);
        Assert.Contains("\n       Set SignGateway:Credentials:AccessKeySecret ", host.Output, StringComparison.Ordinal);
        Assert.Contains("\n1 wrong, ", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task tells_the_same_as_one_JSON_document()
    {
        await using var host = new HostProcess();
        Assert.Equal(0, await host.RunToEndAsync("doctor", "--json"));
        var report = Report(host);
        Assert.Contains(report["findings"]!.AsArray(), finding => (string)finding!["check"]! == "upload" && (string)finding["level"]! == "ok" && finding["fix"] is null);
    }

    [Fact]
    public async Task names_two_keys_with_one_id_and_looks_at_nothing_else()
    {
        const string Secret = "YSBzZWNyZXQgb2YgdGhpcnR5LXR3byBieXRlcyBvciBtb3Jl";
        await using var host = new HostProcess(new Dictionary<string, string>
        {
            ["SignGateway__Tickets__Keys__0__Id"] = "k1",
            ["SignGateway__Tickets__Keys__0__Secret"] = Secret,
            ["SignGateway__Tickets__Keys__1__Id"] = "k1",
            ["SignGateway__Tickets__Keys__1__Secret"] = Secret,
        });
        Assert.Equal(1, await host.RunToEndAsync("doctor", "--json"));
        var finding = Assert.Single(Report(host)["findings"]!.AsArray())!;
        Assert.Equal(("configuration", "configuration_invalid"), ((string)finding["check"]!, (string)finding["code"]!));
        Assert.Contains("'k1' twice", (string)finding["text"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task names_every_wrong_setting()
    {
        await using var host = new HostProcess(new Dictionary<string, string>
        {
            ["SignGateway__Profiles__default__KeyTemplate"] = "no-id",
            ["SignGateway__Reconcile__Interval"] = "-00:00:01",
        });
        Assert.Equal(1, await host.RunToEndAsync("doctor"));
        Assert.Contains("KeyTemplate must contain {id}", host.Output, StringComparison.Ordinal);
        Assert.Contains("Reconcile:Interval", host.Output, StringComparison.Ordinal);
        Assert.Contains("2 wrong, ", host.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'--force' is unknown", "--force")]
    [InlineData("'--profile' needs a value", "--profile")]
    [InlineData("there is no profile 'nobody'; there are default", "--profile", "nobody")]
    public async Task ends_with_2_where_it_does_not_understand(string word, params string[] arguments)
    {
        await using var host = new HostProcess();
        Assert.Equal(2, await host.RunToEndAsync(["doctor", .. arguments]));
        Assert.Contains(word, host.Output, StringComparison.Ordinal);
        Assert.Contains("Usage: doctor", host.Output, StringComparison.Ordinal);
    }

    // It stands alone on the standard output; what is logged goes elsewhere, and the tests see both.
    private static JsonNode Report(HostProcess host) => JsonNode.Parse(host.Output.Split('\n').Single(line => line.StartsWith("{\"worst\"", StringComparison.Ordinal)))!;
}
