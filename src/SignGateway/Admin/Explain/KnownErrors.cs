using SignGateway.Protocol.Errors;

namespace SignGateway.Admin.Explain;

/// <summary>The one list of OSS's errors that are understood, for forms and the gateway's own calls; the more exact ones of a code come first.</summary>
internal static class KnownErrors
{
    private const string AsItStands = "Send the fields of the grant as they stand, in order, in front of the file.";
    private const string AskAgain = "Ask for a new grant, and only just before the upload begins.";
    private const string ToTheGateway = "The object is stored all the same, and confirm or the sweep records it.";

    private static readonly KnownError[] All =
    [
        new("AccessDenied", "Policy expired", "The policy had ended when the upload began.", $"{AskAgain} If it is fresh, compare the client's clock and the profile's GrantLifetime."),
        new("AccessDenied", "Policy Condition failed", "A field of the form is not what the policy asks for.", AsItStands),
        new("AccessDenied", "0006-00000227", "A field of the form is not what the policy asks for.", AsItStands),
        new("AccessDenied", "Extra input fields", "The form has a field that the policy does not name.", AsItStands),
        new("AccessDenied", "SignatureDoesNotMatch", "The signature is not that of the policy.", AsItStands),
        new("AccessDenied", "bucket acl", "The request carried no signature, and the bucket is not open to everybody.", AsItStands),
        new("AccessDenied", null, "The access key that signed may not do this.", "Give its RAM user or role oss:PutObject on the bucket's prefix (the gateway itself also oss:GetObject, oss:DeleteObject, oss:ListObjects); look for a bucket policy that denies it."),
        new("SignatureDoesNotMatch", null, "The signature is not that of what OSS received.", "Compare what was signed with what was sent, below; with temporary credentials the secret must belong to the same access key id."),
        new("InvalidAccessKeyId", "0002-00000003", "The access key does not exist, is disabled, or is a temporary one without its token.", "Check SignGateway:Credentials; with temporary credentials, send x-oss-security-token exactly as the gateway answered it."),
        new("InvalidAccessKeyId", null, "The access key does not exist, is disabled, or has ended.", "Check SignGateway:Credentials; with temporary credentials, send x-oss-security-token exactly as the gateway answered it."),
        new("InvalidSecurityToken", null, "The security token is not that of the access key.", "Send x-oss-security-token exactly as the gateway answered it, with nothing changed, added or missing."),
        new("AccessKeyIdAndSecurityTokenNotMatch", null, "The security token is not that of the access key.", "Send x-oss-security-token exactly as the gateway answered it, with nothing changed, added or missing."),
        new("SecurityTokenExpired", null, "The temporary credentials that signed the form have ended.", AskAgain),
        new("RequestTimeTooSkewed", null, "Whoever signed has a clock that is more than 15 minutes off.", "Set that clock right; for forms and for the gateway's own calls it is the gateway's."),
        new("InvalidPolicyDocument", "Invalid JSON", "The policy is not readable JSON.", "Send the policy exactly as the gateway answered it; in one of your own, content-length-range takes numbers without quotes."),
        new("InvalidPolicyDocument", "Simple-Condition", "A condition of the policy has more or less than one member.", "Write one object for each condition, and sign again."),
        new("InvalidPolicyDocument", "0006-00000205", "The policy is empty.", AsItStands),
        new("InvalidPolicyDocument", "0006-00000207", "The policy has no conditions.", "Write at least one condition, and sign again."),
        new("InvalidPolicyDocument", "0006-00000209", "The policy has neither expiration nor conditions.", "Write both, and sign again."),
        new("InvalidPolicyDocument", "0006-00000214", "The policy's conditions are no array.", "Write them as an array, and sign again."),
        new("InvalidPolicyDocument", "0006-00000215", "The policy's array of conditions is empty.", "Write at least one condition, and sign again."),
        new("InvalidPolicyDocument", "0006-00000216", "A condition of the policy has no operator that OSS knows.", "Use eq, starts-with, in, not-in or content-length-range."),
        new("InvalidPolicyDocument", "0006-00000218", "A condition of the policy has an element too many.", "Write operator, field and value."),
        new("InvalidPolicyDocument", "0006-00000222", "A condition of the policy is neither an object of one member nor an array.", "Write it as one or the other."),
        new("InvalidPolicyDocument", "0006-00000224", "A condition's value has the wrong type.", "Write texts in quotes, sizes without, and the values of in and not-in as an array."),
        new("InvalidPolicyDocument", null, "OSS cannot use the policy.", "Send the policy exactly as the gateway answered it."),
        new("EntityTooLarge", null, "The file is larger than the policy allows, or than the 5 GB of a form.", "Name the file's real size when asking for the grant; the profile's MaxBytes is the limit."),
        new("EntityTooSmall", null, "The file is smaller than the policy allows.", "Name the file's real size when asking for the grant; an empty file needs a profile with MinBytes 0."),
        new("FileAlreadyExists", null, "There is an object under this key already, and the form forbids to write over it.", "The upload may have come through before: ask for its state, or confirm it. For another file, ask for another grant."),
        new("FileImmutable", null, "A retention policy of the bucket forbids to change the object.", "Use another key, or change the bucket's retention policy."),
        new("MalformedPOSTRequest", null, "The body is not well-formed multipart/form-data.", "Let the HTTP client write Content-Type and boundary itself; every line ends in CR LF."),
        new("IncorrectNumberOfFilesInPOSTRequest", null, "The form does not have exactly one file.", "Send one part named file, as the last."),
        new("FieldItemTooLong", null, "A field's name or value is too long; often the part of the file was read as a field.", "Name the part file, give it a plain filename=, and send it last."),
        new("InvalidDigest", null, "The content does not have the MD5 that was announced.", "Send Content-MD5 of the very bytes, in Base64, or none; then the file was changed on its way."),
        new("InvalidEncryptionAlgorithmError", null, "The form asks for an encryption that OSS does not know.", "Use AES256 or KMS."),
        new("KmsServiceNotEnabled", null, "The form asks for KMS, which the account has not opened.", "Open KMS, or use AES256."),
        new("InvalidArgument", "0007-00000001", "The callback is longer than 5 KB.", "Shorten PublicUrl or vars; the gateway's own start-up counts them."),
        new("InvalidArgument", "0007-00000002", "The callback is not Base64.", AsItStands),
        new("InvalidArgument", "callback configuration is not json", "The callback is not JSON.", AsItStands),
        new("InvalidArgument", "0007-00000004", "The port in callbackUrl is no number OSS takes.", "Correct SignGateway:PublicUrl."),
        new("InvalidArgument", "0007-00000005", "callbackUrl names more than five addresses.", "Name at most five in SignGateway:PublicUrl."),
        new("InvalidArgument", "0007-00000008", "callbackUrl is a private or loopback address, which OSS does not call.", "Set SignGateway:PublicUrl to an address that is open to the internet."),
        new("InvalidArgument", "0007-00000011", "callbackBody is empty.", AsItStands),
        new("InvalidArgument", "0007-00000012", "callbackBodyType is no string.", AsItStands),
        new("InvalidArgument", "0007-00000026", "additionalHeaders holds a name that OSS does not take.", "Leave out names that begin with x-oss-."),
        new("InvalidArgument", "0007-00000101", "callback-var is longer than 5 KB.", "Send vars as x: fields of the form."),
        new("InvalidArgument", "0002-00000701", "The signature's version is not one that OSS knows.", "Send x-oss-signature-version: OSS4-HMAC-SHA256."),
        new("InvalidArgument", "0002-00000702", "The form has no policy.", AsItStands),
        new("InvalidArgument", "0002-00000704", "The signature is empty.", AsItStands),
        new("InvalidArgument", "0002-00000709", "x-oss-date cannot be read, is not of the credential's day, or is too far from OSS's clock.", AskAgain),
        new("InvalidArgument", "0002-00000710", "x-oss-credential cannot be read, or names another region.", "Set SignGateway:Oss:Region to the region of the bucket, and send the fields as they stand."),
        new("InvalidArgument", "key", "The form has no key, or has it after the file.", AsItStands),
        new("InvalidArgument", null, "A field of the form is missing, or is not what OSS takes.", AsItStands),
        new("CallbackFailed", "0007-00000205", "The upload worked, but the answer to its callback was no JSON.", $"A proxy in front of the gateway may have answered in its place: look at what stands behind PublicUrl. {ToTheGateway}"),
        new("CallbackFailed", "not valid json", "The upload worked, but the answer to its callback was no JSON.", $"A proxy in front of the gateway may have answered in its place: look at what stands behind PublicUrl. {ToTheGateway}"),
        new("CallbackFailed", "timeout", "The upload worked, but nobody answered its callback within five seconds.", $"Look at the gateway's load, ledger and network. {ToTheGateway}"),
        new("CallbackFailed", "too long time", "The upload worked, but nobody answered its callback within five seconds.", $"Look at the gateway's load, ledger and network. {ToTheGateway}"),
        new("CallbackFailed", "can not connect", "The upload worked, but OSS could not reach the gateway.", $"PublicUrl must be open to the internet, with a certificate that OSS trusts. {ToTheGateway}"),
        new("CallbackFailed", "status : 401", "The upload worked, but the gateway found no signature on its callback.", $"A proxy removes the header Authorization or x-oss-pub-key-url: let both through. {ToTheGateway}"),
        new("CallbackFailed", "status : 403", "The upload worked, but the gateway refused its callback.", $"The flight recorder says why. {ToTheGateway}"),
        new("CallbackFailed", "status : 404", "The upload worked, but there is no gateway behind callbackUrl.", $"PublicUrl is the address under which OSS reaches the gateway, path prefix included. {ToTheGateway}"),
        new("CallbackFailed", "status : 502", "The upload worked, but no gateway answered behind callbackUrl.", $"Look at the proxy and the gateway; an https address also needs callbackSNI. {ToTheGateway}"),
        new("CallbackFailed", "status : 503", "The upload worked, but the gateway could not record it at that moment.", $"Look at the ledger's state. {ToTheGateway}"),
        new("CallbackFailed", "Too many callback", "The upload worked, but OSS holds back this bucket's callbacks.", $"Slow down, or ask Alibaba Cloud for more. {ToTheGateway}"),
        new("CallbackFailed", "image info", "The upload worked, but OSS could not read the image, and left the callback.", $"The file is not the image it says it is. {ToTheGateway}"),
        new("CallbackFailed", "content-length", "The upload worked, but the answer to its callback had no length, or was too long.", $"A proxy in front of the gateway rewrites answers: let it not compress or chunk them. {ToTheGateway}"),
        new("CallbackFailed", null, "The upload worked, but its callback did not.", $"The flight recorder says what the gateway made of it, if it came. {ToTheGateway}"),
        new("NoSuchBucket", null, "There is no such bucket where the request went.", "Compare bucket, region and endpoint with SignGateway:Oss."),
        new("NoSuchKey", null, "There is no such object.", "It was never uploaded, or was deleted; ask for the upload's state."),
        new("InvalidBucketName", null, "The host does not name a bucket that could exist.", "Post to the url of the grant; compare SignGateway:Oss:Bucket and UrlStyle."),
        new("InvalidObjectName", null, "The key is empty, too long, or begins with a slash.", AsItStands),
        new("AccessForbidden", null, "The bucket's CORS rules do not allow this page.", "Add a rule with the page's origin, the method POST and the header *; deploy/aliyun/cors.json has one."),
        new("MethodNotAllowed", null, "OSS does not take this verb here.", "Post the form to the bucket's root, without the key in the address."),
        new("UserDisable", null, "The account that owns the bucket is disabled, often for an open bill.", "Look into the Alibaba Cloud console."),
        new("RequestTimeout", null, "The body came too slowly.", "Try again; the grant still counts until it ends."),
        new("InternalError", null, "OSS itself failed.", "Try again; the grant still counts until it ends."),
        new("ServiceUnavailable", null, "OSS itself is busy.", "Try again in a moment; the grant still counts until it ends."),
    ];

    private static readonly KnownError Other = new("", null, "An error that this gateway does not know.", "Search for its code and EC in the OSS documentation.");

    public static KnownError Find(OssErrorDocument error) => All.FirstOrDefault(known => known.Is(error.Code, error.Ec, error.Message)) ?? Other;

    /// <summary>The codes that have an entry, for tests that none is forgotten.</summary>
    public static IEnumerable<string> Codes => All.Select(known => known.Code).Distinct();
}
