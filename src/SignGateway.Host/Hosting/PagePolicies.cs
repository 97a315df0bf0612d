using Microsoft.Extensions.Options;
using SignGateway.Host.Authentication;
using SignGateway.Objects;

namespace SignGateway.Host.Hosting;

/// <summary>What each page may load and whom it may talk to.</summary>
internal sealed class PagePolicies
{
    private readonly string _demo;
    private readonly string _admin;

    public PagePolicies(IServiceProvider services)
    {
        var oss = Words(services.GetRequiredService<BucketCatalog>().All.Select(bucket => Origin(bucket.Address.PostUrl)));
        var authority = Words([Origin(services.GetRequiredService<IOptions<BearerSettings>>().Value.Authority)]);
        _demo = $"default-src 'self'; img-src 'self' blob: data:{oss}; connect-src 'self'{oss}; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        // The admin page shows what strangers wrote: nothing is allowed that it does not need, and no text becomes markup even by mistake.
        _admin = $"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'{oss}; connect-src 'self'{authority}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
    }

    public string For(PathString path) => path.StartsWithSegments("/admin", StringComparison.OrdinalIgnoreCase) ? _admin : _demo;

    private static string? Origin(string? url) => string.IsNullOrWhiteSpace(url) ? null : new Uri(url).GetLeftPart(UriPartial.Authority);

    private static string Words(IEnumerable<string?> origins) => string.Concat(origins.Where(origin => origin is not null).Distinct().Select(origin => $" {origin}"));
}
