namespace SignGateway.TestServers;

/// <summary>An unprivileged user of this machine.</summary>
public sealed record UserAccount(string Uid, string Gid)
{
    /// <summary>Whom to run a program as that must do without privileges; null if we have none ourselves.</summary>
    public static UserAccount? Nobody => Environment.IsPrivilegedProcess ? Of("nobody") : null;

    /// <summary>What starts a command as this user.</summary>
    public IReadOnlyList<string> Through => [Programs.SetPriv, "--reuid", Uid, "--regid", Gid, "--clear-groups", "--no-new-privs", "--pdeathsig", "KILL"];

    /// <summary>Whom to run a server as that refuses root; null if we are not root ourselves.</summary>
    public static UserAccount? ForServers() => Environment.IsPrivilegedProcess ? Of("postgres") ?? Of("nobody") : null;

    private static UserAccount? Of(string name) =>
        File.ReadLines("/etc/passwd").Select(line => line.Split(':')).FirstOrDefault(fields => fields[0] == name) is { } fields ? new UserAccount(fields[2], fields[3]) : null;
}
