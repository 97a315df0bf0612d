using System.Security;
using System.Text.Json.Nodes;
using SignGateway.Admin.Explain;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Admin.Explain;

/// <summary>Errors of OSS, alone and beside the form that met them.</summary>
public sealed class ErrorTests(OneGateway one) : IClassFixture<OneGateway>, IAsyncLifetime
{
    private readonly TestGateway _gateway = one.Gateway;
    private JsonObject _grant = null!;

    public static TheoryData<string, string, string, string> Errors => new()
    {
        { "AccessDenied", "", "Invalid according to Policy: Policy expired.", "The policy had ended" },
        { "AccessDenied", "0006-00000227", "Invalid according to Policy: Policy Condition failed: [\"eq\", \"$x-oss-object-acl\", \"private\"]", "A field of the form is not what the policy asks for" },
        { "AccessDenied", "0006-00000227", "", "A field of the form is not what the policy asks for" },
        { "AccessDenied", "", "You have no right to access this object because of bucket acl.", "The request carried no signature" },
        { "AccessDenied", "0003-00000001", "You have no right to access this object.", "The access key that signed may not do this" },
        { "SignatureDoesNotMatch", "0002-00000705", "The request signature we calculated does not match the signature you provided.", "The signature is not that of what OSS received" },
        { "InvalidAccessKeyId", "0002-00000003", "The OSS Access Key Id you provided does not exist in our records.", "is a temporary one without its token" },
        { "InvalidAccessKeyId", "0002-00000902", "The OSS Access Key Id you provided is disabled.", "The access key does not exist, is disabled, or has ended" },
        { "InvalidSecurityToken", "0002-00000006", "The security token you provided is invalid.", "The security token is not that of the access key" },
        { "AccessKeyIdAndSecurityTokenNotMatch", "", "", "The security token is not that of the access key" },
        { "SecurityTokenExpired", "0002-00000007", "The security token you provided has expired.", "The temporary credentials that signed the form have ended" },
        { "RequestTimeTooSkewed", "", "The difference between the request time and the current time is too large.", "a clock that is more than 15 minutes off" },
        { "InvalidPolicyDocument", "", "Invalid Policy: Invalid JSON: unknown char e", "The policy is not readable JSON" },
        { "InvalidPolicyDocument", "", "Invalid Policy: Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.", "more or less than one member" },
        { "InvalidPolicyDocument", "0006-00000215", "", "array of conditions is empty" },
        { "InvalidPolicyDocument", "0006-00000224", "", "the wrong type" },
        { "InvalidPolicyDocument", "9999-00000000", "", "OSS cannot use the policy" },
        { "EntityTooLarge", "", "Your proposed upload exceeds the maximum allowed size.", "The file is larger than the policy allows" },
        { "EntityTooSmall", "", "Your proposed upload is smaller than the minimum allowed size.", "The file is smaller than the policy allows" },
        { "FileAlreadyExists", "", "The object you specified already exists and can not be overwritten.", "There is an object under this key already" },
        { "FileImmutable", "", "", "A retention policy of the bucket" },
        { "MalformedPOSTRequest", "", "", "not well-formed multipart/form-data" },
        { "IncorrectNumberOfFilesInPOSTRequest", "", "", "exactly one file" },
        { "FieldItemTooLong", "", "", "too long" },
        { "InvalidDigest", "", "", "MD5" },
        { "InvalidEncryptionAlgorithmError", "", "", "encryption" },
        { "KmsServiceNotEnabled", "", "", "KMS" },
        { "InvalidArgument", "0007-00000001", "", "The callback is longer than 5 KB" },
        { "InvalidArgument", "", "The callback configuration is not json format.", "The callback is not JSON" },
        { "InvalidArgument", "0007-00000008", "", "a private or loopback address" },
        { "InvalidArgument", "0002-00000709", "", "x-oss-date cannot be read" },
        { "InvalidArgument", "0002-00000710", "", "names another region" },
        { "InvalidArgument", "", "The bucket POST must contain the specified 'key'.", "The form has no key" },
        { "InvalidArgument", "", "", "A field of the form is missing" },
        { "CallbackFailed", "0007-00000203", "Error status : 403.", "the gateway refused its callback" },
        { "CallbackFailed", "", "Error status : 502.", "no gateway answered behind callbackUrl" },
        { "CallbackFailed", "0007-00000205", "Response body is not valid json format.", "was no JSON" },
        { "CallbackFailed", "", "Error status : -1. OSS can not connect to your callbackUrl, please check it.", "OSS could not reach the gateway" },
        { "CallbackFailed", "", "Private address, reply timeout, cost:5000ms, timeout:5000ms (err -4, errno110)", "within five seconds" },
        { "CallbackFailed", "", "Something new.", "The upload worked, but its callback did not" },
        { "NoSuchBucket", "0015-00000101", "The specified bucket does not exist.", "There is no such bucket" },
        { "NoSuchKey", "", "The specified key does not exist.", "There is no such object" },
        { "AccessForbidden", "", "CORSResponse: This CORS request is not allowed.", "CORS" },
        { "ServiceUnavailable", "", "", "OSS itself is busy" },
        { "SomethingNew", "", "", "An error that this gateway does not know" },
    };

