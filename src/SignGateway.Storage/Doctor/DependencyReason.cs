using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;
using StackExchange.Redis;

namespace SignGateway.Storage.Doctor;

/// <summary>
/// Why a dependency does not answer, in words that may be shown. Only what is known to repeat no connection string is quoted; of the rest there is its type.
/// </summary>
internal static class DependencyReason
{
    private const int MaxLength = 200;

    public static string Of(Exception exception)
    {
        var chain = Chain(exception).ToList();
        return Short(chain.Select(Word).FirstOrDefault(word => word is not null) ?? chain[^1].GetType().Name);
    }

    private static IEnumerable<Exception> Chain(Exception? exception)
    {
        for (; exception is not null; exception = exception is AggregateException { InnerExceptions: [var only] } ? only : exception.InnerException)
            yield return exception;
    }

    private static string? Word(Exception exception) => exception switch
    {
        PostgresException error => $"{error.SqlState}: {error.MessageText}",
        SqliteException error => error.Message,
        SocketException error => error.SocketErrorCode.ToString(),
        RedisServerException error => error.Message,
        RedisConnectionException { InnerException: null } error => error.FailureType.ToString(),
        TimeoutException or OperationCanceledException => "no answer in time",
        _ => null,
    };

    private static string Short(string text) => text.Length > MaxLength ? text[..MaxLength] : text;
}
