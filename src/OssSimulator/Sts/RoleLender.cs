using OssSimulator.Faults;
using OssSimulator.Signing;

namespace OssSimulator.Sts;

/// <summary>The roles, and the keys issued for them.</summary>
internal sealed class RoleLender(SimulatorOptions options, SimulatorFaults faults, KeyIssuer issuer)
{
    /// <summary>The role that is asked for, if there is one and it may be lent for so long.</summary>
    public StsError? Find(RoleRequest wanted, out RamRole? role)
    {
        role = faults.Credentials.RevokedRoles.Contains(wanted.RoleArn) ? null : options.Roles.FirstOrDefault(known => known.Arn == wanted.RoleArn);
        if (role is null) return StsErrors.UnknownRole(wanted.RoleArn);
        return wanted.DurationSeconds > role.MaxSessionSeconds ? StsErrors.WrongDuration : null;
    }

    public StsSession Lend(RoleRequest wanted) =>
        new(wanted, issuer.Issue(wanted.RoleArn, TimeSpan.FromSeconds(wanted.DurationSeconds), wanted.Policy));
}
