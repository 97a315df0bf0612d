using System.Text.Json.Nodes;
using Xunit;

namespace SignGateway.Host.Tests.Reference;

/// <summary>What is generated from the code is as the code has it.</summary>
public sealed class ReferenceTests
{
    private const string Accept = "ACCEPT_REFERENCES";

    private static readonly Dictionary<string, Func<string>> Files = new()
    {
        ["docs/settings.md"] = SettingsPage.Write,
        ["docs/problems.md"] = ProblemsPage.Write,
        ["docs/log-events.md"] = LogEventsPage.Write,
        ["appsettings.schema.json"] = SettingsSchema.Write,
    };

    public static TheoryData<string> Names => [.. Files.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task the_file_is_as_the_code_has_it(string name)
    {
        var path = Path.Combine(HostProcess.RepositoryRoot, name);
        var actual = Files[name]();
        if (Environment.GetEnvironmentVariable(Accept) == "1")
            await File.WriteAllTextAsync(path, actual, TestContext.Current.CancellationToken);

        var expected = File.Exists(path) ? await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken) : "";
        var (gone, added) = (expected.Split('\n').Except(actual.Split('\n')), actual.Split('\n').Except(expected.Split('\n')));
        Assert.True(
            expected == actual,
            $"{name} is not what the code says. Run these tests once with {Accept}=1, and commit the file.\n{string.Join('\n', gone.Select(line => $"- {line}").Concat(added.Select(line => $"+ {line}")))}");
    }

    [Fact]
    public void every_setting_says_what_it_controls_and_what_holds_without_it()
    {
        Assert.NotEmpty(KnownSettings.All);
        Assert.All(KnownSettings.All.SelectMany(section => section.Settings), setting =>
        {
            Assert.True(setting.Summary.Length > 10, $"{setting.Key} has no documentation.");
            Assert.True(setting.SaidDefault.Length + setting.Required.Length > 0, $"The documentation of {setting.Key} does not say \"Defaults to …\" or \"Required\".");
        });
    }

    // Times and sizes are said in words: 10 minutes, 1 GiB.
    [Fact]
    public void a_default_that_is_told_is_the_one_that_holds() =>
        Assert.All(
            KnownSettings.All.SelectMany(section => section.Settings).Where(setting => !setting.IsSection && setting.DefaultText is not null && setting.Type != typeof(TimeSpan) && setting.Type != typeof(long)),
            setting => Assert.Contains(setting.DefaultText!, setting.SaidDefault.Replace(",", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));

    [Fact]
    public async Task every_setting_that_is_shown_is_described()
    {
        await using var host = new HostProcess(new Dictionary<string, string>
        {
            ["SignGateway__Profiles__default__Quota__Roles__paying__Count"] = "7",
            ["SignGateway__Events__Endpoints__app__Url"] = "http://127.0.0.1:1/",
            ["SignGateway__Events__Endpoints__app__AllowPrivate"] = "true",
            ["SignGateway__Events__Endpoints__app__Secrets__0"] = $"whsec_{Convert.ToBase64String(new byte[24])}",
        });
        Assert.Equal(0, await host.RunToEndAsync("config", "show"));
        var known = KnownSettings.All.SelectMany(section => section.Settings).Select(setting => setting.IsList ? setting.Key[..^2] : setting.Key).ToHashSet();
        var shown = host.Output.Split('\n').Where(line => line.Contains(" = ", StringComparison.Ordinal)).Select(line => Named(line.Split(" = ")[0])).ToHashSet();
        Assert.True(shown.Count > 80, $"{shown.Count} keys");
        Assert.Subset(known, shown);
    }

    [Fact]
    public void codes_and_their_statuses_are_listed_once()
    {
        var all = ProblemsPage.All.Select(item => (item.Problem.Code, item.Problem.Status)).ToList();
        Assert.Equal(all.Distinct(), all);
        Assert.All(typeof(SignGateway.Problems.KnownProblems).GetFields(), field => Assert.Contains(ProblemsPage.All, item => ReferenceEquals(item.Problem, field.GetValue(null))));
    }

    [Fact]
    public void no_two_log_events_have_one_id()
    {
        Assert.NotEmpty(LogEventsPage.All);
        Assert.All(LogEventsPage.All.GroupBy(item => item.Message.EventId), same => Assert.True(same.Count() == 1, $"{same.Key}: {string.Join(", ", same.Select(item => item.Class.FullName))}"));
    }

    [Fact]
    public async Task the_command_prints_the_schema_of_the_repository()
    {
        await using var host = new HostProcess();
        Assert.Equal(0, await host.RunToEndAsync("config", "schema"));
        Assert.Equal(SettingsSchema.Write().TrimEnd('\n'), host.Output);
    }

    [Fact]
    public async Task editors_find_the_schema_from_the_settings_file()
    {
        var settings = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(HostProcess.RepositoryRoot, "appsettings.json"), TestContext.Current.CancellationToken))!;
        Assert.True(File.Exists(Path.Combine(HostProcess.RepositoryRoot, (string)settings["$schema"]!)));
    }

    private static string Named(string key)
    {
        string[] names = ["SignGateway:Profiles:default", "SignGateway:Profiles:NAME:Quota:Roles:paying", "SignGateway:Events:Endpoints:app"];
        foreach (var (name, index) in names.Select((name, index) => (name, index)))
            key = key.Replace(name, $"{name[..name.LastIndexOf(':')]}:{(index == 1 ? "ROLE" : "NAME")}", StringComparison.Ordinal);
        return string.Join(':', key.Split(':').Select(part => int.TryParse(part, out _) ? "N" : part));
    }
}
