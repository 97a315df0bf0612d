using System.Globalization;
using Npgsql;

namespace SignGateway.TestServers;

/// <summary>A real PostgreSQL server with a cluster of its own on a free loopback port.</summary>
public sealed class PostgresServer : IDisposable
{
    // PostgreSQL refuses to run as root.
    private static readonly UserAccount? User = UserAccount.ForServers();

    private readonly TempFolder _folder = new();
    private readonly string[] _settings;
    private ServerProcess? _process;
    private int _databases;

    private PostgresServer(string[] settings) => _settings = settings;

    public int Port { get; } = FreePort.Next();

    private string Data => _folder.File("data");

    /// <summary>Starts a server that forgets at a power cut and is small, as tests want it, unless settings such as <c>fsync=on</c> say otherwise.</summary>
    public static async Task<PostgresServer> StartAsync(params string[] settings)
    {
        var server = new PostgresServer(settings);
        await server.InitializeAsync();
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Makes an empty database and returns how to connect to it.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(ConnectionStringOf("postgres"));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        // The name is our own, from a counter.
#pragma warning disable CA2100
        command.CommandText = $"CREATE DATABASE {name}";
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
        return ConnectionStringOf(name);
    }

    /// <summary>Starts the server on the data it has; after a kill it recovers first.</summary>
    public async Task StartAgainAsync()
    {
        await LaunchAsync();
        await Patience.UntilAsync("PostgreSQL to answer", AnswersAsync);
    }

    public Task KillAsync() => _process!.KillAsync();

    public Task FreezeAsync() => _process!.FreezeAsync();

    public Task ThawAsync() => _process!.ThawAsync();

    public void Dispose()
    {
        _process?.Dispose();
        _folder.Dispose();
    }

    private async Task InitializeAsync()
    {
        Directory.CreateDirectory(Data);
        if (User is not null)
        {
            using var chown = await ServerProcess.StartAsync("/bin/chown", null, "-R", User.Uid, _folder.FullPath);
            await chown.WaitForExitAsync(CancellationToken.None);
        }

        using var initdb = await ServerProcess.StartAsync(
            Programs.Postgres("initdb"), User,
            "-D", Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        if (await initdb.WaitForExitAsync(CancellationToken.None) != 0)
            throw new InvalidOperationException($"initdb failed: {initdb.Output}");
    }

    private async Task LaunchAsync()
    {
        _process?.Dispose();
        _process = await ServerProcess.StartAsync(
            Programs.Postgres("postgres"), User,
            ["-D", Data, "-p", Port.ToString(CultureInfo.InvariantCulture),
            "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={_folder.FullPath}",
            "-c", "fsync=off", "-c", "shared_buffers=32MB", "-c", "max_connections=200",
            .. _settings.SelectMany(setting => new[] { "-c", setting })]);
    }

    private async Task<bool> AnswersAsync()
    {
        // The children of a killed server take a moment to go, and keep a new one from starting until then.
        if (_process!.HasExited)
        {
            if (!_process.Output.Contains("shared memory", StringComparison.Ordinal))
                throw new InvalidOperationException($"postgres ended: {_process.Output}");
            await LaunchAsync();
        }

        try
        {
            await using var connection = new NpgsqlConnection(ConnectionStringOf("postgres") + ";Pooling=false");
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private string ConnectionStringOf(string database) =>
        $"Host=127.0.0.1;Port={Port};Username=postgres;Database={database};Maximum Pool Size=10";
}
