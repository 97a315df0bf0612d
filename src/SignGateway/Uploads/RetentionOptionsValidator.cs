using Microsoft.Extensions.Options;
using SignGateway.Tickets;

namespace SignGateway.Uploads;

internal sealed class RetentionOptionsValidator(IOptions<TicketOptions> tickets) : IValidateOptions<RetentionOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromHours(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    public ValidateOptionsResult Validate(string? name, RetentionOptions options)
    {
        List<string> faults = [];
        CheckRecords(nameof(options.Deleted), options.Deleted, faults);
        CheckRecords(nameof(options.Expired), options.Expired, faults);
        CheckRecords(nameof(options.Rejected), options.Rejected, faults);
        Check(nameof(options.History), options.History, faults);
        Check(nameof(options.DeliveredEvents), options.DeliveredEvents, faults);
        Check(nameof(options.DeadEvents), options.DeadEvents, faults);
        Check(nameof(options.Callbacks), options.Callbacks, faults);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private void CheckRecords(string key, TimeSpan? value, List<string> faults)
    {
        if (value is not { } time)
            return;
        Check(key, time, faults);
        if (GraceOrNull() is { } grace && time < grace)
            faults.Add($"{RetentionOptions.Section}:{key} is {time}; it must not be shorter than {TicketOptions.Section}:Grace, {grace}: so long a late callback may still bring the upload back.");
    }

    // Its own faults are told by its own validator.
    private TimeSpan? GraceOrNull()
    {
        try
        {
            return tickets.Value.Grace;
        }
        catch (OptionsValidationException)
        {
            return null;
        }
    }

    private static void Check(string key, TimeSpan value, List<string> faults)
    {
        if (value < Shortest || value > Longest)
            faults.Add($"{RetentionOptions.Section}:{key} is {value}; it must lie between 1 hour and {Longest.TotalDays} days, such as 30.00:00:00.");
    }
}
