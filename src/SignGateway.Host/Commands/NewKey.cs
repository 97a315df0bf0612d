using System.Globalization;
using System.Security.Cryptography;
using SignGateway.Tickets;

namespace SignGateway.Host.Commands;

/// <summary>A ticket key that nobody has yet.</summary>
internal static class NewKey
{
    public const string Id = "--id";

    private const int MaxIdLength = 16;
    private const int SecretBytes = 32;

    /// <summary>What is wrong with the id that was asked for; null if nothing.</summary>
    public static string? Check(CommandArguments arguments) =>
        arguments.Find(Id) is not { } id || (id.Length is > 0 and <= MaxIdLength && id.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'))
            ? null
            : $"'{Id}' must be 1 to {MaxIdLength} letters, digits, '-' or '_'.";

    /// <summary>A fresh key; without an id that was asked for it has the day and something random in its name, so that no two are alike.</summary>
    public static TicketKeyOptions Make(CommandArguments arguments, string use) => new()
    {
        Id = arguments.Find(Id) ?? string.Create(CultureInfo.InvariantCulture, $"k{TimeProvider.System.GetUtcNow():yyyyMMdd}-{RandomNumberGenerator.GetHexString(4, lowercase: true)}"),
        Secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes)),
        Use = use,
    };
}
