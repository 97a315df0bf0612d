using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;

namespace SignGateway.Storage.Ledger;

internal sealed class LedgerOptionsValidator : IValidateOptions<LedgerOptions>
{
    public ValidateOptionsResult Validate(string? name, LedgerOptions options)
    {
        string[] faults = [.. ConnectionStringFaults(options)];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    // A connection string holds a password: no fault repeats any of it.
    private static IEnumerable<string> ConnectionStringFaults(LedgerOptions options) => options.Provider switch
    {
        LedgerProvider.PostgreSql => PostgreSqlFaults(options.ConnectionString),
        _ => SqliteFaults(options.ConnectionString),
    };

    private static IEnumerable<string> PostgreSqlFaults(string? text)
    {
        const string example = "for example Host=db;Username=gateway;Password=…;Database=gateway";
        if (string.IsNullOrWhiteSpace(text))
            yield return $"{LedgerOptions.Section}:ConnectionString is required with Provider PostgreSql, {example}.";
        else if (Parse(() => new NpgsqlConnectionStringBuilder(text)) is not { } builder)
            yield return $"{LedgerOptions.Section}:ConnectionString cannot be read as an Npgsql connection string; write {example}.";
        else if (string.IsNullOrWhiteSpace(builder.Host))
            yield return $"{LedgerOptions.Section}:ConnectionString names no Host; write {example}.";
    }

    private static IEnumerable<string> SqliteFaults(string? text)
    {
        if (text is null)
            yield break;

        if (Parse(() => new SqliteConnectionStringBuilder(text)) is not { } builder)
            yield return $"{LedgerOptions.Section}:ConnectionString cannot be read as a SQLite connection string; write Data Source=FILE.";
        else if (string.IsNullOrWhiteSpace(builder.DataSource))
            yield return $"{LedgerOptions.Section}:ConnectionString names no file; write Data Source=FILE.";
        else if (builder.DataSource == ":memory:" || builder.Mode == SqliteOpenMode.Memory)
            yield return $"{LedgerOptions.Section}:ConnectionString asks for memory, which forgets every upload; write Data Source=FILE.";
        else if (builder.Mode == SqliteOpenMode.ReadOnly)
            yield return $"{LedgerOptions.Section}:ConnectionString opens the file read-only; leave Mode out.";
    }

    private static T? Parse<T>(Func<T> parse)
        where T : class
    {
        try
        {
            return parse();
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            return null;
        }
    }
}
