using Microsoft.Extensions.Options;

namespace SignGateway.Limits;

internal sealed class LimitOptionsValidator : IValidateOptions<LimitOptions>
{
    public ValidateOptionsResult Validate(string? name, LimitOptions options)
    {
        List<string> faults = [];
        if (options.GrantsPerUser < 1)
            faults.Add($"{LimitOptions.Section}:GrantsPerUser is {options.GrantsPerUser}; it must be 1 or more. Leave it out for no limit.");
        if (options.GrantsPerAddress < 1)
            faults.Add($"{LimitOptions.Section}:GrantsPerAddress is {options.GrantsPerAddress}; it must be 1 or more. Leave it out for no limit.");
        if (options.FailedCallbacksPerAddress < 0)
            faults.Add($"{LimitOptions.Section}:FailedCallbacksPerAddress is {options.FailedCallbacksPerAddress}; it must be 1 or more, or 0 for no limit.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
