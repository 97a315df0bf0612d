using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Policies;

public sealed class ConditionTests
{
    [Theory]
    [InlineData("""{"key":"users/42/cat.png"}""")]
    [InlineData("""{"$key":"users/42/cat.png"}""")]
    [InlineData("""["eq","$key","users/42/cat.png"]""")]
    [InlineData("""["eq","key","users/42/cat.png"]""")]
    [InlineData("""["eq","$KEY","users/42/cat.png"]""")]
    [InlineData("""["starts-with","$key","users/42/"]""")]
    [InlineData("""["starts-with","$key",""]""")]
    [InlineData("""["in","$key",["a","users/42/cat.png"]]""")]
    [InlineData("""["not-in","$key",["a","b"]]""")]
    [InlineData("""["eq","$bucket","demo-bucket"]""")]
    [InlineData("""{"x:album":"7"}""")]
    [InlineData("""["starts-with","$x-oss-meta-ticket","t-"]""")]
    [InlineData("""["in","$content-type",["image/png"]]""")]
    [InlineData("""["eq","$cache-control","a\/b\\c\"d\u0024e\$f"]""")]
    public async Task a_condition_that_holds_lets_the_form_through(string condition)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.PostAsync(Form().Condition(condition));
        Assert.Equal(200, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("""{"key":"users/42/"}""", """["eq", "$key", "users/42/"]""")]
    [InlineData("""["eq","key","Users/42/cat.png"]""", """["eq", "$key", "Users/42/cat.png"]""")]
    [InlineData("""["starts-with","$key","users/43/"]""", """["starts-with", "$key", "users/43/"]""")]
    [InlineData("""["in","$key",["a","b"]]""", """["in", "$key", ["a", "b"]]""")]
    [InlineData("""["not-in","$key",["a","users/42/cat.png"]]""", """["not-in", "$key", ["a", "users/42/cat.png"]]""")]
    [InlineData("""{"bucket":"another"}""", """["eq", "$bucket", "another"]""")]
    [InlineData("""{"x:album":"8"}""", """["eq", "$x:album", "8"]""")]
    [InlineData("""{"callback":"e30="}""", """["eq", "$callback", "e30="]""")]
    [InlineData("""["eq","$x-oss-meta-absent","1"]""", """["eq", "$x-oss-meta-absent", "1"]""")]
    [InlineData("""["starts-with","$x-oss-meta-absent",""]""", """["starts-with", "$x-oss-meta-absent", ""]""")]
    [InlineData("""["not-in","$x-oss-meta-absent",["1"]]""", """["not-in", "$x-oss-meta-absent", ["1"]]""")]
    public async Task a_condition_that_fails_is_named(string condition, string named)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var error = await simulator.RefusedAsync(Form().Condition(condition), 403, "AccessDenied");
        Assert.Equal("Invalid according to Policy: Policy Condition failed: " + named, error.Element("Message")!.Value);
        Assert.Equal("0006-00000227", error.Element("EC")!.Value);
    }

    [Fact]
    public async Task the_type_of_the_file_part_is_no_field()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.RefusedAsync(new SignedForm().Condition("""["in","$content-type",["image/png"]]"""), 403, "AccessDenied");
    }

    [Fact]
    public async Task a_field_without_a_condition_is_let_through()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.PostAsync(new SignedForm().With("x-oss-meta-free", "1"));
        Assert.Equal(200, (int)answer.StatusCode);
    }

    [Fact]
    public async Task a_strict_simulator_refuses_a_field_without_a_condition()
    {
        await using var simulator = await RunningSimulator.StartAsync(options => options.Strict = true);
        var form = new SignedForm().Condition("""["eq","$key","users/42/cat.png"]""").Condition("""["eq","$success_action_status","200"]""");
        using var pinned = await simulator.PostAsync(form);
        Assert.Equal(200, (int)pinned.StatusCode);
        var error = await simulator.RefusedAsync(form.With("x-oss-meta-free", "1"), 403, "AccessDenied");
        Assert.Contains("x-oss-meta-free", error.Element("Message")!.Value, StringComparison.Ordinal);
    }

    private static SignedForm Form() => new SignedForm()
        .With("x:album", "7").With("x-oss-meta-ticket", "t-123").With("Content-Type", "image/png").With("Cache-Control", """a/b\c"d$e$f""");
}
