using Microsoft.Extensions.DependencyInjection;
using SignGateway.Admin.Keys;
using SignGateway.Doctor;
using SignGateway.Telemetry;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Doctor;

public sealed class KeyRingTests
{
    private const string Check = "ticket keys";

    private static readonly string Secret = Convert.ToBase64String(new byte[32]);

    private readonly SetTime _time = new();

    [Fact]
    public async Task a_ring_is_told_without_its_secrets()
    {
        await using var doctor = Doctor(("1:Id", "k0"), ("1:Secret", Secret), ("1:Use", "archive"));
        var finding = Assert.Single(await doctor.ExamineAsync(Check));
        Assert.Equal(("key_ring", FindingLevel.Ok), (finding.Code, finding.Level));
        Assert.Contains("k1 current, k0 archive", finding.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task two_keys_with_one_id_are_a_fault_that_names_it()
    {
        await using var doctor = Doctor(("1:Id", "k1"), ("1:Secret", Secret));
        var finding = Assert.Single(await doctor.ExamineAsync(Check));
        Assert.Equal(("key_ring_invalid", FindingLevel.Fault), (finding.Code, finding.Level));
        Assert.Contains("the Id 'k1' twice", finding.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("accepting", "accepting")]
    [InlineData("current", "current")]
    public async Task other_than_one_current_key_is_a_fault(string first, string second)
    {
        await using var doctor = Doctor(("0:Use", first), ("1:Id", "k0"), ("1:Secret", Secret), ("1:Use", second));
        Assert.Contains("exactly one key", Assert.Single(await doctor.ExamineAsync(Check)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task what_needs_the_keys_is_left_out_while_they_are_wrong()
    {
        await using var doctor = new DoctorUnderTest(
            _time, ("SignGateway:Tickets:Keys:1:Id", "k1"), ("SignGateway:Tickets:Keys:1:Secret", Secret), ("SignGateway:PublicUrl", "http://127.0.0.1:1"), ("SignGateway:AllowPrivatePublicUrl", "true"));
        var finding = Assert.Single(await doctor.ExamineAsync("callback URL"));
        Assert.Equal(("configuration_invalid", FindingLevel.Skipped), (finding.Code, finding.Level));
    }

    [Theory]
    [InlineData(23, true)]
    [InlineData(26, false)]
    public async Task a_key_that_a_gateway_sealed_with_and_is_gone_is_warned_of_while_its_grants_may_come_back(int hours, bool warned)
    {
        await using var doctor = Doctor();
        await doctor.Services.GetRequiredService<IKeyAges>().SeeAsync(
            [new KeyInUse(KeyKind.Ticket, "k0", KeyUse.Signs), new KeyInUse(KeyKind.Ticket, "k1", KeyUse.Signs), new KeyInUse(KeyKind.Webhook, "w0", KeyUse.Signs)], _time.GetUtcNow(), TestContext.Current.CancellationToken);
        _time.Pass(TimeSpan.FromHours(hours));

        var missing = (await doctor.ExamineAsync(Check)).Where(finding => finding.Code == "key_missing").ToList();

        Assert.Equal(warned, missing.Count == 1);
        Assert.All(missing, finding => Assert.Contains("'k0'", finding.Text, StringComparison.Ordinal));
    }

    private DoctorUnderTest Doctor(params (string Key, string? Value)[] keys) => new(_time, [.. keys.Select(key => ($"SignGateway:Tickets:Keys:{key.Key}", key.Value))]);
}
