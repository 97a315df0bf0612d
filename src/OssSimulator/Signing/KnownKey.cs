using OssSimulator.Permissions;

namespace OssSimulator.Signing;

/// <summary>A key that may sign. A configured one may do everything.</summary>
/// <param name="Loan">What an issued key was issued for.</param>
internal sealed record KnownKey(AccessKey Key, KeyLoan? Loan = null)
{
    public bool Allows(RamAccess access) => Loan?.Policy is not { } policy || policy.Allows(access);
}
