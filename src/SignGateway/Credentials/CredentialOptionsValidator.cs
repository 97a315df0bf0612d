using Microsoft.Extensions.Options;

namespace SignGateway.Credentials;

internal sealed class CredentialOptionsValidator : IValidateOptions<CredentialOptions>
{
    public ValidateOptionsResult Validate(string? name, CredentialOptions options)
    {
        List<string> faults = [];
        if (options.IsStatic)
        {
            if (string.IsNullOrWhiteSpace(options.AccessKeyId))
                faults.Add($"{CredentialOptions.Section}:AccessKeyId is missing; Source 'Static' needs it.");
            if (string.IsNullOrWhiteSpace(options.AccessKeySecret))
                faults.Add($"{CredentialOptions.Section}:AccessKeySecret is missing; Source 'Static' needs it.");
        }
        else if (options.IsEnvironment)
        {
            if (options.Resolve().Id is null)
            {
                var pairs = string.Join(" nor ", CredentialOptions.VariableNames.Select(names => $"{names.Id} and {names.Secret}"));
                faults.Add($"{CredentialOptions.Section}:Source is 'Environment', but the environment holds neither {pairs}.");
            }
        }
        else
        {
            faults.Add($"{CredentialOptions.Section}:Source is '{options.Source}'; it must be 'Static' or 'Environment'.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
