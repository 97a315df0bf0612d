using System.Collections.Concurrent;
using OssSimulator.Faults;
using OssSimulator.Hosting;

namespace OssSimulator.Signing;

/// <summary>The key pairs that may sign, configured and issued, and whether a security token fits its key.</summary>
internal sealed class AccessKeyRing(SimulatorOptions options, ServerClock clock, SimulatorFaults faults)
{
    private readonly ConcurrentDictionary<string, KnownKey> keys = new(
        options.AccessKeys.Select(key => KeyValuePair.Create(key.Id, new KnownKey(key))), StringComparer.Ordinal);

    public void Add(KnownKey key) => keys[key.Key.Id] = key;

    public KeyVerdict Find(string id, string? token, out KnownKey? found)
    {
        found = null;
        if (!keys.TryGetValue(id, out var known) || IsRevoked(known.Loan)) return KeyVerdict.Unknown;
        if (faults.Credentials.DisabledKeys.Contains(id)) return KeyVerdict.Disabled;
        if (Judge(known.Key, token) is not KeyVerdict.Good and var wrong) return wrong;
        found = known;
        return KeyVerdict.Good;
    }

    private KeyVerdict Judge(AccessKey key, string? token)
    {
        if (key.SecurityToken is null) return token is null ? KeyVerdict.Good : KeyVerdict.TokenWrong;
        if (token is null) return KeyVerdict.TokenMissing;
        if (!SameText.Equal(key.SecurityToken, token)) return KeyVerdict.TokenWrong;
        return key.Expiration <= clock.Now ? KeyVerdict.TokenExpired : KeyVerdict.Good;
    }

    private bool IsRevoked(KeyLoan? loan) =>
        loan is not null && (loan.Era != faults.Credentials.Era || faults.Credentials.RevokedRoles.Contains(loan.RoleArn));
}
