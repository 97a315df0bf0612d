namespace SignGateway.TestServers;

/// <summary>An unprivileged user of this machine.</summary>
internal sealed record UserAccount(string Uid, string Gid)
{
    /// <summary>Whom to run a server as that refuses root; null if we are not root ourselves.</summary>
    public static UserAccount? ForServers()
    {
        if (!Environment.IsPrivilegedProcess)
            return null;

        var accounts = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).ToDictionary(fields => fields[0]);
        var fields = accounts.GetValueOrDefault("postgres") ?? accounts["nobody"];
        return new UserAccount(fields[2], fields[3]);
    }
}
