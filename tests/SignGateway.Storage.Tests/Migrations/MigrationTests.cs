using System.Text.RegularExpressions;
using SignGateway.Storage.Migrations;

namespace SignGateway.Storage.Tests.Migrations;

public sealed class MigrationTests
{
    [Fact]
    public void both_databases_have_the_same_scripts_numbered_without_gaps()
    {
        var sqlite = Migration.ReadAll("Sqlite");
        var postgreSql = Migration.ReadAll("PostgreSql");

        Assert.Equal(Enumerable.Range(1, sqlite.Count), sqlite.Select(migration => migration.Version));
        Assert.Equal(sqlite.Select(migration => migration.Name), postgreSql.Select(migration => migration.Name));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("PostgreSql")]
    public void scripts_only_ever_add(string folder)
    {
        foreach (var migration in Migration.ReadAll(folder))
        {
            // A script that builds an index concurrently first clears away what a broken-off attempt left of that very index.
            var sql = Regex.Replace(migration.Sql, @"DROP INDEX CONCURRENTLY IF EXISTS (\w+);\s*(?=CREATE INDEX CONCURRENTLY \1 )", "");
            Assert.DoesNotContain("DROP ", sql, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("RENAME ", migration.Sql, StringComparison.OrdinalIgnoreCase);
        }
    }
}
