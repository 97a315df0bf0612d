using Microsoft.Extensions.DependencyInjection;
using SignGateway.Objects;
using SignGateway.Profiles;

namespace SignGateway.Doctor.Reach;

/// <summary>Whether OSS would reach this gateway under each of its public URLs, and what arrives of what it sends.</summary>
internal sealed class CallbackUrlCheck(IServiceProvider services) : IDoctorCheck
{
    public string Name => "callback URL";

    public int Order => 70;

    // The parts are looked for only here: a wrong setting must not keep the other checks from being made.
    public async Task<IReadOnlyList<Finding>> ExamineAsync(IReadOnlyList<Profile> profiles, CancellationToken cancellationToken)
    {
        var hosts = profiles.Select(profile => profile.Options.CallbackHost is { Length: > 0 } host ? host : null).DefaultIfEmpty(null).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var urls = services.GetRequiredService<PublicUrls>().CallbackUrls;
        return [.. (await Task.WhenAll(urls.Select(url => ExamineAsync(url, hosts, cancellationToken)))).SelectMany(findings => findings)];
    }

    private async Task<IReadOnlyList<Finding>> ExamineAsync(string url, IReadOnlyList<string?> hosts, CancellationToken cancellationToken)
    {
        var address = new Uri(url);
        var (host, exists) = await services.GetRequiredService<LookAtHost>().ExecuteAsync(address, cancellationToken);
        List<Finding> findings = [host];
        if (!exists)
            return findings;
        if (address.Scheme == Uri.UriSchemeHttps)
            findings.AddRange(await services.GetRequiredService<LookAtTls>().ExecuteAsync(address, cancellationToken));
        if (findings.Any(finding => finding.Code == "tls_invalid"))
            return [.. findings, Finding.Skipped("callback_reached", $"{url} is not called, since its certificate is wrong.")];
        foreach (var name in hosts)
            findings.AddRange(await CallAsync(url, name, cancellationToken));
        return findings;
    }

    private async Task<IEnumerable<Finding>> CallAsync(string url, string? host, CancellationToken cancellationToken)
    {
        var call = services.GetRequiredService<SelfCall>();
        var outcome = await call.ExecuteAsync(url, host, takesGzip: true, cancellationToken);
        var plain = outcome is SelfCallOutcome.Reached { Shape.IsGood: false }
            ? (await call.ExecuteAsync(url, host, takesGzip: false, cancellationToken) as SelfCallOutcome.Reached)?.Shape
            : null;
        return JudgeReach.Of(host is null ? url : $"{url} (Host: {host})", outcome, plain);
    }
}
