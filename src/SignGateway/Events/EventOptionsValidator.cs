using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SignGateway.Events.Addresses;
using SignGateway.Profiles;
using SignGateway.Webhooks;

namespace SignGateway.Events;

internal sealed class EventOptionsValidator(IHostEnvironment environment, IOptionsMonitor<ProfilesOptions> profiles) : IValidateOptions<EventOptions>
{
    private const int MaxEndpoints = 16;
    private const int MaxName = 32;
    private const int MaxUrl = 2000;
    private const int MaxSecrets = 5;
    private const int MaxConcurrency = 64;

    public ValidateOptionsResult Validate(string? name, EventOptions options)
    {
        List<string> faults = [];
        if (options.Endpoints.Count > MaxEndpoints)
            faults.Add($"{EventOptions.Section}:{nameof(options.Endpoints)} names {options.Endpoints.Count} endpoints; at most {MaxEndpoints} are told.");
        foreach (var (endpoint, settings) in options.Endpoints)
            Check(endpoint, settings, faults);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private void Check(string name, EventEndpointOptions options, List<string> faults)
    {
        var section = EventOptions.SectionOf(name);
        if (name.Length is 0 or > MaxName || !name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-' or '_'))
            faults.Add($"{section}: name an endpoint with 1 to {MaxName} lower-case letters, digits, - and _.");
        if (UrlFault(options) is { } fault)
            faults.Add($"{section}:{nameof(options.Url)} {fault}");
        CheckSecrets(section, options.Secrets, faults);
        CheckWords($"{section}:{nameof(options.Types)}", options.Types, EventTypes.All, "an event; the types are", faults);
        if (KnownProfiles() is { } known)
            CheckWords($"{section}:{nameof(options.Profiles)}", options.Profiles, known, "a profile; there are", faults);
        if (options.Concurrency is < 1 or > MaxConcurrency)
            faults.Add($"{section}:{nameof(options.Concurrency)} is {options.Concurrency}; it must lie between 1 and {MaxConcurrency}.");
    }

    // The URL itself is not repeated: what stands behind its question mark may be a secret.
    private string? UrlFault(EventEndpointOptions options)
    {
        if (string.IsNullOrEmpty(options.Url))
            return "is missing. Set the address to which events are posted.";
        if (options.Url.Length > MaxUrl || !Uri.TryCreate(options.Url, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.Host.Length == 0)
            return $"is not an https URL of at most {MaxUrl} characters.";
        if (url.Scheme == "http" && !environment.IsDevelopment())
            return "begins with http; outside Development events go over https only.";
        if (url.UserInfo.Length > 0 || url.Fragment.Length > 0)
            return "must have no user info and no fragment.";
        return !options.AllowPrivate && IPAddress.TryParse(url.DnsSafeHost, out var address) && PublicAddress.Refusal(address) is { } reason
            ? $"names {address}, {reason}. Set {nameof(options.AllowPrivate)} if that is meant."
            : null;
    }

    private static void CheckSecrets(string section, List<string> secrets, List<string> faults)
    {
        var key = $"{section}:{nameof(EventEndpointOptions.Secrets)}";
        if (secrets.Count is 0 or > MaxSecrets)
            faults.Add($"{key} holds {secrets.Count} secrets; 1 to {MaxSecrets} are needed.");
        for (var index = 0; index < secrets.Count; index++)
        {
            if (WebhookSecret.TryParse(secrets[index]) is null)
                faults.Add($"{key}:{index} is no secret: write {WebhookSecret.Prefix} and the Base64 of {WebhookSecret.MinBytes} to {WebhookSecret.MaxBytes} random bytes, such as \"{WebhookSecret.Prefix}$(openssl rand -base64 32)\".");
        }
    }

    private static void CheckWords(string key, List<string> words, IEnumerable<string> known, string what, List<string> faults)
    {
        for (var index = 0; index < words.Count; index++)
        {
            if (!known.Contains(words[index]))
                faults.Add($"{key}:{index} is '{words[index]}', which is not {what} {string.Join(", ", known)}.");
        }
    }

    private List<string>? KnownProfiles()
    {
        try
        {
            return [.. profiles.CurrentValue.Keys];
        }
        catch (OptionsValidationException)
        {
            // Those options have a validator of their own, which names their faults.
            return null;
        }
    }
}
