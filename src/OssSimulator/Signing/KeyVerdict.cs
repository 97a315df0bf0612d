namespace OssSimulator.Signing;

/// <summary>Whether a key is good, or what is wrong with it; each service has its own words for that.</summary>
internal enum KeyVerdict
{
    Good,
    Unknown,
    Disabled,
    TokenMissing,
    TokenWrong,
    TokenExpired,
}
