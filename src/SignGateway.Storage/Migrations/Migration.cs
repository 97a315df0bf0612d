using System.Globalization;
using System.Reflection;

namespace SignGateway.Storage.Migrations;

/// <summary>One numbered script, embedded under its folder and name.</summary>
internal sealed record Migration(int Version, string Name, string Sql)
{
    private const string AloneMark = "-- no transaction";

    /// <summary>Whether its statements must run outside any transaction, as building an index beside running replicas must.</summary>
    public bool RunsAlone => Sql.StartsWith(AloneMark, StringComparison.Ordinal);

    /// <summary>Its statements one by one, for a script that runs alone; none of them holds a semicolon.</summary>
    public IEnumerable<string> Statements => Sql.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The scripts of one database in order.</summary>
    public static IReadOnlyList<Migration> ReadAll(string folder)
    {
        var prefix = $"{typeof(Migration).Namespace}.{folder}.";
        var assembly = typeof(Migration).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => Read(assembly, name, name[prefix.Length..]))
            .OrderBy(migration => migration.Version)];
    }

    private static Migration Read(Assembly assembly, string resource, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return new Migration(int.Parse(name[..4], CultureInfo.InvariantCulture), name, reader.ReadToEnd());
    }
}
