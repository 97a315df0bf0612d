using Microsoft.Extensions.Options;

namespace SignGateway.Grants;

internal sealed class GrantOptionsValidator : IValidateOptions<GrantOptions>
{
    // What STS takes from a whole account.
    private const int Most = 6000;

    public ValidateOptionsResult Validate(string? name, GrantOptions options)
    {
        List<string> faults = [];
        Check(nameof(options.SdkPerUser), options.SdkPerUser);
        Check(nameof(options.SdkPerProcess), options.SdkPerProcess);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Check(string key, int value)
        {
            if (value is < 1 or > Most)
                faults.Add($"{GrantOptions.Section}:{key} is {value}; it must lie between 1 and {Most}.");
        }
    }
}
