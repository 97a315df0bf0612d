using Xunit;

namespace SignGateway.Packages.Tests.Threats;

/// <summary>What docs/security.md claims is there.</summary>
public sealed class ThreatTests
{
    public static TheoryData<string> Names => [.. ThreatModel.Threats.Select(threat => threat.Name)];

    [Fact]
    public void the_tables_are_read_and_name_each_threat_once()
    {
        Assert.InRange(ThreatModel.Threats.Count, 60, 1000);
        Assert.Equal(ThreatModel.Threats.Count, ThreatModel.Threats.Select(threat => threat.Name).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void a_threat_is_proved_by_tests_that_exist(string name)
    {
        var tests = Find(name).Tests;
        Assert.NotEmpty(tests);
        Assert.Empty(tests.Except(KnownTests.Names));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void a_threat_names_code_that_stops_it(string name)
    {
        var types = Sources.Below(Repository.File("src")).Select(path => Path.GetFileNameWithoutExtension(path)).ToHashSet();
        Assert.Contains(Find(name).Guards, types.Contains);
    }

    [Fact]
    public void what_is_no_test_is_not_taken_for_one()
    {
        Assert.Contains($"{nameof(ThreatTests)}.{nameof(what_is_no_test_is_not_taken_for_one)}", KnownTests.Names);
        Assert.DoesNotContain($"{nameof(ThreatTests)}.{nameof(Find)}", KnownTests.Names);
        Assert.DoesNotContain($"{nameof(ThreatTests)}.{nameof(PublicApiTests.the_public_surface_is_as_it_is_written_down)}", KnownTests.Names);
    }

    private static Threat Find(string name) => ThreatModel.Threats.Single(threat => threat.Name == name);
}
