using System.Net.Sockets;
using Npgsql;

namespace SignGateway.Storage.Ledger;

/// <summary>What PostgreSQL's errors mean to the ledger.</summary>
internal static class PostgreSqlErrors
{
    // Classes of SQLSTATE: connection, resources (disk full), operator intervention (shutting down, cancelled), system, roles.
    private static readonly string[] UnavailableClasses = ["08", "53", "57", "58", "28", "XX"];

    private static readonly string[] UnavailableStates =
    [
        PostgresErrorCodes.ReadOnlySqlTransaction,
        PostgresErrorCodes.InsufficientPrivilege,
        PostgresErrorCodes.InvalidCatalogName,
    ];

    // Trouble with others who write the same rows, or with the operator's limit for one statement.
    private static readonly string[] ContentionStates =
    [
        PostgresErrorCodes.LockNotAvailable,
        PostgresErrorCodes.DeadlockDetected,
        PostgresErrorCodes.SerializationFailure,
        PostgresErrorCodes.QueryCanceled,
    ];

    public static bool IsUnavailable(Exception exception) => exception switch
    {
        PostgresException error => IsEverybodys(error) || ContentionStates.Contains(error.SqlState),
        NpgsqlException or SocketException or IOException => true,
        // The driver breaks a connection whose answers are out of step, as may happen after a call that ran out of time, and has no type for saying so.
        _ => exception.GetType() == typeof(Exception),
    };

    public static bool IsUniqueViolation(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    public static bool IsLockTimeout(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable };

    public static bool IsSchemaMissing(Exception exception) => exception is PostgresException
    {
        SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.InvalidSchemaName,
    };

    /// <summary>Whether it is the fault of one statement, or of others who write its rows, so that the rest of a batch may well succeed.</summary>
    public static bool ConcernsOneStatement(PostgresException error) =>
        ContentionStates.Contains(error.SqlState) || (!IsEverybodys(error) && !IsSchemaMissing(error));

    private static bool IsEverybodys(PostgresException error) =>
        UnavailableStates.Contains(error.SqlState)
        || (UnavailableClasses.Contains(error.SqlState[..2]) && !ContentionStates.Contains(error.SqlState));
}
