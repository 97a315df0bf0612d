using System.Security.Cryptography;
using SignGateway.Profiles;

namespace SignGateway.Doctor.Oss;

/// <summary>Keys of objects that the doctor makes: below a profile's prefix, and told from uploads at a glance.</summary>
internal static class ProbeKey
{
    private const string Mark = "signgateway-doctor-";

    /// <summary>What all keys of the profile begin with.</summary>
    public static string PrefixOf(Profile profile) => KeyTemplate.ConstantStart(profile.Options.KeyTemplate);

    public static string Create(string prefix) => $"{prefix}{Mark}{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
}
