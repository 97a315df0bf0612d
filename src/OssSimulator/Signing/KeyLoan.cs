using OssSimulator.Permissions;

namespace OssSimulator.Signing;

/// <summary>What an issued key was issued for.</summary>
/// <param name="Era">When, as revocations count time.</param>
/// <param name="Policy">What narrows the rights of the role; without one the key may do everything.</param>
internal sealed record KeyLoan(string RoleArn, int Era, RamPolicy? Policy);
