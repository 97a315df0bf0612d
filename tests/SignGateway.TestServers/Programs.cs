namespace SignGateway.TestServers;

/// <summary>Finds installed programs, or says what to install.</summary>
internal static class Programs
{
    private const string PostgresHome = "/usr/lib/postgresql";

    public static string RedisServer => Find("redis-server", []) ?? throw Missing("redis-server", "apt-get install -y redis-server");

    public static string RedisCli => Find("redis-cli", []) ?? throw Missing("redis-cli", "apt-get install -y redis-tools");

    public static string Nginx => Find("nginx", ["/usr/sbin"]) ?? throw Missing("nginx", "apt-get install -y nginx-light");

    public static string SetPriv => Find("setpriv", []) ?? throw Missing("setpriv", "apt-get install -y util-linux");

    public static string Postgres(string name) =>
        Find(name, PostgresFolders()) ?? throw Missing(name, "apt-get install -y postgresql");

    private static IEnumerable<string> PostgresFolders() => Directory.Exists(PostgresHome)
        ? Directory.GetDirectories(PostgresHome).OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin"))
        : [];

    private static string? Find(string name, IEnumerable<string> more) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Concat(more)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);

    private static InvalidOperationException Missing(string name, string command) =>
        new($"These tests need {name}, which is not installed: {command}");
}
