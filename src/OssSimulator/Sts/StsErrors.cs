using OssSimulator.Signing;

namespace OssSimulator.Sts;

/// <summary>Every refusal STS knows here, once.</summary>
internal static class StsErrors
{
    public static readonly StsError UnknownAction =
        new(404, "InvalidAction.NotFound", "Specified api is not found, please check your url and method.");

    public static readonly StsError WrongVersion = new(400, "InvalidVersion", "Specified parameter Version is not valid.");

    public static readonly StsError WrongContentType =
        new(400, "InvalidParameter.ContentType", "The parameter ContentType is invalid. The request must be a form.");

    public static readonly StsError TooLong = new(413, "RequestEntityTooLarge", "The request body is too large.");

    public static readonly StsError IncompleteSignature =
        new(400, "IncompleteSignature", "The request signature does not conform to Aliyun standards.");

    public static readonly StsError WrongContentHash =
        new(400, "SignatureDoesNotMatch", "Specified signature is not matched with our calculation: x-acs-content-sha256 is not of this body.");

    public static readonly StsError WrongTime = new(400, "InvalidTimeStamp.Format", "Specified time stamp or date value is not well formatted.");

    public static readonly StsError ClockTooFarOff = new(400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.");

    public static readonly StsError NonceUsed = new(400, "SignatureNonceUsed", "Specified signature nonce was used already.");

    public static readonly StsError WrongDuration =
        new(400, "InvalidParameter.DurationSeconds", "The Min/Max value of DurationSeconds is 15min and the MaxSessionDuration of the role.");

    public static readonly StsError PolicyTooLong = new(400, "InvalidParameter.PolicySize", "The size of Policy must be smaller than 2048 bytes.");

    public static readonly StsError BadPolicy = new(400, "InvalidParameter.PolicyGrammar", "The parameter Policy has not passed grammar check.");

    public static readonly StsError NoPermission =
        new(403, "NoPermission", "You are not authorized to do this action. You should be authorized by RAM.");

    public static readonly StsError UnknownProvider = new(403, "AuthenticationFail.NoPermission", "No such OIDC Provider registered.");

    public static readonly StsError UntrustedProvider = new(403, "AuthenticationFail.NoPermission", "There is no permission.");

    public static readonly StsError UnknownToken = new(400, "AuthenticationFail.OIDCToken.Invalid", "This JsonWebToken is not valid.");

    public static readonly StsError ExpiredToken = new(400, "AuthenticationFail.OIDCToken.Expired", "This JsonWebToken is expired.");

    public static readonly StsError Throttled = new(400, "Throttling.User", "Request was denied due to user flow control.");

    public static readonly StsError Unavailable = new(503, "ServiceUnavailable", "The request has failed due to a temporary failure of the server.");

    public static StsError Missing(string parameter) => new(400, $"Missing{parameter}", $"{parameter} is mandatory for this action.");

    public static StsError MissingParameter(string name) => new(400, "MissingParameter", $"The input parameter {name} is not supplied.");

    public static StsError Malformed(string parameter) => new(400, $"InvalidParameter.{parameter}", $"The parameter {parameter} is wrongly formed.");

    public static StsError UnknownRole(string arn) => new(404, "EntityNotExist.Role", $"The role not exists: {arn}.");

    public static StsError SignatureMismatch(string stringToSign) => new(
        400, "SignatureDoesNotMatch", $"Specified signature is not matched with our calculation. server string to sign is:{stringToSign}");

    public static StsError? Of(KeyVerdict verdict) => verdict switch
    {
        KeyVerdict.Good => null,
        KeyVerdict.Disabled => new(404, "InvalidAccessKeyId.Inactive", "Specified access key is disabled."),
        KeyVerdict.TokenMissing => Missing("SecurityToken"),
        KeyVerdict.TokenWrong => new(400, "InvalidSecurityToken.MismatchWithAccessKey", "Specified SecurityToken mismatch with the AccessKey."),
        KeyVerdict.TokenExpired => new(400, "InvalidSecurityToken.Expired", "Specified SecurityToken is expired."),
        _ => new(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found."),
    };
}
