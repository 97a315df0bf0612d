using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace SignGateway.Objects;

internal sealed class PublicUrlOptionsValidator(IHostEnvironment environment) : IValidateOptions<PublicUrlOptions>
{
    private const int MaxUrls = 5;
    private const int MaxLength = 200;
    private const string Key = $"{PublicUrlOptions.Section}:{nameof(PublicUrlOptions.PublicUrl)}";

    public ValidateOptionsResult Validate(string? name, PublicUrlOptions options)
    {
        List<string> faults = [];
        var urls = PublicUrls.Split(options.PublicUrl);
        if (urls.Length == 0)
            faults.Add($"{Key} is missing. Set the address under which OSS reaches this gateway, such as https://uploads.example.com.");
        if (urls.Length > MaxUrls)
            faults.Add($"{Key} holds {urls.Length} URLs; OSS takes at most {MaxUrls}.");
        foreach (var url in urls)
            Check(url, options, faults);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private void Check(string text, PublicUrlOptions options, List<string> faults)
    {
        if (text.Length > MaxLength)
            faults.Add($"{Key}: '{text[..40]}…' has {text.Length} characters; at most {MaxLength} fit into a callback.");
        else if (!text.All(char.IsAscii) || text.Any(character => character is ' ' or '"' or '\\')
            || !Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0)
            faults.Add($"{Key}: '{text}' is not an http or https URL in plain ASCII.");
        else if (text.Contains('?', StringComparison.Ordinal) || text.Contains('#', StringComparison.Ordinal) || url.UserInfo.Length > 0)
            faults.Add($"{Key}: '{text}' must have no query, no fragment and no user info.");
        else if (url.HostNameType == UriHostNameType.IPv6)
            faults.Add($"{Key}: '{text}' is an IPv6 address, which OSS does not call.");
        else if (IsPrivate(url) && !environment.IsDevelopment() && !options.AllowPrivatePublicUrl)
            faults.Add($"{Key}: '{text}' is a private address, which OSS refuses to call. Use a public one, or set {PublicUrlOptions.Section}:{nameof(options.AllowPrivatePublicUrl)}=true where a stand-in for OSS calls.");
    }

    private static bool IsPrivate(Uri url)
    {
        if (url.IsLoopback || url.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase) || url.Host.EndsWith(".local", StringComparison.OrdinalIgnoreCase))
            return true;
        return IPAddress.TryParse(url.Host, out var address) && PrivateAddress.Is(address);
    }
}
