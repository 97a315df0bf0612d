namespace SignGateway.Host.Authentication;

internal static partial class TokenLog
{
    // The reason is one of our own sentences: messages of the handler may quote the token.
    [LoggerMessage(4001, LogLevel.Information, "A bearer token was refused: {Reason}")]
    public static partial void TokenRefused(this ILogger logger, string reason);

    [LoggerMessage(4002, LogLevel.Information, "The issuer's signing keys were fetched: {Count}")]
    public static partial void KeysFetched(this ILogger logger, int count);

    [LoggerMessage(4003, LogLevel.Warning, "The issuer's signing keys could not be fetched: {Reason}")]
    public static partial void KeysNotFetched(this ILogger logger, string reason);
}