    public async ValueTask InitializeAsync() => _grant = await one.SignAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task each_is_told_in_plain_words(string code, string ec, string message, string words)
    {
        var answer = await _gateway.ExplainAsync(Xml(code, message, ec.Length == 0 ? [] : [("EC", ec)]));
        Assert.Equal(("error", "unknown"), (answer.Kind(), answer.Signature()));
        Assert.Null(answer["expiresIn"]);
        Assert.StartsWith($"{code} of OSS: ", answer.Summary(), StringComparison.Ordinal);
        Assert.Contains(words, answer.Summary(), StringComparison.Ordinal);
        Assert.Equal(code, (string)answer.Row("Error", "Code")["value"]!);
        Assert.Equal(message, (string)answer.Row("Error", "Message")["value"]!);
        Assert.Equal(("example-bucket", "met"), ((string)answer.Row("Error", "bucket")["value"]!, (string)answer.Row("Error", "bucket")["verdict"]!));
    }

    [Fact]
    public void the_table_forgets_no_code_of_the_list() => Assert.Empty(KnownErrors.Codes.Except(
        Errors.Select(row => row.Data.Item1).Concat(["InvalidBucketName", "InvalidObjectName", "MethodNotAllowed", "UserDisable", "RequestTimeout", "InternalError"])));

    [Fact]
    public async Task a_bucket_that_is_not_ours_is_told()
    {
        var answer = await _gateway.ExplainAsync(Xml("NoSuchBucket", "", [], host: "exampel-bucket.oss-cn-hangzhou.aliyuncs.com"));
        var row = answer.Row("Error", "bucket");
        Assert.Equal(("exampel-bucket", "example-bucket", "differs"), ((string)row["value"]!, (string)row["expected"]!, (string)row["verdict"]!));
    }

    [Fact]
    public async Task the_condition_that_failed_is_shown_with_the_forms_value()
    {
        _grant.Fields()["x-oss-object-acl"] = "public-read";
        var answer = await _gateway.ExplainAsync(
            Xml("AccessDenied", "Invalid according to Policy: Policy Condition failed: [\"eq\", \"$x-oss-object-acl\", \"private\"]", []) + "\n\n" + _grant.Fields().ToJsonString());
        var row = answer.Row("Error", "x-oss-object-acl");
        Assert.Equal(("public-read", "private", "differs"), ((string)row["value"]!, (string)row["expected"]!, (string)row["verdict"]!));
        Assert.Contains("Of the form that was pasted along with it: its x-oss-object-acl is not what the policy asks for", answer.Summary(), StringComparison.Ordinal);
        Assert.Equal("match", answer.Signature());
    }

