using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using SignGateway.Problems;

namespace SignGateway.Host.Proxies;

/// <summary>
/// What a listed proxy says of the client's address, the scheme, the host and the path prefix is taken for true; from anybody else it is not even read.
/// Callbacks do not depend on it: what OSS signed is built from <c>PublicUrl</c>.
/// </summary>
internal static class ForwardedSetup
{
    public static void AddForwarded(this WebApplicationBuilder builder)
    {
        builder.Services.AddCheckedOptions<ForwardedOptions>(builder.Configuration, ForwardedOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<ForwardedOptions>, ForwardedOptionsValidator>();
    }

    public static void UseForwarded(this WebApplication app)
    {
        var proxies = app.Services.GetRequiredService<IOptions<ForwardedOptions>>().Value;
        if (proxies.KnownProxies.Count + proxies.KnownNetworks.Count == 0)
            return;

        // As many steps as there are listed proxies in a row; the framework's own list, which has loopback, is not taken over.
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost | ForwardedHeaders.XForwardedPrefix,
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var address in proxies.KnownProxies)
            options.KnownProxies.Add(IPAddress.Parse(address));
        foreach (var network in proxies.KnownNetworks)
            options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        app.UseForwardedHeaders(options);
    }
}
