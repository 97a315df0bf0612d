using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OssSimulator.Tests.Infrastructure;

/// <summary>A form that is right in every respect until a test breaks one thing. Signs by itself, from the protocol's description.</summary>
internal sealed class SignedForm
{
    public const string Key = "users/42/cat.png";

    public string KeyId { get; set; } = SimulatorOptions.DefaultAccessKeyId;

    public string Secret { get; set; } = SimulatorOptions.DefaultAccessKeySecret;

    public string Region { get; set; } = "cn-hangzhou";

    public string? Token { get; set; }

    public DateTimeOffset SignedAt { get; set; } = RunningSimulator.Start;

    public TimeSpan Life { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The day in the credential and the key; the day of <see cref="SignedAt"/> unless set.</summary>
    public string? Day { get; set; }

    /// <summary>The whole policy text, instead of the one made from the conditions.</summary>
    public string? PolicyJson { get; set; }

    public List<string> Conditions { get; } = ["""{"bucket":"demo-bucket"}""", """["content-length-range",1,1048576]"""];

    public List<(string Name, string Value)> Fields { get; } = [("key", Key), ("success_action_status", "200")];

    public byte[] File { get; set; } = "hello, bucket"u8.ToArray();

    public string FileName { get; set; } = "cat.png";

    public string? FileType { get; set; } = "image/png";

    /// <summary>Names of fields to leave out of the finished form, signature fields included.</summary>
    public HashSet<string> Without { get; } = [];

    /// <summary>Values to put in place of the right ones after signing.</summary>
    public Dictionary<string, string> Tampered { get; } = [];

    public SignedForm With(string name, string value)
    {
        Fields.RemoveAll(field => field.Name == name);
        Fields.Add((name, value));
        return this;
    }

    public SignedForm Condition(string json)
    {
        Conditions.Add(json);
        return this;
    }

    public static string Json(string text) => JsonSerializer.Serialize(text);

    public MultipartBody Build() => BuildFields().File(File, FileName, FileType).End();

    public MultipartBody BuildFields()
    {
        var body = new MultipartBody();
        foreach (var (name, value) in SignV4())
        {
            if (!Without.Contains(name)) body.Field(name, Tampered.GetValueOrDefault(name, value));
        }

        return body;
    }

    public MultipartBody BuildV1(string signatureName = "Signature")
    {
        var policy = Base64(PolicyJson ?? Policy(Conditions));
        var signature = Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(policy)));
        List<(string Name, string Value)> fields = [.. Fields, ("OSSAccessKeyId", KeyId), ("policy", policy), (signatureName, signature)];
        if (Token is not null) fields.Add(("x-oss-security-token", Token));
        var body = new MultipartBody();
        foreach (var (name, value) in fields)
        {
            if (!Without.Contains(name)) body.Field(name, Tampered.GetValueOrDefault(name, value));
        }

        return body.File(File, FileName, FileType).End();
    }

    private List<(string Name, string Value)> SignV4()
    {
        var date = SignedAt.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var day = Day ?? date[..8];
        var credential = $"{KeyId}/{day}/{Region}/oss/aliyun_v4_request";
        List<string> conditions =
        [
            .. Conditions,
            """{"x-oss-signature-version":"OSS4-HMAC-SHA256"}""",
            $$"""{"x-oss-credential":{{Json(credential)}}}""",
            $$"""{"x-oss-date":{{Json(date)}}}""",
        ];
        if (Token is not null) conditions.Add($$"""{"x-oss-security-token":{{Json(Token)}}}""");
        conditions.RemoveAll(condition => Without.Any(name => name.StartsWith("condition:", StringComparison.Ordinal) && condition.Contains(name[10..], StringComparison.Ordinal)));

        var policy = Base64(PolicyJson ?? Policy(conditions));
        var key = Encoding.UTF8.GetBytes("aliyun_v4" + Secret);
        foreach (var step in new[] { day, Region, "oss", "aliyun_v4_request", policy }) key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(step));

        List<(string Name, string Value)> fields =
        [
            .. Fields,
            ("policy", policy),
            ("x-oss-signature-version", "OSS4-HMAC-SHA256"),
            ("x-oss-credential", credential),
            ("x-oss-date", date),
            ("x-oss-signature", Convert.ToHexStringLower(key)),
        ];
        if (Token is not null) fields.Add(("x-oss-security-token", Token));
        return fields;
    }

    private string Policy(List<string> conditions)
    {
        var expiration = (SignedAt + Life).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return $$"""{"expiration":"{{expiration}}","conditions":[{{string.Join(',', conditions)}}]}""";
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
