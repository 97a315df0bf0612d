using OssSimulator.Errors;

namespace OssSimulator.Signing;

internal static class KeyRefusal
{
    /// <summary>What OSS says of a key that is not good; it does not tell a missing token or a disabled key from an unknown one.</summary>
    public static OssError? Of(KeyVerdict verdict) => verdict switch
    {
        KeyVerdict.Good => null,
        KeyVerdict.TokenWrong => OssErrors.WrongSecurityToken,
        KeyVerdict.TokenExpired => OssErrors.SecurityTokenExpired,
        _ => OssErrors.UnknownAccessKey,
    };
}
