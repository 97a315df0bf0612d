using System.Security.Cryptography;
using OssSimulator.Faults;
using OssSimulator.Hosting;
using OssSimulator.Permissions;

namespace OssSimulator.Signing;

/// <summary>Makes temporary keys in the shape of OSS's own.</summary>
internal sealed class KeyIssuer
{
    private const string Prefix = "CAIS";
    private const string Suffix = "==";
    private const int ShortestToken = 32;
    private const string LettersAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private readonly ServerClock clock;
    private readonly AccessKeyRing keys;
    private readonly SimulatorFaults faults;
    private readonly int tokenLength;

    public KeyIssuer(SimulatorOptions options, ServerClock clock, AccessKeyRing keys, SimulatorFaults faults)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.SecurityTokenLength, ShortestToken);
        tokenLength = options.SecurityTokenLength;
        this.clock = clock;
        this.keys = keys;
        this.faults = faults;
    }

    public AccessKey Issue(string roleArn, TimeSpan life, RamPolicy? policy = null)
    {
        // The end is announced in whole seconds, so it lies on one.
        var end = DateTimeOffset.FromUnixTimeSeconds((clock.Now + life).ToUnixTimeSeconds());
        var key = new AccessKey("STS.N" + Random(LettersAndDigits, 24), Random(LettersAndDigits, 44), Token(), end);
        keys.Add(new KnownKey(key, new KeyLoan(roleArn, faults.Credentials.Era, policy)));
        return key;
    }

    /// <summary>With the characters of Base64 that change if someone forgets to encode them, or encodes them twice.</summary>
    private string Token() => Prefix + Random(LettersAndDigits + "+/", tokenLength - Prefix.Length - Suffix.Length) + Suffix;

    private static string Random(string characters, int length) => RandomNumberGenerator.GetString(characters, length);
}
