using System.Text.Json;
using Xunit;

namespace SignGateway.Packages.Tests.Threats;

/// <summary>What "./test.sh guards" needs is still where its manifest says.</summary>
public sealed class GuardTests
{
    private static readonly List<Guard> Guards = JsonSerializer.Deserialize<List<Guard>>(
        File.ReadAllText(Repository.File("tests/guards/guards.json")), JsonSerializerOptions.Web)!;

    public static TheoryData<int> Numbers => [.. Enumerable.Range(1, Guards.Count)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void its_text_is_in_its_file_exactly_once(int number)
    {
        var guard = Guards[number - 1];
        var parts = guard.Text.Split('«', '»');
        Assert.Equal(3, parts.Length);
        Assert.NotEqual(parts[1], guard.Off);
        Assert.Equal(2, File.ReadAllText(Repository.File(guard.File)).Split(string.Concat(parts)).Length);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void its_threat_is_written_down_with_the_test_that_notices(int number)
    {
        var guard = Guards[number - 1];
        var threat = Assert.Single(ThreatModel.Threats, threat => threat.Name == guard.Threat);
        Assert.Contains(guard.Test, threat.Tests);
        Assert.Contains(guard.Test, KnownTests.Of(guard.Project));
    }

    [Fact]
    public void most_threats_have_one() =>
        Assert.InRange(Guards.Select(guard => guard.Threat).Distinct().Count(), ThreatModel.Threats.Count / 2, ThreatModel.Threats.Count);
}
