using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using SignGateway.Doctor;
using SignGateway.Doctor.Reach;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Doctor;

/// <summary>A server with two certificates, chosen by the name that a client says.</summary>
public sealed class TlsTests : IAsyncLifetime
{
    private const string Host = "uploads.example.com";

    private readonly X509Certificate2 _right = Middleman.CertificateFor(Host);
    private readonly X509Certificate2 _other = Middleman.CertificateFor("other.example.com");
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync();

    public ValueTask DisposeAsync()
    {
        _right.Dispose();
        _other.Dispose();
        return _gateway.DisposeAsync();
    }

    [Fact]
    public async Task the_right_certificate_with_and_without_a_name_is_well()
    {
        var found = await ExamineAsync(_ => _right);
        Assert.Equal(["callback_host_private", "tls", "callback_reached"], found.Select(finding => finding.Code));
        Assert.Contains(Host, found[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_certificate_that_is_wrong_without_a_name_is_warned_of_since_grants_set_callback_sni()
    {
        var found = await ExamineAsync(name => name == Host ? _right : _other);
        var finding = Assert.Single(found, finding => finding.Code == "tls_without_sni");
        Assert.Equal(FindingLevel.Warning, finding.Level);
        Assert.Contains("the certificate is for other.example.com", finding.Text, StringComparison.Ordinal);
        Assert.Contains("callbackSNI", finding.Text, StringComparison.Ordinal);
        Assert.Contains("default_server", finding.Fix, StringComparison.Ordinal);
        Assert.Contains(found, finding => finding.Code == "callback_reached" && finding.Level == FindingLevel.Ok);
    }

    [Fact]
    public async Task a_server_that_hangs_up_without_a_name_is_warned_of()
    {
        var found = await ExamineAsync(name => name == Host ? _right : null!);
        Assert.Contains("the TLS handshake fails", Assert.Single(found, finding => finding.Code == "tls_without_sni").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_certificate_for_another_name_is_a_fault_and_nothing_is_sent()
    {
        var found = await ExamineAsync(name => name == Host ? _other : _right);
        Assert.Equal(FindingLevel.Fault, Assert.Single(found, finding => finding.Code == "tls_invalid").Level);
        Assert.Equal(FindingLevel.Skipped, Assert.Single(found, finding => finding.Code == "callback_reached").Level);
    }

    [Fact]
    public async Task a_certificate_that_nobody_trusts_is_a_fault()
    {
        using var stranger = Middleman.CertificateFor(Host);
        var found = await ExamineAsync(_ => stranger);
        Assert.Contains("not trusted", Assert.Single(found, finding => finding.Code == "tls_invalid").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_certificate_that_ends_within_two_weeks_is_warned_of()
    {
        _gateway.Time.Pass(_right.NotAfter.ToUniversalTime() - _gateway.Time.GetUtcNow().UtcDateTime - TimeSpan.FromDays(13));
        Assert.Equal(FindingLevel.Warning, Assert.Single(await ExamineAsync(_ => _right), finding => finding.Code == "tls_ends_soon").Level);
    }

    [Theory]
    [InlineData("203.0.113.7", "callback_host", FindingLevel.Ok)]
    [InlineData("10.1.2.3", "callback_host_private", FindingLevel.Fault)]
    [InlineData("203.0.113.7 172.16.0.1", "callback_host_private", FindingLevel.Fault)]
    [InlineData("169.254.10.10", "callback_host_private", FindingLevel.Fault)]
    [InlineData("100.100.100.200", "callback_host_private", FindingLevel.Fault)]
    [InlineData("2001:db8::1", "callback_host_ipv6", FindingLevel.Fault)]
    [InlineData("2001:db8::1 203.0.113.7", "callback_host", FindingLevel.Ok)]
    [InlineData("", "callback_host_unknown", FindingLevel.Fault)]
    public async Task what_a_name_leads_to_is_judged_as_oss_would(string addresses, string code, FindingLevel level)
    {
        var found = addresses.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(IPAddress.Parse).ToArray();
        await using var doctor = new DoctorUnderTest(_gateway.Time, new Outside((_, _) => found.Length > 0 ? Task.FromResult(found) : throw new SocketException((int)SocketError.HostNotFound), null));
        var (finding, exists) = await doctor.Services.GetRequiredService<LookAtHost>().ExecuteAsync(new Uri($"https://{Host}"), TestContext.Current.CancellationToken);
        Assert.Equal((code, level, found.Length > 0), (finding.Code, finding.Level, exists));
    }

    private async Task<IReadOnlyList<Finding>> ExamineAsync(Func<string?, X509Certificate2> certificate)
    {
        await using var proxy = await Middleman.StartAsync(_gateway.Address, certificate);
        await using var doctor = new DoctorUnderTest(
            _gateway.Time, DoctorUnderTest.WhereEveryNameIsHere(_right, _other), ("SignGateway:PublicUrl", $"https://{Host}:{proxy.Port}"), ("SignGateway:AllowPrivatePublicUrl", "true"));
        return await doctor.ExamineAsync("callback URL");
    }
}
