using OssSimulator.Errors;

namespace OssSimulator.Signing;

/// <summary>The key pairs that may sign, and whether a security token fits its key.</summary>
internal sealed class AccessKeyRing(SimulatorOptions options)
{
    private readonly Dictionary<string, AccessKey> keys = options.AccessKeys.ToDictionary(key => key.Id, StringComparer.Ordinal);

    public OssError? Find(string id, string? token, out AccessKey? found)
    {
        found = null;
        if (!keys.TryGetValue(id, out var key)) return OssErrors.UnknownAccessKey;
        if (key.SecurityToken is null)
        {
            if (token is not null) return OssErrors.WrongSecurityToken;
        }
        else
        {
            if (token is null) return OssErrors.UnknownAccessKey;
            if (!SameText.Equal(key.SecurityToken, token)) return OssErrors.WrongSecurityToken;
            if (key.Expiration <= options.TimeProvider.GetUtcNow()) return OssErrors.SecurityTokenExpired;
        }

        found = key;
        return null;
    }
}
