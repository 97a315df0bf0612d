using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Xunit;

namespace SignGateway.Host.Tests.Telemetry;

/// <summary>Dashboard, alerts and documentation speak of the metrics that there are.</summary>
public sealed partial class ObservabilityTests : IAsyncLifetime
{
    private IReadOnlyCollection<Instrument> _instruments = [];

    private IEnumerable<Instrument> Own => _instruments.Where(instrument => instrument.Name.StartsWith("sign_gateway.", StringComparison.Ordinal));

    public async ValueTask InitializeAsync() => _instruments = await SmallGateway.InstrumentsAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("deploy/observability/dashboard.json")]
    [InlineData("deploy/observability/alerts.yml")]
    public void asks_only_for_metrics_that_the_gateway_makes(string file)
    {
        var made = _instruments.SelectMany(PrometheusNames.Of).ToHashSet();
        var used = MetricName().Matches(Read(file)).Select(match => match.Value).Distinct().ToList();
        Assert.True(used.Count >= 8);
        Assert.Empty(used.Except(made));
    }

    [Fact]
    public void the_dashboard_shows_everything_that_the_gateway_measures()
    {
        var text = Read("deploy/observability/dashboard.json");
        Assert.Empty(Own.Where(instrument => !PrometheusNames.Of(instrument).Any(name => Regex.IsMatch(text, $@"\b{name}\b"))).Select(instrument => instrument.Name));
    }

    [Fact]
    public void the_table_of_metrics_names_each_with_its_unit_and_no_other()
    {
        var table = TableRow().Matches(Read("docs/operations.md")).Select(match => (match.Groups[1].Value, match.Groups[2].Value)).Order();
        Assert.Equal(Own.Select(instrument => (instrument.Name, instrument.Unit!)).Order(), table);
    }

    [Fact]
    public void every_instrument_says_what_it_measures_and_in_what()
    {
        Assert.True(Own.Count() > 20);
        Assert.All(Own, instrument => Assert.False(string.IsNullOrEmpty(instrument.Unit) || string.IsNullOrEmpty(instrument.Description)));
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(HostProcess.RepositoryRoot, file));

    [GeneratedRegex(@"\b(?:sign_gateway|http_server|http_client|kestrel|dotnet)_[a-z0-9_]+\b")]
    private static partial Regex MetricName();

    [GeneratedRegex(@"^\| `(sign_gateway\.[a-z._]+)` \| `([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex TableRow();
}
