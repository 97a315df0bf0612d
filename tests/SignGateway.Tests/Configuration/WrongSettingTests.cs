using Microsoft.Extensions.Options;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Configuration;

public sealed class WrongSettingTests
{
    [Theory]
    [InlineData("PublicUrl", null)]
    [InlineData("PublicUrl", "")]
    [InlineData("PublicUrl", "gateway.example.com")]
    [InlineData("PublicUrl", "ftp://gateway.example.com")]
    [InlineData("PublicUrl", "https://gateway.example.com/?a=1")]
    [InlineData("PublicUrl", "https://user@gateway.example.com")]
    [InlineData("PublicUrl", "https://localhost")]
    [InlineData("PublicUrl", "http://10.0.0.1")]
    [InlineData("PublicUrl", "http://172.31.0.1")]
    [InlineData("PublicUrl", "http://192.168.1.1")]
    [InlineData("PublicUrl", "http://127.1.2.3")]
    [InlineData("PublicUrl", "http://[2001:db8::1]")]
    [InlineData("PublicUrl", "https://a.example;https://b.example;https://c.example;https://d.example;https://e.example;https://f.example")]
    [InlineData("AllowPrivatePublicUrl", "perhaps")]
    [InlineData("UserIdClaim", "")]
    [InlineData("AdminRole", "")]
    [InlineData("Admin:RecorderSize", "-1")]
    [InlineData("Admin:RecorderSize", "100001")]
    [InlineData("Admin:RecorderSize", "many")]
    [InlineData("Oss:Region", null)]
    [InlineData("Oss:Region", "Hangzhou!")]
    [InlineData("Oss:Bucket", null)]
    [InlineData("Oss:Bucket", "A")]
    [InlineData("Oss:Endpoint", "https://oss.example.com/path")]
    [InlineData("Oss:UrlStyle", "Sideways")]
    [InlineData("Credentials:Source", "Guess")]
    [InlineData("Credentials:AccessKeyId", "")]
    [InlineData("Credentials:AccessKeySecret", null)]
    [InlineData("Tickets:Keys:0:Id", "")]
    [InlineData("Tickets:Keys:0:Secret", "c2hvcnQ=")]
    [InlineData("Tickets:Keys:0:Secret", "not base64")]
    [InlineData("Tickets:Keys:0:Use", "sometimes")]
    [InlineData("Tickets:Keys:0:Use", "archive", "Tickets:Keys")]
    [InlineData("Tickets:Grace", "-00:00:01")]
    [InlineData("Tickets:Grace", "a day")]
    [InlineData("Callback:PublicKeyUrls:0", "gosspublic.alicdn.com")]
    [InlineData("Callback:PublicKeyUrls:0", "https://gosspublic.alicdn.com/callback_pub_key_v1.pem")]
    [InlineData("Reconcile:Interval", "00:00:00")]
    [InlineData("Reconcile:Grace", "soon")]
    [InlineData("Reconcile:Batch", "0")]
    [InlineData("Reconcile:Concurrency", "65")]
    [InlineData("Retention:Deleted", "23:59:59")]
    [InlineData("Retention:Expired", "01:00:00")]
    [InlineData("Retention:Rejected", "soon")]
    [InlineData("Retention:Rejected", "4000.00:00:00")]
    [InlineData("Retention:History", "00:59:59")]
    [InlineData("Retention:DeliveredEvents", "4000.00:00:00")]
    [InlineData("Retention:DeadEvents", "-1.00:00:00")]
    [InlineData("Retention:Callbacks", "00:00:00")]
    [InlineData("Limits:GrantsPerUser", "0")]
    [InlineData("Limits:GrantsPerAddress", "-1")]
    [InlineData("Limits:GrantsPerAddress", "few")]
    [InlineData("Limits:FailedCallbacksPerAddress", "-1")]
    [InlineData("Profiles:p:Quota:Bytes", "0")]
    [InlineData("Profiles:p:Quota:Count", "-1")]
    [InlineData("Profiles:p:Quota:Pending", "some")]
    [InlineData("Profiles:p:Quota:Roles:paying:Bytes", "0")]
    [InlineData("Profiles:p:Quota:Roles:paying:Pending", "many")]
    [InlineData("Profiles:p:Quota:Roles:paying:Pendings", "1", "Profiles:p:Quota:Roles:paying")]
    [InlineData("Profiles:p:VerifyObject", "Sometimes")]
    [InlineData("Profiles:p:VerifyContent", "Sometimes")]
    [InlineData("Profiles:p:KeyTemplate", "uploads/{ext}")]
    [InlineData("Profiles:p:KeyTemplate", "/{id}")]
    [InlineData("Profiles:p:KeyTemplate", "../{id}")]
    [InlineData("Profiles:p:KeyTemplate", "图/{id}")]
    [InlineData("Profiles:p:KeyTemplate", "{id}{name}")]
    [InlineData("Profiles:p:KeyTemplate", "$/{id}")]
    [InlineData("Profiles:p:MinBytes", "-1")]
    [InlineData("Profiles:p:MinBytes", "one")]
    [InlineData("Profiles:p:MaxBytes", "0")]
    [InlineData("Profiles:p:MaxBytes", "5368709121")]
    [InlineData("Profiles:p:GrantLifetime", "00:00:00.5")]
    [InlineData("Profiles:p:GrantLifetime", "7.00:00:01")]
    [InlineData("Profiles:p:MultipartLifetime", "00:00:00.5")]
    [InlineData("Profiles:p:MultipartLifetime", "30.00:00:01")]
    [InlineData("Profiles:p:PartSize", "102399")]
    [InlineData("Profiles:p:PartSize", "5368709121")]
    [InlineData("Profiles:p:PartSize", "large")]
    [InlineData("Profiles:p:ContentTypes:0", "image")]
    [InlineData("Profiles:p:InlineTypes:0", "image/svg+xml")]
    [InlineData("Profiles:p:InlineTypes:0", "text/*x")]
    [InlineData("Profiles:p:InlineTypes:0", "application/xhtml+xml")]
    [InlineData("Profiles:p:KeepDeletedObjects", "maybe")]
    [InlineData("Profiles:p:ObjectAcl", "open")]
    [InlineData("Profiles:p:SignatureVersion", "V2")]
    [InlineData("Profiles:p:CallbackBodyType", "Xml")]
    [InlineData("Profiles:p:PinVars", "2")]
    [InlineData("Profiles:p:Methods:0", "Patch")]
    [InlineData("Profiles:p:Methods:0", "1")]
    [InlineData("Profiles:p:Methods:0", "Sdk", "Profiles:p:Methods")]
    [InlineData("Profiles:p:CallbackVariables:0", "Everything")]
    [InlineData("Profiles:p:CallbackHost", "https://gateway.example.com")]
    [InlineData("Profiles:p:CallbackHost", "")]
    [InlineData("Grants:SdkPerUser", "0")]
    [InlineData("Grants:SdkPerProcess", "6001")]
    [InlineData("Grants:SdkPerProcess", "many")]
    [InlineData("Profiles:p:FreeVars:0", "Phone")]
    [InlineData("Profiles:a-name-that-is-longer-than-32-bytes:MinBytes", "1", "Profiles:a-name-that-is-longer-than-32-bytes")]
    public async Task stops_the_start_and_is_named(string key, string? value, string? named = null)
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => StartAsync(new() { [$"SignGateway:{key}"] = value }));
        Assert.Contains($"SignGateway:{named ?? key}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task all_wrong_settings_are_named_at_once()
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => StartAsync(new()
        {
            ["SignGateway:PublicUrl"] = "nowhere",
            ["SignGateway:Oss:Bucket"] = "A",
            ["SignGateway:Oss:Region"] = "!",
            ["SignGateway:Profiles:p:MaxBytes"] = "many",
            ["SignGateway:Profiles:p:MinBytes"] = "-5",
            ["SignGateway:Tickets:Keys:0:Secret"] = "short",
        }));
        foreach (var key in new[] { "PublicUrl", "Oss:Bucket", "Oss:Region", "Profiles:p:MaxBytes", "Profiles:p:MinBytes", "Tickets:Keys:0:Secret" })
            Assert.Contains($"SignGateway:{key}", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_profile_whose_callback_does_not_fit_is_refused_with_its_length()
    {
        var settings = Enumerable.Range(0, 30).ToDictionary(number => $"SignGateway:Profiles:p:FreeVars:{number}", number => (string?)$"{new string('v', 30)}{number:00}");
        settings["SignGateway:PublicUrl"] = string.Join(';', Enumerable.Range(0, 5).Select(number => $"https://{new string('a', 50)}.example.com/{new string('p', 110)}{number}"));
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => StartAsync(settings));
        Assert.Contains("SignGateway:Profiles:p can make a callback of", fault.Message, StringComparison.Ordinal);
        Assert.Contains("5120", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Put")]
    [InlineData("Multipart")]
    public async Task a_profile_that_never_looks_takes_forms_only(string method)
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => StartAsync(new()
        {
            ["SignGateway:Profiles:p:Methods:0"] = "Post",
            ["SignGateway:Profiles:p:Methods:1"] = method,
            ["SignGateway:Profiles:p:VerifyObject"] = "Never",
        }));
        Assert.Contains("SignGateway:Profiles:p:VerifyObject is Never", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Reject")]
    [InlineData("Delete")]
    public async Task a_profile_that_never_looks_cannot_read_content(string content)
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => StartAsync(new()
        {
            ["SignGateway:Profiles:p:VerifyContent"] = content,
            ["SignGateway:Profiles:p:VerifyObject"] = "Never",
        }));
        Assert.Contains($"SignGateway:Profiles:p:VerifyContent is {content}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_method_that_is_named_twice_is_refused()
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => StartAsync(new() { ["SignGateway:Profiles:p:Methods:0"] = "Put", ["SignGateway:Profiles:p:Methods:1"] = "put" }));
        Assert.Contains("SignGateway:Profiles:p:Methods", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_v1_profile_with_temporary_credentials_is_refused()
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => StartAsync(new()
        {
            ["SignGateway:Credentials:SecurityToken"] = "temporary",
            ["SignGateway:Profiles:old:SignatureVersion"] = "V1",
        }));
        Assert.Contains("SignGateway:Profiles:old:SignatureVersion", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_secret_is_never_in_the_message()
    {
        var secret = Convert.ToBase64String("a secret of 31 bytes, too short"u8);
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => StartAsync(new() { ["SignGateway:Tickets:Keys:0:Secret"] = secret }));
        Assert.DoesNotContain(secret, fault.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PublicUrl", "http://10.0.0.1", "AllowPrivatePublicUrl", "true")]
    [InlineData("Oss:Region", "oss-cn-hangzhou", "Oss:Endpoint", "http://files.example.com:8080")]
    [InlineData("Profiles:p:GrantLifetime", "7.00:00:00", "Profiles:p:MaxBytes", "5368709120")]
    public async Task what_is_unusual_but_right_starts(string key, string value, string otherKey, string otherValue) =>
        await StartAsync(new() { [$"SignGateway:{key}"] = value, [$"SignGateway:{otherKey}"] = otherValue });

    [Fact]
    public async Task a_long_grant_life_is_warned_about()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["SignGateway:Profiles:slow:GrantLifetime"] = "00:15:01" });
        Assert.Contains(gateway.Log.Lines, line => line.Contains("slow", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task a_bucket_that_keeps_versions_is_warned_about(bool keepsVersions)
    {
        await using var gateway = await TestGateway.StartAsync(keepsVersions: keepsVersions);
        for (var attempt = 0; attempt < 100 && !Warned(); attempt++)
            await Task.Delay(keepsVersions ? 10 : 1);
        Assert.Equal(keepsVersions, Warned());
        bool Warned() => gateway.Log.Lines.Any(line => line.Contains("keeps versions", StringComparison.Ordinal));
    }

    private static async Task StartAsync(Dictionary<string, string?> settings)
    {
        await using var gateway = await TestGateway.StartAsync(settings);
    }
}
