using OssSimulator.Faults;
using OssSimulator.Hosting;
using OssSimulator.Signing;

namespace OssSimulator.Metadata;

/// <summary>The keys of the machine's role: the same ones until their end comes near, as on a real machine.</summary>
internal sealed class InstanceCredentials(SimulatorOptions options, SimulatorFaults faults, ServerClock clock, AccessKeyRing keys, KeyIssuer issuer)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(6);
    private static readonly TimeSpan RenewedBefore = TimeSpan.FromMinutes(30);

    private readonly Lock turn = new();
    private AccessKey? current;
    private DateTimeOffset issued;

    /// <summary>Nothing if the machine has no role.</summary>
    public string? RoleName =>
        options.InstanceRole.Length == 0 || faults.Credentials.RevokedRoles.Contains(Arn) ? null : options.InstanceRole;

    private string Arn => $"acs:ram::{SimulatorAddress.OwnerId}:role/{options.InstanceRole}";

    public (AccessKey Key, DateTimeOffset Issued) Current()
    {
        lock (turn)
        {
            if (current is null || !IsFresh(current))
            {
                issued = clock.Now;
                current = issuer.Issue(Arn, Life);
            }

            return (current, issued);
        }
    }

    private bool IsFresh(AccessKey key) =>
        key.Expiration - clock.Now >= RenewedBefore && keys.Find(key.Id, key.SecurityToken, out _) == KeyVerdict.Good;
}
