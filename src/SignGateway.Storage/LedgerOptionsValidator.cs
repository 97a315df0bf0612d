using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;

namespace SignGateway.Storage;

internal sealed class LedgerOptionsValidator : IValidateOptions<LedgerOptions>
{
    private const string Key = $"{LedgerOptions.Section}:{nameof(LedgerOptions.ConnectionString)}";

    public ValidateOptionsResult Validate(string? name, LedgerOptions options)
    {
        var text = options.ConnectionString;
        if (string.IsNullOrWhiteSpace(text))
        {
            return options.Provider == LedgerProvider.PostgreSql
                ? ValidateOptionsResult.Fail($"{Key} is missing; Provider 'PostgreSql' needs it, such as Host=db;Username=gateway;Password=…;Database=gateway.")
                : ValidateOptionsResult.Success;
        }

        try
        {
            DbConnectionStringBuilder parsed = options.Provider == LedgerProvider.PostgreSql ? new NpgsqlConnectionStringBuilder(text) : new SqliteConnectionStringBuilder(text);
            return parsed switch
            {
                NpgsqlConnectionStringBuilder { Host: null or "" } => ValidateOptionsResult.Fail($"{Key} names no Host."),
                SqliteConnectionStringBuilder sqlite when sqlite.DataSource.Length == 0 || sqlite.DataSource.Contains(":memory:", StringComparison.Ordinal) || sqlite.Mode == SqliteOpenMode.Memory
                    => ValidateOptionsResult.Fail($"{Key} must name a file, as Data Source=…; what is in memory only is lost."),
                _ => ValidateOptionsResult.Success,
            };
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            // The driver's message names the part that is wrong, never a value.
            return ValidateOptionsResult.Fail($"{Key} cannot be read: {exception.Message}");
        }
    }
}