    [Fact]
    public async Task a_form_beside_an_error_may_have_nothing_wrong()
    {
        var answer = await _gateway.ExplainAsync(_grant.ToJsonString() + "\nHTTP/1.1 403 Forbidden\nContent-Type: application/xml\n\n" + Xml("AccessDenied", "", []));
        Assert.Equal(("error", "match", 600), (answer.Kind(), answer.Signature(), (int)answer["expiresIn"]!));
        Assert.Contains("Nothing else is wrong", answer.Summary(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task what_oss_signed_is_compared_with_the_forms_policy()
    {
        var policy = (string)_grant.Fields()["policy"]!;
        var same = await _gateway.ExplainAsync(Xml("SignatureDoesNotMatch", "", [("StringToSign", policy)]) + _grant.Fields().ToJsonString());
        Assert.Equal("met", (string)same.Row("StringToSign", "policy")["verdict"]!);

        var other = await _gateway.ExplainAsync(Xml("SignatureDoesNotMatch", "", [("StringToSign", policy[..100] + "!" + policy[101..])]) + _grant.Fields().ToJsonString());
        var row = other.Row("StringToSign", "policy");
        Assert.Equal("differs", (string)row["verdict"]!);
        Assert.Contains("from character 101 on", (string)row["hint"]!, StringComparison.Ordinal);
        Assert.Contains("OSS signed another text", other.Summary(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task what_oss_signed_of_a_request_is_shown_line_by_line_without_its_token()
    {
        const string token = "CAISxQJ1q6Ft5B2yfSjIr5fbXhEIUOYbdJrM";
        var text = $"PUT\n\nimage/png\nThu, 01 Jan 2026 12:00:00 GMT\nx-oss-security-token:{token}\n/example-bucket/a.png";
        var answer = await _gateway.ExplainAsync(Xml("SignatureDoesNotMatch", "", [("StringToSign", text), ("SignatureProvided", "tPN3LTAIabcdefghijk="), ("StringToSignBytes", "50 55 54")]));
        Assert.Equal("image/png", (string)answer.Row("StringToSign", "line 3")["value"]!);
        Assert.Equal("/example-bucket/a.png", (string)answer.Row("StringToSign", "line 6")["value"]!);
        Assert.DoesNotContain(token, answer.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("tPN3LTAI", answer.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_failed_callback_leads_to_the_flight_recorder()
    {
        var callback = new OssCallback(_grant);
        callback.Values["size"] = 0;
        await callback.SendAsync(_gateway);
        var answer = await _gateway.ExplainAsync(Xml("CallbackFailed", "Error status : 403.", [], requestId: "65F2C1A0B1C2D3E4F5060708"));
        Assert.Contains("refused, ticket_mismatch", (string)answer.Row("Error", "RequestId")["hint"]!, StringComparison.Ordinal);

        var other = await _gateway.ExplainAsync(Xml("CallbackFailed", "Error status : 403.", []));
        Assert.Contains("did not come", (string)other.Row("Error", "RequestId")["hint"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-01-01T12:20:00.000Z", "20 minutes ahead of")]
    [InlineData("2026-01-01T11:00:00.000Z", "60 minutes behind")]
    public async Task a_clock_that_is_off_is_measured(string request, string words)
    {
        var answer = await _gateway.ExplainAsync(Xml("RequestTimeTooSkewed", "", [("RequestTime", request), ("ServerTime", "2026-01-01T12:00:00.000Z")]));
        Assert.Contains(words, (string)answer.Row("Error", "RequestTime")["hint"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<Error><Code>NoSuchKey</Code><Message>cut of")]
    [InlineData("<Error><Code>NoSuchKey</Code><<<")]
    [InlineData("<?xml version=\"1.0\"?><Error xmlns=\"urn:x\"><Code>NoSuchKey</Code></Wrong>")]
    public async Task what_is_cut_off_is_told_as_far_as_it_goes(string xml)
    {
        var answer = await _gateway.ExplainAsync(xml);
        Assert.Equal("error", answer.Kind());
        Assert.StartsWith("NoSuchKey of OSS", answer.Summary(), StringComparison.Ordinal);
        Assert.Contains(answer.Rows("Error"), row => (string)row["name"]! == "document");
    }

    [Fact]
    public async Task an_error_as_a_header_carries_it_is_read_too()
    {
        var answer = await _gateway.ExplainAsync(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"<?xml version=\"1.0\"?>\n{Xml("NoSuchKey", "", [])}")));
        Assert.StartsWith("NoSuchKey of OSS", answer.Summary(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task no_entity_is_ever_resolved()
    {
        const string xml = "<!DOCTYPE Error [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><Error><Code>&e;</Code><Message>m</Message></Error>";
        var answer = await _gateway.ExplainAsync(xml);
        Assert.DoesNotContain(answer.Rows("Error"), row => (string)row["name"]! == "Message");
    }

    private static string Xml(string code, string message, (string Name, string Value)[] more, string host = "example-bucket.oss-cn-hangzhou.aliyuncs.com", string requestId = "6965A42AF2B4D83435A11D70") =>
        $"<Error><Code>{code}</Code><Message>{SecurityElement.Escape(message)}</Message><RequestId>{requestId}</RequestId><HostId>{host}</HostId>"
        + string.Concat(more.Select(element => $"<{element.Name}>{SecurityElement.Escape(element.Value)}</{element.Name}>")) + "</Error>";
}
