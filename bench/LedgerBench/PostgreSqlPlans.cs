using System.Text.RegularExpressions;
using Dapper;
using Npgsql;

namespace LedgerBench;

/// <summary>Prints the plans that PostgreSQL really runs, as told by its own auto_explain, with the rows each step gave.</summary>
internal static partial class PostgreSqlPlans
{
    // The driver prepares a statement at its fifth call, and the server plans that for the values given five times
    // before it may settle on a plan for any.
    private const int Calls = 12;

    public static async Task PrintAsync(SizedLedger sized)
    {
        await using var connection = new NpgsqlConnection($"{sized.ConnectionString};Max Auto Prepare=20");
        var plan = "";
        connection.Notice += (_, given) => plan = given.Notice.MessageText;
        await connection.OpenAsync();
        await connection.ExecuteAsync(
            """
            LOAD 'auto_explain';
            SET auto_explain.log_min_duration = 0;
            SET auto_explain.log_analyze = on;
            SET auto_explain.log_timing = off;
            SET auto_explain.log_level = notice;
            """);
        foreach (var (name, statement) in PlannedStatements.All(sized))
        {
            await using var transaction = await connection.BeginTransactionAsync();
            for (var call = 0; call < Calls; call++)
                await connection.ExecuteAsync(statement.Sql, statement.Parameters, transaction);
            await transaction.RollbackAsync();
            Console.WriteLine($"{name}:");
            // The statement's own words come first; estimates are in front of what was found.
            foreach (var line in plan.Split('\n').SkipWhile(line => !Estimate().IsMatch(line)))
                Console.WriteLine($"    {Estimate().Replace(line, "")}");
        }
    }

    [GeneratedRegex(@"\(cost=[^)]*\) ")]
    private static partial Regex Estimate();
}
