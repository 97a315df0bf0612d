using Microsoft.Extensions.Options;

namespace SignGateway.Uploads;

internal sealed class ReconcileOptionsValidator : IValidateOptions<ReconcileOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, ReconcileOptions options)
    {
        List<string> faults = [];
        CheckTime(nameof(options.Interval), options.Interval, faults);
        CheckTime(nameof(options.Grace), options.Grace, faults);
        CheckCount(nameof(options.Batch), options.Batch, 1000, faults);
        CheckCount(nameof(options.Concurrency), options.Concurrency, 64, faults);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void CheckTime(string key, TimeSpan value, List<string> faults)
    {
        if (value < Shortest || value > Longest)
            faults.Add($"{ReconcileOptions.Section}:{key} is {value}; it must lie between 1 second and 1 day.");
    }

    private static void CheckCount(string key, int value, int max, List<string> faults)
    {
        if (value < 1 || value > max)
            faults.Add($"{ReconcileOptions.Section}:{key} is {value}; it must lie between 1 and {max}.");
    }
}
