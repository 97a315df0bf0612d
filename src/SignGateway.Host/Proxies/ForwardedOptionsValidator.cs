using System.Net;
using Microsoft.Extensions.Options;

namespace SignGateway.Host.Proxies;

internal sealed class ForwardedOptionsValidator(IConfiguration configuration) : IValidateOptions<ForwardedOptions>
{
    // The framework's own switch, ASPNETCORE_FORWARDEDHEADERS_ENABLED in the environment.
    private const string BelieveAll = "ForwardedHeaders_Enabled";

    public ValidateOptionsResult Validate(string? name, ForwardedOptions options)
    {
        var faults = Wrong(options.KnownProxies, nameof(options.KnownProxies), "an IP address", text => IPAddress.TryParse(text, out _))
            .Concat(Wrong(options.KnownNetworks, nameof(options.KnownNetworks), "a network such as 10.1.0.0/16", text => IPNetwork.TryParse(text, out var network) && network.PrefixLength > 0))
            .ToList();
        if (string.Equals(configuration[BelieveAll], "true", StringComparison.OrdinalIgnoreCase))
            faults.Add($"{BelieveAll} is true, which believes whatever anybody sends; list your proxies under {ForwardedOptions.Section}:{nameof(options.KnownProxies)} or :{nameof(options.KnownNetworks)} instead.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Wrong(List<string> texts, string key, string expected, Predicate<string> isRight) =>
        texts.Select((text, index) => (text, index)).Where(item => !isRight(item.text)).Select(item => $"{ForwardedOptions.Section}:{key}:{item.index} is '{item.text}'; write {expected}.");
}
