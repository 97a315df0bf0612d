using Microsoft.Extensions.Options;

namespace SignGateway.Host.Edge;

internal sealed class EdgeOptionsValidator : IValidateOptions<EdgeOptions>
{
    private const string OtherCharacters = "!#$%&'*+-.^_`|~";

    // What these say is for the connection, the message or the sign-in, never for us to overwrite.
    private static readonly string[] Taken =
    [
        "Host", "Authorization", "Cookie", "Connection", "Keep-Alive", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Expect", "Date",
    ];

    public ValidateOptionsResult Validate(string? name, EdgeOptions options)
    {
        List<string> faults = [];
        Check(nameof(options.UserHeader), options.UserHeader, faults);
        Check(nameof(options.RolesHeader), options.RolesHeader, faults);
        if (options.UserHeader.Length > 0 && HeaderNames.Same(options.UserHeader, options.RolesHeader))
            faults.Add($"{EdgeOptions.Section}:{nameof(options.RolesHeader)} and :{nameof(options.UserHeader)} are '{options.RolesHeader}' and '{options.UserHeader}', which many applications cannot tell apart.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void Check(string key, string header, List<string> faults)
    {
        if (header.Any(character => !char.IsAsciiLetterOrDigit(character) && !OtherCharacters.Contains(character, StringComparison.Ordinal)))
            faults.Add($"{EdgeOptions.Section}:{key} is '{header}', which is no header name; write one such as X-User-Id.");
        else if (Taken.Any(taken => HeaderNames.Same(taken, header)) || header.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) || HeaderNames.TellsOfProxies(header))
            faults.Add($"{EdgeOptions.Section}:{key} is '{header}', which means something else already; write one such as X-User-Id.");
    }
}
