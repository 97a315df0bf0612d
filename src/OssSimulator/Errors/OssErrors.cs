using System.Globalization;

namespace OssSimulator.Errors;

/// <summary>Every refusal the simulator knows, once.</summary>
internal static class OssErrors
{
    public static readonly OssError PolicyExpired = new(403, "AccessDenied", "Invalid according to Policy: Policy expired.");

    public static readonly OssError NoRightByAcl = new(403, "AccessDenied", "You have no right to access this object because of bucket acl.");

    public static readonly OssError NoRightByPolicy = new(403, "AccessDenied", "Access denied by authorizer's policy.");

    public static readonly OssError RequestExpired = new(403, "AccessDenied", "Request has expired.");

    public static readonly OssError UnknownAccessKey =
        new(403, "InvalidAccessKeyId", "The OSS Access Key Id you provided does not exist in our records.", "0002-00000003");

    public static readonly OssError WrongSecurityToken = new(403, "InvalidSecurityToken", "The security token you provided is invalid.", "0002-00000006");

    public static readonly OssError SecurityTokenExpired =
        new(403, "SecurityTokenExpired", "The security token you provided has expired.", "0002-00000007");

    public static readonly OssError ClockTooFarOff =
        new(403, "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.");

    public static readonly OssError NoDate = new(403, "AccessDenied", "OSS authentication requires a valid Date.");

    public static readonly OssError IncompleteQuerySignature =
        new(403, "AccessDenied", "Query-string authentication requires the Signature, Expires and OSSAccessKeyId parameters.");

    public static readonly OssError TwoSignatures = new(400, "InvalidArgument", "Only one auth mechanism is allowed: the header or the query.");

    public static readonly OssError NoSuchKey = new(404, "NoSuchKey", "The specified key does not exist.");

    public static readonly OssError NoSuchBucket = new(404, "NoSuchBucket", "The specified bucket does not exist.");

    public static readonly OssError MethodNotAllowed = new(405, "MethodNotAllowed", "The specified method is not allowed against this resource.");

    public static readonly OssError InvalidRange = new(416, "InvalidRange", "The requested range cannot be satisfied.");

    public static readonly OssError NotMultipart =
        new(400, "MalformedPOSTRequest", "The body of your POST request is not well-formed multipart/form-data.");

    public static readonly OssError NotOneFile =
        new(400, "IncorrectNumberOfFilesInPOSTRequest", "POST requires exactly one file upload per request.");

    public static readonly OssError TooLarge =
        new(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size.");

    public static readonly OssError TooSmall =
        new(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size.");

    public static readonly OssError WrongDigest = new(400, "InvalidDigest", "The Content-MD5 you specified did not match what we received.");

    public static readonly OssError NoLength = new(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");

    public static readonly OssError NotXml =
        new(400, "MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema.");

    public static readonly OssError InvalidPart = new(
        400, "InvalidPart", "One or more of the specified parts could not be found or the specified entity tag might not have matched the part's entity tag.");

    public static readonly OssError PartsOutOfOrder = new(
        400, "InvalidPartOrder", "The list of parts was not in ascending order. Parts list must be specified in order by part number.", "0042-00000209");

    public static readonly OssError BodyNotAllowed = new(
        400, "InvalidArgument", "The request body must be empty if x-oss-complete-all is given.", "0042-00000216");

    public static readonly OssError BadObjectName = new(400, "InvalidObjectName", "The specified object is not valid.");

    public static readonly OssError AlreadyExists =
        new(409, "FileAlreadyExists", "The object you specified already exists and can not be overwritten.");

    public static readonly OssError CorsForbidden =
        new(403, "AccessForbidden", "CORSResponse: This CORS request is not allowed by the bucket's CORS rule.");

    public static readonly OssError CorsDisabled = new(403, "AccessForbidden", "CORSResponse: CORS is not enabled for this bucket.");

    public static readonly OssError Internal = new(500, "InternalError", "The simulator met an error; see its log.");

    /// <summary>A refusal that has nothing to do with the request, if there is one of that status.</summary>
    public static OssError? Refused(int status) => status switch
    {
        StatusCodes.Status403Forbidden => new(status, "AccessDenied", "You have no right to access this object."),
        StatusCodes.Status500InternalServerError => new(status, "InternalError", "We encountered an internal error. Please try again."),
        StatusCodes.Status503ServiceUnavailable => new(status, "ServiceUnavailable", "The service is unavailable. Please try again later."),
        _ => null,
    };

    public static OssError ConditionFailed(string condition) =>
        new(403, "AccessDenied", $"Invalid according to Policy: Policy Condition failed: {condition}", "0006-00000227");

    public static OssError ExtraField(string name) =>
        new(403, "AccessDenied", $"Invalid according to Policy: Extra input fields: {name}");

    public static OssError InvalidPolicy(string what, string ec) => new(400, "InvalidPolicyDocument", $"Invalid Policy: {what}", ec);

    public static OssError InvalidArgument(string message, string? name = null, string? value = null, string? ec = null) =>
        new(400, "InvalidArgument", message, ec)
        {
            Details = name is null ? [] : [new("ArgumentName", name), new("ArgumentValue", value ?? "")],
        };

    public static OssError BucketElsewhere(string bucket, string endpoint) => new(
        403, "AccessDenied", "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.",
        "0003-00001403")
    {
        Details = [new("Bucket", bucket), new("Endpoint", endpoint)],
    };

    public static OssError NotImplemented(string parameter) =>
        new(501, "NotImplemented", $"The parameter {parameter} you provided implies functionality that is not implemented.");

    public static OssError NoSuchUpload(string id) => new(
        404, "NoSuchUpload", "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.", "0017-00000244")
    {
        Details = [new("UploadId", id)],
    };

    public static OssError BadPartNumber(string? given) =>
        InvalidArgument("Part number must be an integer between 1 and 10000, inclusive.", "partNumber", given);

    public static OssError PartTooSmall(int number, long size, long least) => new(400, "EntityTooSmall", TooSmall.Message, "0042-00000213")
    {
        Details = [new("MinSizeAllowed", Text(least)), new("PartNumber", Text(number)), new("ProposedSize", Text(size))],
    };

    public static OssError FieldTooLong(string what) => new(400, "FieldItemTooLong", $"A form field is too long: {what}");

    public static OssError InvalidEncryption(string value) =>
        new(400, "InvalidEncryptionAlgorithmError", "The encryption algorithm you specified is not valid.")
        {
            Details = [new("ArgumentName", "x-oss-server-side-encryption"), new("ArgumentValue", value)],
        };

    public static OssError SignatureMismatch(string stringToSign) =>
        new(403, "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. Check your key and signing method.", "0002-00000705")
        {
            Details = [new("StringToSign", stringToSign)],
        };

    public static OssError CallbackFailed(string message) => new(203, "CallbackFailed", message);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
