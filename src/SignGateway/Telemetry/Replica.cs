using System.Security.Cryptography;

namespace SignGateway.Telemetry;

/// <summary>This process among all that serve the gateway. A start is a new one, also on the same machine.</summary>
public sealed class Replica
{
    private const int MaxMachineName = 50;

    /// <summary>The machine's name, and a few letters of this start.</summary>
    public string Name { get; } = $"{Environment.MachineName[..Math.Min(MaxMachineName, Environment.MachineName.Length)]}-{RandomNumberGenerator.GetHexString(6, lowercase: true)}";
}
