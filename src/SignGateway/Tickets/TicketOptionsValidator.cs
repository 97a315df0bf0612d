using Microsoft.Extensions.Options;

namespace SignGateway.Tickets;

internal sealed class TicketOptionsValidator : IValidateOptions<TicketOptions>
{
    private const int MaxIdLength = 16;
    private const int MinSecretBytes = 32;

    public ValidateOptionsResult Validate(string? name, TicketOptions options)
    {
        List<string> faults = [];
        if (options.Grace < TimeSpan.Zero || options.Grace > TimeSpan.FromDays(30))
            faults.Add($"{TicketOptions.Section}:Grace must lie between 0 and 30 days.");
        if (options.Keys.Count == 0)
            faults.Add($"{TicketOptions.Section}:Keys is empty. Set {TicketOptions.Section}:Keys:0:Id and :Secret (Base64 of 32 random bytes, as `openssl rand -base64 32` prints).");

        for (var index = 0; index < options.Keys.Count; index++)
            CheckKey($"{TicketOptions.Section}:Keys:{index}", options.Keys[index], faults);

        foreach (var id in options.Keys.Select(key => key.Id).Where(id => id is not null).GroupBy(id => id).Where(group => group.Count() > 1).Select(group => group.Key))
            faults.Add($"{TicketOptions.Section}:Keys holds the Id '{id}' twice. Every key needs an id of its own.");

        if (faults.Count == 0 && options.Keys.Where((key, index) => key.UseAt(index) == TicketKeyUse.Current).Count() != 1)
            faults.Add($"{TicketOptions.Section}:Keys must hold exactly one key whose Use is 'current'.");

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void CheckKey(string path, TicketKeyOptions key, List<string> faults)
    {
        if (key.Id is not { Length: > 0 and <= MaxIdLength } id || !id.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'))
            faults.Add($"{path}:Id must be 1 to {MaxIdLength} letters, digits, '-' or '_'.");

        var secret = new byte[Math.Max(1, key.Secret?.Length ?? 0)];
        if (!Convert.TryFromBase64String(key.Secret ?? "", secret, out var length) || length < MinSecretBytes)
            faults.Add($"{path}:Secret must be Base64 of at least {MinSecretBytes} random bytes.");

        if (!string.IsNullOrEmpty(key.Use) && (!Enum.TryParse<TicketKeyUse>(key.Use, ignoreCase: true, out var use) || !Enum.IsDefined(use) || char.IsAsciiDigit(key.Use[0])))
            faults.Add($"{path}:Use must be 'current', 'accepting' or 'archive'.");
    }
}
