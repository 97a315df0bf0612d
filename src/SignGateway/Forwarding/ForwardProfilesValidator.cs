using Microsoft.Extensions.Options;
using SignGateway.Profiles;
using SignGateway.Webhooks;

namespace SignGateway.Forwarding;

/// <summary>Refuses profiles whose uploads could not be forwarded, or not be signed. No fault repeats a secret, and a URL may hold one.</summary>
internal sealed class ForwardProfilesValidator(IForwardDestinations destinations) : IValidateOptions<ProfilesOptions>
{
    private const int MaxSecrets = 5;

    public ValidateOptionsResult Validate(string? name, ProfilesOptions options)
    {
        List<string> faults = [];
        foreach (var (profile, settings) in options)
        {
            var path = $"{ProfilesOptions.Section}:{profile}";
            CheckSecrets(path, settings, faults);
            if (settings.ForwardTo is { } forwardTo && destinations.FaultOf(forwardTo) is { } fault)
                faults.Add($"{path}:ForwardTo {fault}.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void CheckSecrets(string path, ProfileOptions settings, List<string> faults)
    {
        if (settings.ForwardTo is not null && settings.ForwardSecrets.Count == 0)
            faults.Add($"{path}:ForwardSecrets:0 is required with ForwardTo: whsec_ and the Base64 of {WebhookSecret.MinBytes} to {WebhookSecret.MaxBytes} random bytes.");
        if (settings.ForwardSecrets.Count > MaxSecrets)
            faults.Add($"{path}:ForwardSecrets has {settings.ForwardSecrets.Count} secrets; {MaxSecrets} are enough for any rotation.");
        for (var index = 0; index < settings.ForwardSecrets.Count; index++)
        {
            if (WebhookSecret.TryParse(settings.ForwardSecrets[index]) is null)
                faults.Add($"{path}:ForwardSecrets:{index} must be whsec_ and the Base64 of {WebhookSecret.MinBytes} to {WebhookSecret.MaxBytes} random bytes.");
        }
    }
}
