namespace SignGateway.TestHosts;

/// <summary>A program that tests start: what it is built to, where its settings lie below the repository, and which path tells that it is ready.</summary>
public sealed record HostProgram(string Assembly, string ContentRoot, string ReadyPath)
{
    /// <summary>What it is started through, such as a change of user.</summary>
    public IReadOnlyList<string> Through { get; init; } = [];

    public static HostProgram Gateway { get; } = new("SignGateway.Host.dll", "", "/health/ready");
}
